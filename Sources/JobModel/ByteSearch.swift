import Glibc

extension ArraySlice<UInt8> {
  /// Where a pattern begins first. The corresponding C functions are `memchr` and `memcmp`: a compiled loop over bytes
  /// would cost an upload more than the disk does.
  ///
  /// - Parameter pattern: not empty.
  package func firstRange(ofBytes pattern: [UInt8]) -> Int? {
    guard let first = pattern.first, count >= pattern.count else { return nil }
    let offset = withUnsafeBytes { bytes -> Int? in
      guard let base = bytes.baseAddress else { return nil }
      var position = 0
      let last = bytes.count - pattern.count
      while position <= last {
        guard let found = memchr(base + position, Int32(first), last - position + 1) else { return nil }
        position = UnsafeRawPointer(found) - base
        if pattern.withUnsafeBytes({ memcmp(base + position, $0.baseAddress ?? base, pattern.count) == 0 }) {
          return position
        }
        position += 1
      }
      return nil
    }
    return offset.map { startIndex + $0 }
  }
}
