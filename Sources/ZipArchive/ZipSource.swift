import Glibc
import SystemPackage

/// A file that is packed, read piece by piece.
final class ZipSource {
  let size: Int
  let modified: timespec
  private let name: String
  private let descriptor: Int32
  private let buffer: UnsafeMutableRawBufferPointer
  private var rest: Int

  private static let piece = 1 << 18

  /// - Throws: `ZipWriterError` of code `read` where the path is no ordinary file. Links are not followed.
  init(_ path: FilePath) throws(ZipWriterError) {
    name = path.lastComponent?.string ?? path.string
    let descriptor = path.withPlatformString { open($0, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) }
    guard descriptor >= 0 else { throw Self.unreadable(name) }
    do {
      (size, modified) = try Self.status(of: descriptor, name)
    } catch {
      close(descriptor)
      throw error
    }
    self.descriptor = descriptor
    rest = size
    buffer = .allocate(byteCount: min(max(size, 1), Self.piece), alignment: 16)
  }

  deinit {
    buffer.deallocate()
    close(descriptor)
  }

  private static func status(
    of descriptor: Int32, _ name: String
  ) throws(ZipWriterError) -> (size: Int, modified: timespec) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw unreadable(name) }
    guard status.st_mode & 0o170000 == 0o100000 else {
      throw ZipWriterError(.read, name, detail: "it is not an ordinary file")
    }
    return (Int(status.st_size), status.st_mtim)
  }

  /// Reads the next piece; `bytes` gives it out.
  ///
  /// - Returns: how many bytes it has; `nil` where the file has been read up to the size that it had.
  /// - Throws: `ZipWriterError` of code `changed` where it became shorter.
  func next() throws(ZipWriterError) -> Int? {
    guard rest > 0 else { return nil }
    while true {
      let count = read(descriptor, buffer.baseAddress, min(rest, buffer.count))
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw Self.unreadable(name) }
      guard count > 0 else { throw ZipWriterError(.changed, name) }
      rest -= count
      return count
    }
  }

  /// The first bytes of the piece that was read last; gone with the next one.
  func bytes(_ count: Int) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: buffer[..<count]) }

  private static func unreadable(_ name: String) -> ZipWriterError {
    let code = errno
    return ZipWriterError(.read, name, errno: code, detail: String(cString: strerror(code)))
  }
}
