/// Baseline JPEG of one colour: after the first block every difference is zero (ITU-T T.81, annexes B and F).
enum JPEGEncoding {
  static func bytes(of picture: MadePicture) -> [UInt8] {
    [0xFF, 0xD8] + segment(0xE0, Array("JFIF".utf8) + [0, 1, 1, 0, 0, 1, 0, 1, 0, 0])
      + segment(0xDB, [0] + [UInt8](repeating: 1, count: 64))
      + segment(0xC0, [8] + size(of: picture) + [3] + [1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0])
      + segment(0xC4, differenceTable) + segment(0xC4, coefficientTable)
      + segment(0xDA, [3, 1, 0, 2, 0, 3, 0, 0, 63, 0]) + scan(of: picture) + [0xFF, 0xD9]
  }

  private static func size(of picture: MadePicture) -> [UInt8] {
    bigEndian(UInt16(picture.height)) + bigEndian(UInt16(picture.width))
  }

  private static func segment(_ marker: UInt8, _ data: [UInt8]) -> [UInt8] {
    [0xFF, marker] + bigEndian(UInt16(data.count + 2)) + data
  }

  /// Differences: category 0 has the code 0; categories 1 to 11 have codes of five bits, 10000 and up.
  private static let differenceTable: [UInt8] =
    [0x00] + [1, 0, 0, 0, 11] + [UInt8](repeating: 0, count: 11) + Array(0...11)

  /// Coefficients: the only code is 0, the end of the block.
  private static let coefficientTable: [UInt8] = [0x10, 1] + [UInt8](repeating: 0, count: 15) + [0]

  private static func scan(of picture: MadePicture) -> [UInt8] {
    var bits = EntropyWriter()
    for level in levels(of: picture) {
      bits.writeDifference(level)
      bits.write(0, count: 1)
    }
    let blocks = ((picture.width + 7) / 8) * ((picture.height + 7) / 8)
    // Three components, each with a difference of category 0 and the end of the block.
    for _ in 1..<max(blocks, 1) { bits.write(0, count: 6) }
    return bits.finished()
  }

  /// The colour as luminance and chrominance (JFIF 1.02), each eight times its distance from the middle.
  private static func levels(of picture: MadePicture) -> [Int] {
    let (red, green, blue) = (Double(picture.red), Double(picture.green), Double(picture.blue))
    let luminance = 0.299 * red + 0.587 * green + 0.114 * blue - 128
    let blueness = -0.1687 * red - 0.3313 * green + 0.5 * blue
    let redness = 0.5 * red - 0.4187 * green - 0.0813 * blue
    return [luminance, blueness, redness].map { Int(($0 * 8).rounded()) }
  }

  /// Writes bits from the highest of each byte downwards, with a zero after each 0xFF.
  private struct EntropyWriter {
    private var bytes: [UInt8] = []
    private var current: UInt8 = 0
    private var used = 0

    mutating func write(_ value: Int, count: Int) {
      for bit in stride(from: count - 1, through: 0, by: -1) {
        current = current << 1 | UInt8(value >> bit & 1)
        used += 1
        guard used == 8 else { continue }
        bytes.append(current)
        if current == 0xFF { bytes.append(0) }
        (current, used) = (0, 0)
      }
    }

    /// A difference from the block before, as its category and the bits within that (T.81, F.1.2.1).
    mutating func writeDifference(_ difference: Int) {
      guard difference != 0 else { return write(0, count: 1) }
      let category = Int.bitWidth - abs(difference).leadingZeroBitCount
      write(0b10000 + category - 1, count: 5)
      write(difference > 0 ? difference : difference + (1 << category) - 1, count: category)
    }

    mutating func finished() -> [UInt8] {
      if used > 0 { write((1 << (8 - used)) - 1, count: 8 - used) }
      return bytes
    }
  }
}
