import Glibc
import JobModel
import SystemPackage

/// A regular file, read at any place. Never follows a symbolic link and never waits for a FIFO or a device.
final class FileBytes {
  /// The name that messages use.
  let name: String
  let size: Int
  private let descriptor: Int32

  /// - Throws: `ReadingError` (`unreadable`, `not-a-file`) where there is no regular file to read at `path`.
  init(path: FilePath, name: String) throws(ReadingError) {
    self.name = name
    descriptor = path.withPlatformString { open($0, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) }
    guard descriptor >= 0 else { throw Self.unreadable(name, errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let number = errno
      close(descriptor)
      throw Self.unreadable(name, number)
    }
    guard status.st_mode & S_IFMT == Glibc.S_IFREG else {
      close(descriptor)
      throw ReadingError("not-a-file", "“\(name)” is not an ordinary file. Copy the file itself into the folder.")
    }
    size = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// Fills `buffer` from byte `offset` on; fewer bytes come only at the end of the file. Blocks.
  ///
  /// The corresponding C function is `pread`.
  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(ReadingError) -> Int {
    var filled = 0
    while filled < buffer.count {
      let count = pread(
        descriptor, buffer.baseAddress?.advanced(by: filled), buffer.count - filled, off_t(offset + filled))
      if count == 0 { break }
      if count < 0 {
        if errno == EINTR { continue }
        throw Self.unreadable(name, errno)
      }
      filled += count
    }
    return filled
  }

  /// The first bytes of a file.
  static func prefix(of path: FilePath, name: String, bytes: Int) throws(ReadingError) -> [UInt8] {
    try FileBytes(path: path, name: name).start(bytes)
  }

  /// The first bytes.
  func start(_ bytes: Int) throws(ReadingError) -> [UInt8] {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes, alignment: 1)
    defer { buffer.deallocate() }
    let count = try read(into: buffer, at: 0)
    return Array(buffer[..<count])
  }

  /// Whether a folder lies at `path`; a link to one is not a folder.
  static func isFolder(_ path: FilePath) -> Bool {
    var status = stat()
    return path.withPlatformString { lstat($0, &status) } == 0 && status.st_mode & S_IFMT == Glibc.S_IFDIR
  }

  private static func unreadable(_ name: String, _ number: Int32) -> ReadingError {
    switch number {
    case ELOOP:
      ReadingError("link", "“\(name)” is a link to another file. Copy the file itself into the folder.")
    case EACCES, EPERM:
      ReadingError("no-permission", "“\(name)” may not be read. Ask for read permission, or copy it again.")
    default:
      ReadingError(
        "unreadable", "“\(name)” cannot be read. Copy it into the folder again.",
        detail: String(cString: strerror(number)))
    }
  }
}
