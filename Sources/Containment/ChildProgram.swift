package import SystemPackage

/// A program to start, with all that it sees of the world.
package struct ChildProgram: Sendable {
  /// The program (a name looked for in the environment's PATH, or a path) and its arguments. No shell reads them.
  package var arguments: [String]
  /// The whole environment; nothing is inherited.
  package var environment: [String: String]
  /// The working folder.
  package var folder: FilePath
  /// Limits that the launcher sets; `nil` for programs of ours, which limit themselves.
  package var limits: ProcessLimits?

  package init(
    arguments: [String], environment: [String: String], folder: FilePath, limits: ProcessLimits? = nil
  ) {
    self.arguments = arguments
    self.environment = environment
    self.folder = folder
    self.limits = limits
  }

  /// What a foreign program finds in its environment besides `values`, which win. Swift programs print no backtrace:
  /// it takes a second, and a child that crashes is expected.
  package static func environment(folder: FilePath, adding values: [String: String] = [:]) -> [String: String] {
    let common = [
      "PATH": ProgramPath.standard, "HOME": folder.string, "TMPDIR": folder.string, "LANG": "C.UTF-8",
      "SWIFT_BACKTRACE": "enable=no",
    ]
    return common.merging(values) { _, given in given }
  }

  /// The program's name as messages show it.
  var name: String { arguments.first ?? "" }

  /// Where a foreign program lies that would be started.
  ///
  /// - Parameters:
  ///   - program: a name looked for in the standard PATH, or a path.
  ///   - folder: what a relative path starts from.
  /// - Throws: `programNotFound` or `programNotExecutable`.
  package static func find(_ program: String, in folder: FilePath?) throws(ContainmentError) -> FilePath {
    try ProgramPath.resolve(program, path: ProgramPath.standard, folder: folder)
  }

  /// The words to execute, the launcher's in front where there are limits; the first one is a path.
  ///
  /// - Throws: `programNotFound` or `programNotExecutable`.
  func words(launcher: [String]) throws(ContainmentError) -> [String] {
    let path = environment["PATH"] ?? ProgramPath.standard
    let program = try ProgramPath.resolve(name, path: path, folder: folder).string
    let command = [program] + arguments.dropFirst()
    guard let limits else { return command }
    return launcher + limits.arguments + ["--"] + command
  }
}

extension [String: String] {
  /// The variables as a program finds them: `NAME=value` and a zero byte each.
  var bytes: [[UInt8]] { map { Array("\($0)=\($1)\0".utf8) } }
}
