/// Streams of stored blocks (RFC 1951, section 3.2.4), wrapped as zlib or gzip.
enum Deflate {
  static func stored(_ bytes: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = []
    stream.reserveCapacity(bytes.count + bytes.count / 1_000 + 16)
    var start = 0
    repeat {
      let end = min(bytes.count, start + 65_535)
      let length = UInt16(end - start)
      stream.append(end == bytes.count ? 1 : 0)
      stream += [UInt8(length & 255), UInt8(length >> 8), UInt8(~length & 255), UInt8(~length >> 8)]
      stream += bytes[start..<end]
      start = end
    } while start < bytes.count
    return stream
  }

  /// RFC 1950.
  static func zlibStored(_ bytes: [UInt8]) -> [UInt8] {
    [0x78, 0x01] + stored(bytes) + bigEndian(adler32(of: bytes))
  }

  /// RFC 1952.
  static func gzipStored(_ bytes: [UInt8]) -> [UInt8] {
    let ending = bigEndian(CRC32.of(bytes)).reversed() + bigEndian(UInt32(truncatingIfNeeded: bytes.count)).reversed()
    return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255] + stored(bytes) + ending
  }

  private static func adler32(of bytes: [UInt8]) -> UInt32 {
    bytes.withUnsafeBufferPointer { bytes in
      var (low, high): (UInt32, UInt32) = (1, 0)
      for byte in bytes {
        low = (low + UInt32(byte)) % 65_521
        high = (high + low) % 65_521
      }
      return high << 16 | low
    }
  }
}

extension Deflate {
  /// Bits in the order in which they stand in the stream, from the lowest of each byte upwards.
  static func packed(_ bits: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for (index, bit) in bits.utf8.enumerated() {
      if index % 8 == 0 { bytes.append(0) }
      if bit == UInt8(ascii: "1") { bytes[index / 8] |= 1 << UInt8(index % 8) }
    }
    return bytes
  }
}
