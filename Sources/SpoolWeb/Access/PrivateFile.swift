import Glibc
import SystemPackage

/// A small file that is nobody's business but the server's: the key of the page, the tokens.
///
/// Its calls block on the disk.
struct PrivateFile: Sendable {
  let path: FilePath

  struct Problem: Error, Hashable, CustomStringConvertible {
    let description: String
  }

  /// What changes when the file is replaced or written to.
  struct Stamp: Hashable, Sendable {
    fileprivate var device: UInt64
    fileprivate var file: UInt64
    fileprivate var size: Int64
    fileprivate var seconds: Int
    fileprivate var nanoseconds: Int
    fileprivate var mode: UInt32
  }

  private static let longest = 1 << 20

  /// - Returns: `nil` where there is no such file.
  func stamp() -> Stamp? {
    var status = stat()
    guard path.withPlatformString({ stat($0, &status) }) == 0 else { return nil }
    return Stamp(
      device: UInt64(status.st_dev), file: UInt64(status.st_ino), size: Int64(status.st_size),
      seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec, mode: status.st_mode)
  }

  /// - Returns: `nil` where there is no such file.
  /// - Throws: `Problem` where it cannot be read, or others than its owner may look into it or write to it.
  func contents() throws(Problem) -> [UInt8]? {
    let file = path.withPlatformString { open($0, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY) }
    guard file >= 0 else {
      if errno == ENOENT { return nil }
      throw Problem(description: "The file \(path) cannot be read: \(Errno(rawValue: errno)).")
    }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & 0o170000 == 0o100000, status.st_size <= Self.longest else {
      throw Problem(description: "\(path) is no file, or a very big one.")
    }
    guard status.st_mode & 0o077 == 0 else {
      let mode = String(status.st_mode & 0o777, radix: 8)
      throw Problem(description: "The file \(path) is open to others (mode \(mode)). Run: chmod 600 '\(path)'")
    }
    guard status.st_uid == geteuid() || status.st_uid == 0 else {
      throw Problem(description: "The file \(path) belongs to another user (\(status.st_uid)).")
    }
    return try read(file, Int(status.st_size))
  }

  private func read(_ file: Int32, _ size: Int) throws(Problem) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: size)
    var count = 0
    while count < size {
      let got = bytes[count...].withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress, $0.count) }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw Problem(description: "The file \(path) cannot be read: \(Errno(rawValue: errno)).") }
      if got == 0 { break }
      count += got
    }
    return Array(bytes[..<count])
  }

  /// Writes it anew: born under another name, synced, renamed.
  ///
  /// - Parameter replaces: whether a file that is there already may go; else it stays and nothing is written.
  /// - Throws: `Problem` where the disk refuses.
  func write(_ bytes: [UInt8], replaces: Bool) throws(Problem) {
    let draft = FilePath(path.string + ".\(getpid())-\(UInt32.random(in: .min ... .max))")
    do {
      let file = try FileDescriptor.open(
        draft, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec], permissions: .ownerReadWrite)
      try file.closeAfter {
        try file.writeAll(bytes)
        guard fsync(file.rawValue) == 0 else { throw Errno(rawValue: errno) }
      }
      defer { unlink(draft.string) }
      // A link takes a free name only, a rename any.
      let status = replaces ? rename(draft.string, path.string) : link(draft.string, path.string)
      guard status == 0 || !replaces && errno == EEXIST else { throw Errno(rawValue: errno) }
    } catch {
      throw Problem(description: "The file \(path) cannot be written: \(error).")
    }
  }
}
