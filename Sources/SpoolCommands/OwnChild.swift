import Containment
import Glibc
import SystemPackage

/// Runs a hidden command of our own binary in front: it reads a foreign file, and may die of it.
enum OwnChild {
  /// Its output is ours.
  ///
  /// - Throws: `CommandFailure` with the child's status, or with a sentence where it died.
  static func run(_ arguments: [String]) async throws {
    let end = try await ForegroundChild.run([try Programs.own().string] + arguments)
    switch end {
    case .exited(EX_OK): return
    case .exited(let status): throw CommandFailure(status, "")
    case .signalled(SIGXCPU), .signalled(SIGKILL):
      throw CommandFailure(EX_DATAERR, "The file takes too long or too much memory to read, and was given up.")
    case .signalled(let number):
      throw CommandFailure(
        EX_DATAERR, "The file is damaged in a way that stopped the reading program (signal \(number)).")
    }
  }
}
