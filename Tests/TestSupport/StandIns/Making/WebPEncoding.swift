/// Lossless WebP of one colour: each of its five prefix codes has one symbol, so that a pixel takes no bits at all
/// (RFC 9649, sections 2 and 3).
enum WebPEncoding {
  static func bytes(of picture: MadePicture) -> [UInt8] {
    var bits = BitWriter()
    bits.write(0x2F, count: 8)
    bits.write(UInt32(picture.width - 1), count: 14)
    bits.write(UInt32(picture.height - 1), count: 14)
    bits.write(0, count: 1)  // no alpha
    bits.write(0, count: 3)  // version
    bits.write(0, count: 3)  // no transform, no colour cache, no meta prefix codes
    for symbol in [picture.green, picture.red, picture.blue, 255, 0] {
      // A simple code of one symbol that takes eight bits to name.
      bits.write(0b101, count: 3)
      bits.write(UInt32(symbol), count: 8)
    }
    let data = bits.bytes + (bits.bytes.count % 2 == 1 ? [0] : [])
    let chunk = Array("VP8L".utf8) + littleEndian(UInt32(bits.bytes.count)) + data
    return Array("RIFF".utf8) + littleEndian(UInt32(4 + chunk.count)) + Array("WEBP".utf8) + chunk
  }

  private static func littleEndian(_ value: UInt32) -> [UInt8] { bigEndian(value).reversed() }

  /// Writes bits from the lowest of each byte upwards.
  private struct BitWriter {
    private(set) var bytes: [UInt8] = []
    private var used = 8

    mutating func write(_ value: UInt32, count: Int) {
      for bit in 0..<count {
        if used == 8 {
          bytes.append(0)
          used = 0
        }
        bytes[bytes.count - 1] |= UInt8(value >> UInt32(bit) & 1) << UInt8(used)
        used += 1
      }
    }
  }
}
