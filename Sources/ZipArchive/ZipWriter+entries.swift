import Glibc
package import SystemPackage

extension ZipWriter {
  /// Packs a file. A name that is taken (case does not count) gets a number: `cup (2).jpg`.
  ///
  /// - Throws: `ZipWriterError`: `read` where the path is no ordinary file (links are not followed), `changed` where it
  ///   became shorter meanwhile. A file that grew is packed up to the size it had.
  package mutating func add(file path: FilePath, as entryName: String) throws(ZipWriterError) {
    let fileName = path.lastComponent?.string ?? path.string
    let descriptor = path.withPlatformString { open($0, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) }
    guard descriptor >= 0 else { throw Self.unreadable(fileName) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Self.unreadable(fileName) }
    guard status.st_mode & 0o170000 == 0o100000 else {
      throw ZipWriterError(.read, fileName, detail: "it is not an ordinary file")
    }
    try begin(entryName, size: Int64(status.st_size), modified: status.st_mtim)
    try copy(descriptor, size: Int(status.st_size), named: fileName)
    try endEntry()
  }

  /// Packs bytes, dated now.
  package mutating func add(_ bytes: [UInt8], as entryName: String) throws(ZipWriterError) {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    try begin(entryName, size: Int64(bytes.count), modified: now)
    // The closure's errors lose their type; the array is copied nowhere.
    let result = bytes.withUnsafeBytes { buffer in
      Result { () throws(ZipWriterError) in try write(buffer) }
    }
    try result.get()
    try endEntry()
  }

  private mutating func copy(_ source: Int32, size: Int, named fileName: String) throws(ZipWriterError) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: min(max(size, 1), 1 << 18), alignment: 16)
    defer { buffer.deallocate() }
    var rest = size
    while rest > 0 {
      let count = read(source, buffer.baseAddress, min(rest, buffer.count))
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw Self.unreadable(fileName) }
      guard count > 0 else { throw ZipWriterError(.changed, fileName) }
      try write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      rest -= count
    }
  }

  private static func unreadable(_ fileName: String) -> ZipWriterError {
    let code = errno
    return ZipWriterError(.read, fileName, errno: code, detail: String(cString: strerror(code)))
  }
}
