import CSystemShims
import Glibc
import SystemPackage

/// The program between us and a foreign one: it limits itself and becomes the foreign program.
///
/// `rowspool run-limited --cpu 60 --as 536870912 -- program argument …`. A process of our own can set limits between
/// its start and the foreign program's, which no spawning call offers.
package enum Launcher {
  /// The exit status where the program is not there (as shells have it).
  static let notFound: Int32 = 127
  /// The exit status where the program may not be executed (as shells have it).
  static let notExecutable: Int32 = 126

  /// Limits the calling process and executes the program named after `--`; it looks in PATH. It returns only by
  /// throwing. The corresponding C function is `execv`.
  ///
  /// The program dies with the server (`endWithParent`).
  ///
  /// - Parameter arguments: limits, `--`, the program and its arguments.
  /// - Throws: `badRequest` where the arguments are wrong, `programNotFound`, `programNotExecutable`, `startFailed`,
  ///   or `limitNotSet`.
  package static func main(arguments: [String]) throws(ContainmentError) -> Never {
    var rest = arguments[...]
    guard let limits = ProcessLimits(taking: &rest), let program = rest.first else {
      throw ContainmentError(
        .badRequest, operation: "read the launcher's arguments", subject: "run-limited",
        reason: "Usage: run-limited [--as BYTES] [--cpu SECONDS] … -- PROGRAM [ARGUMENT …]")
    }
    try endWithParent()
    guard rowspool_close_on_exec_from(3) == 0 else { throw startFailure(program) }
    try limits.applyToSelf()
    // The server ignores it, and what is ignored stays so across `execv`; programs expect to be ended by it.
    signal(SIGPIPE, SIG_DFL)
    let path = getenv("PATH").map { String(cString: $0) } ?? ProgramPath.standard
    try execute(try ProgramPath.resolve(program, path: path), Array(rest))
  }

  private static func execute(_ program: FilePath, _ arguments: [String]) throws(ContainmentError) -> Never {
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    guard !words.contains(nil) else { throw startFailure(program.string) }
    words.append(nil)
    _ = program.withPlatformString { execv($0, words) }
    let reason = errno
    for word in words { free(word) }
    throw ContainmentError(
      starting: program.string, operation: "start the program", errno: Errno(rawValue: reason))
  }

  private static func startFailure(_ program: String) -> ContainmentError {
    ContainmentError(.startFailed, operation: "start the program", subject: program, errno: Errno(rawValue: errno))
  }
}

extension ContainmentError {
  /// A program that `execve` refused.
  init(starting program: String, operation: String, errno: Errno) {
    let code: Code =
      switch errno {
      case .noSuchFileOrDirectory, .notDirectory: .programNotFound
      case .permissionDenied, .execFormatError, .isDirectory: .programNotExecutable
      default: .startFailed
      }
    self.init(code, operation: operation, subject: program, errno: errno)
  }

  /// The exit status that tells whoever started the launcher which of these it was.
  package var launcherStatus: Int32 {
    switch code {
    case .programNotFound: Launcher.notFound
    default: Launcher.notExecutable
    }
  }
}
