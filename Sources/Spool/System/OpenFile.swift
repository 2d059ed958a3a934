import Glibc

/// An open file of the spool. Closed once: by `close`, which reports, or at the end of its life.
package final class OpenFile {
  package private(set) var descriptor: Int32
  /// The path for messages.
  let subject: String

  init(descriptor: Int32, subject: String) {
    self.descriptor = descriptor
    self.subject = subject
  }

  deinit {
    if descriptor >= 0 { _ = Glibc.close(descriptor) }
  }

  /// The C function is `close`. A failure can mean that what was written is lost.
  package func close() throws(SpoolError) {
    let descriptor = descriptor
    self.descriptor = -1
    _ = try perform(.close, on: subject) { Glibc.close(descriptor) }
  }

  /// Writes all of it.
  package func write(_ bytes: [UInt8]) throws(SpoolError) {
    var written = 0
    while written < bytes.count {
      written += try perform(.write, on: subject) {
        bytes.withUnsafeBytes { buffer in
          // The whole slice is within `buffer`: its base address exists when it is not empty.
          buffer.baseAddress.map { Glibc.write(descriptor, $0 + written, buffer.count - written) } ?? 0
        }
      }
    }
  }

  /// Everything from the beginning of the file.
  package func readAll() throws(SpoolError) -> [UInt8] { try read(from: 0) }

  /// Everything from a place in the file on.
  package func read(from start: Int) throws(SpoolError) -> [UInt8] {
    var bytes: [UInt8] = []
    // Most row files fit into the first read.
    var chunk = [UInt8](repeating: 0, count: 2048)
    while true {
      let count = try perform(.read, on: subject) { pread(descriptor, &chunk, chunk.count, off_t(start + bytes.count)) }
      bytes.append(contentsOf: chunk[..<count])
      if count == 0 { return bytes }
      if count == chunk.count { chunk = [UInt8](repeating: 0, count: min(chunk.count * 8, 1 << 20)) }
    }
  }

  /// At most so many bytes from a place in the file on; fewer at its end only.
  package func read(at start: Int, atMost count: Int) throws(SpoolError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var length = 0
    while length < count {
      let more = try perform(.read, on: subject) {
        bytes.withUnsafeMutableBytes { buffer in
          // Within `buffer`, which is not empty here.
          buffer.baseAddress.map { pread(descriptor, $0 + length, count - length, off_t(start + length)) } ?? 0
        }
      }
      if more == 0 { break }
      length += more
    }
    bytes.removeLast(count - length)
    return bytes
  }

  /// The file's length in bytes. The C function is `fstat`.
  package func length() throws(SpoolError) -> Int {
    var status = stat()
    _ = try perform(.stat, on: subject) { fstat(descriptor, &status) }
    return Int(status.st_size)
  }

  func lastByte(before length: Int) throws(SpoolError) -> UInt8 {
    var byte: UInt8 = 0
    _ = try perform(.read, on: subject) { pread(descriptor, &byte, 1, off_t(length - 1)) }
    return byte
  }

  /// The C function is `ftruncate`.
  package func truncate(to length: Int) throws(SpoolError) {
    _ = try perform(.truncate, on: subject) { ftruncate(descriptor, off_t(length)) }
  }

  /// The C function is `fdatasync`. After a failure the file is dead: the next sync would lie.
  package func sync() throws(SpoolError) {
    _ = try perform(.sync, on: subject) { fdatasync(descriptor) }
  }

  /// The C function is `futimens`; the access time stays.
  package func setModificationTime(milliseconds: Int64) throws(SpoolError) {
    let omit = (1 << 30) - 2
    let times = [
      timespec(tv_sec: 0, tv_nsec: omit),
      timespec(tv_sec: Int(milliseconds / 1000), tv_nsec: Int(milliseconds % 1000) * 1_000_000),
    ]
    _ = try perform(.setTimes, on: subject) { futimens(descriptor, times) }
  }
}
