import Glibc
import Subprocess
import SystemPackage

/// A child that uses our own input and output, for commands that do their work in a process that may die of it.
package enum ForegroundChild {
  /// Runs a program to its end, in our working folder. Nothing of our environment goes along: there may be keys in it.
  ///
  /// - Parameter arguments: the program's path and its arguments. No shell reads them.
  /// - Throws: `startFailed` where it cannot be started.
  package static func run(_ arguments: [String]) async throws(ContainmentError) -> ChildEnd.Status {
    let program = arguments.first ?? ""
    do {
      let result = try await Subprocess.run(
        .path(FilePath(program)), arguments: Arguments(Array(arguments.dropFirst())),
        environment: .custom(ChildProgram.environment(folder: "/tmp").bytes),
        input: .fileDescriptor(.standardInput, closeAfterSpawningProcess: false),
        output: .fileDescriptor(.standardOutput, closeAfterSpawningProcess: false),
        error: .fileDescriptor(.standardError, closeAfterSpawningProcess: false))
      switch result.terminationStatus {
      case .exited(let status): return .exited(status)
      case .signaled(let number): return .signalled(number)
      }
    } catch {
      throw ContainmentError(.startFailed, operation: "start", subject: program, reason: "\(error)")
    }
  }
}
