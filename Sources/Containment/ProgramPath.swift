import Glibc
import SystemPackage

/// Where programs are looked for, so that a missing one is known before anything is started.
enum ProgramPath {
  /// What programs get as PATH unless told otherwise.
  static let standard = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

  /// Finds an executable file as `execvp` would, but never hands a file of unknown form to a shell.
  ///
  /// - Parameters:
  ///   - program: a name looked for in `path`, or a path (relative to `folder`).
  ///   - path: folders, separated by colons.
  /// - Throws: `programNotFound` or `programNotExecutable`.
  static func resolve(
    _ program: String, path: String, folder: FilePath? = nil
  ) throws(ContainmentError) -> FilePath {
    guard !program.isEmpty else { throw failure(program, .noSuchFileOrDirectory) }
    if program.utf8.contains(UInt8(ascii: "/")) {
      let file = FilePath(program)
      let place = file.isRelative ? folder?.pushing(file) ?? file : file
      if let reason = refusal(of: place) { throw failure(program, reason) }
      return place
    }
    var reason = Errno.noSuchFileOrDirectory
    for place in path.split(separator: ":") {
      let file = FilePath(String(place)).appending(program)
      switch refusal(of: file) {
      case nil: return file
      case .noSuchFileOrDirectory, .notDirectory: continue
      case let found?: reason = found
      }
    }
    throw failure(program, reason)
  }

  private static func refusal(of file: FilePath) -> Errno? {
    var status = stat()
    guard file.withPlatformString({ stat($0, &status) }) == 0 else { return Errno(rawValue: errno) }
    guard status.st_mode & 0o170000 == 0o100000 else { return .permissionDenied }
    guard file.withPlatformString({ access($0, X_OK) }) == 0 else { return Errno(rawValue: errno) }
    return nil
  }

  private static func failure(_ program: String, _ reason: Errno) -> ContainmentError {
    ContainmentError(starting: program, operation: "start the program", errno: reason)
  }
}
