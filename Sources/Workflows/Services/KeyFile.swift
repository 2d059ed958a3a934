import Glibc
import SystemPackage

/// A file with a key in it: read only where nobody else can read it.
struct KeyFile {
  private let path: FilePath
  /// systemd gives its files to the unit's user by an access list, which shows as the group's right to read.
  private let isCredential: Bool

  init(_ path: FilePath, isCredential: Bool) {
    self.path = path
    self.isCredential = isCredential
  }

  /// Links are followed: Kubernetes puts one in front of each secret. What counts is the file that is opened.
  func read() throws(KeyProblem) -> String {
    // Looked at first, because even opening a device can do something; opening never waits.
    var status = stat()
    guard path.withPlatformString({ stat($0, &status) }) == 0 else { throw Self.problem(errno) }
    try check(status)
    let file = path.withPlatformString { open($0, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY) }
    guard file >= 0 else { throw Self.problem(errno) }
    defer { close(file) }
    guard fstat(file, &status) == 0 else { throw Self.problem(errno) }
    try check(status)
    return try KeySource.key(try Self.contents(of: file))
  }

  private func check(_ status: stat) throws(KeyProblem) {
    guard status.st_mode & 0o170000 == 0o100000 else { throw .notAFile }
    let forbidden: mode_t = isCredential ? 0o037 : 0o077
    guard status.st_mode & forbidden == 0 else { throw .openToOthers(mode: status.st_mode & 0o777) }
    guard status.st_uid == geteuid() || status.st_uid == 0 else { throw .foreignOwner(status.st_uid) }
  }

  private static func contents(of file: Int32) throws(KeyProblem) -> [UInt8] {
    // Room for a byte order mark, a line end, and one byte too many.
    var bytes = [UInt8](repeating: 0, count: KeySource.longest + 6)
    var count = 0
    while count < bytes.count {
      let read = bytes[count...].withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress, $0.count) }
      if read < 0, errno == EINTR { continue }
      guard read >= 0 else { throw problem(errno) }
      if read == 0 { break }
      count += read
    }
    return Array(bytes[..<count])
  }

  private static func problem(_ errno: Int32) -> KeyProblem {
    switch errno {
    case ENOENT, ENOTDIR: .missing
    case EACCES, EPERM: .noPermission
    default: .unreadable(Errno(rawValue: errno))
    }
  }
}
