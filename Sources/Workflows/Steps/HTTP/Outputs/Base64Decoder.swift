/// Decodes base64 (RFC 4648) piece by piece; both alphabets, white space anywhere, padding or none.
struct Base64Decoder {
  enum Problem: Error, Hashable {
    /// A character that is not base64.
    case badCharacter
    /// The text ends within a group, or goes on after its padding.
    case cutOff
  }

  private var bits: UInt32 = 0
  private var count = 0
  private var padding = 0

  /// - Parameter output: gets the bytes appended.
  mutating func decode(_ text: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) throws(Problem) {
    output.reserveCapacity(output.count + text.count * 3 / 4 + 3)
    for byte in text {
      let value = Self.values[Int(byte)]
      if value < 64 {
        guard padding == 0 else { throw .cutOff }
        bits = bits << 6 | UInt32(value)
        count += 1
        if count == 4 {
          output.append(UInt8(truncatingIfNeeded: bits >> 16))
          output.append(UInt8(truncatingIfNeeded: bits >> 8))
          output.append(UInt8(truncatingIfNeeded: bits))
          (bits, count) = (0, 0)
        }
      } else if byte == UInt8(ascii: "=") {
        padding += 1
      } else if value == Self.bad {
        throw .badCharacter
      }
    }
  }

  /// Gives the last one or two bytes.
  ///
  /// - Throws: `cutOff` where a group lacks something that padding does not explain.
  mutating func finish(into output: inout [UInt8]) throws(Problem) {
    switch (count, padding) {
    case (0, 0): break
    case (2, 0), (2, 2): output.append(UInt8(truncatingIfNeeded: bits >> 4))
    case (3, 0), (3, 1):
      output.append(UInt8(truncatingIfNeeded: bits >> 10))
      output.append(UInt8(truncatingIfNeeded: bits >> 2))
    default: throw .cutOff
    }
  }

  private static let space: UInt8 = 100
  private static let bad: UInt8 = 255

  private static let values: [UInt8] = {
    var values = [UInt8](repeating: bad, count: 256)
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
    for (index, byte) in alphabet.enumerated() { values[Int(byte)] = UInt8(index) }
    values[Int(UInt8(ascii: "-"))] = 62
    values[Int(UInt8(ascii: "_"))] = 63
    for byte in [0x20, 0x09, 0x0A, 0x0D] { values[byte] = space }
    return values
  }()
}
