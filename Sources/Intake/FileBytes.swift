import Glibc

/// A file's bytes, read in places. Blocks: not for Swift's cooperative threads.
struct FileBytes {
  let descriptor: Int32
  let size: Int64

  /// Up to `count` bytes from `offset`; fewer only at the end of the file.
  ///
  /// - Throws: `SystemFailure`. The corresponding C function is `pread`.
  func read(at offset: Int64, count: Int) throws(SystemFailure) -> [UInt8] {
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let got = pread(descriptor, buffer.baseAddress.map { $0 + filled }, count - filled, off_t(offset) + filled)
        if got > 0 {
          filled += got
        } else if got == 0 {
          break
        } else if errno != EINTR {
          failure = errno
          break
        }
      }
    }
    if failure != 0 { throw SystemFailure(code: failure) }
    return bytes
  }

  /// The last `count` bytes, or the whole file where it is shorter.
  func tail(_ count: Int) throws(SystemFailure) -> [UInt8] {
    try read(at: max(0, size - Int64(count)), count: Int(min(size, Int64(count))))
  }
}

/// A system call that failed.
struct SystemFailure: Error, Hashable {
  /// `errno`.
  var code: Int32
}

extension Array where Element == UInt8 {
  /// A number of `count` bytes with its little end first; bytes that are not there count as 0.
  func littleEndian(at offset: Int, count: Int) -> Int64 {
    (0..<count).reversed().reduce(0) { $0 << 8 | Int64(byte(offset + $1)) }
  }

  /// A number of `count` bytes with its big end first; bytes that are not there count as 0.
  func bigEndian(at offset: Int, count: Int) -> Int64 {
    (0..<count).reduce(0) { $0 << 8 | Int64(byte(offset + $1)) }
  }

  func has(_ bytes: some Collection<UInt8>, at offset: Int) -> Bool {
    offset >= 0 && offset + bytes.count <= count && self[offset..<(offset + bytes.count)].elementsEqual(bytes)
  }

  /// Where `bytes` stand for the last time.
  func lastIndex(of bytes: some Collection<UInt8>) -> Int? {
    guard let first = bytes.first, count >= bytes.count else { return nil }
    return (0...(count - bytes.count)).reversed().first { self[$0] == first && has(bytes, at: $0) }
  }

  private func byte(_ offset: Int) -> UInt8 { indices.contains(offset) ? self[offset] : 0 }
}
