/// Pictures written byte by byte, so that what is odd about them is known.
enum HandmadePicture {
  /// PNG (RFC 2083) without compression.
  ///
  /// - Parameters:
  ///   - rows: the bytes of each row, without its filter byte.
  ///   - palette: colour table and its transparency.
  static func png(
    width: Int, height: Int, bits: UInt8 = 8, colourType: UInt8 = 2, rows: [[UInt8]],
    palette: (colours: [UInt8], alpha: [UInt8])? = nil, profile: [UInt8]? = nil
  ) -> [UInt8] {
    var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    file += chunk("IHDR", big32(width) + big32(height) + [bits, colourType, 0, 0, 0])
    if let profile { file += chunk("iCCP", Array("broken".utf8) + [0, 0] + zlib(profile)) }
    if let palette { file += chunk("PLTE", palette.colours) + chunk("tRNS", palette.alpha) }
    file += chunk("IDAT", zlib(rows.flatMap { [0] + $0 }))
    return file + chunk("IEND", [])
  }

  /// A picture of two halves, left and right, in 8-bit RGB.
  static func halves(width: Int, height: Int, left: [UInt8], right: [UInt8]) -> [UInt8] {
    let row = (0..<width).flatMap { $0 < width / 2 ? left : right }
    return png(
      width: width, height: height, colourType: left.count == 4 ? 6 : 2, rows: Array(repeating: row, count: height))
  }

  /// Baseline TIFF 6.0, little-endian, uncompressed, one strip a page, 8 bits a sample.
  ///
  /// - Parameter pages: the bytes of one pixel for each page; all pixels of a page are alike.
  static func tiff(width: Int, height: Int, photometric: Int, pages: [[UInt8]]) -> [UInt8] {
    var file: [UInt8] = [0x49, 0x49, 0x2A, 0x00] + little32(8)
    for (index, pixel) in pages.enumerated() {
      let tags: [(Int, Int, Int, Int)] = [
        (256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, photometric),
        (273, 4, 1, file.count + 2 + 12 * 10 + 4), (277, 3, 1, pixel.count), (278, 4, 1, height),
        (279, 4, 1, width * height * pixel.count), (284, 3, 1, 1),
      ]
      let pixels = (0..<(width * height)).flatMap { _ in pixel }
      file += [UInt8(tags.count), 0]
      for tag in tags { file += little16(tag.0) + little16(tag.1) + little32(tag.2) + little32(tag.3) }
      let next = file.count + 4 + pixels.count
      file += little32(index == pages.count - 1 ? 0 : next) + pixels
    }
    return file
  }

  static func big32(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(value >> (24 - 8 * $0) & 255) } }
  private static func little32(_ value: Int) -> [UInt8] { big32(value).reversed() }
  private static func little16(_ value: Int) -> [UInt8] { [UInt8(value & 255), UInt8(value >> 8 & 255)] }

  private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(type.utf8) + data
    return big32(data.count) + body + big32(Int(crc32(body)))
  }

  /// Stored blocks only (RFC 1950, 1951).
  private static func zlib(_ data: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = [0x78, 0x01]
    var rest = data[...]
    repeat {
      let block = rest.prefix(65_535)
      rest = rest.dropFirst(block.count)
      stream += [rest.isEmpty ? 1 : 0] + little16(block.count) + little16(~block.count & 0xFFFF) + block
    } while !rest.isEmpty
    let sums = data.reduce((1, 0)) { sums, byte in
      let first = (sums.0 + Int(byte)) % 65_521
      return (first, (sums.1 + first) % 65_521)
    }
    return stream + big32(sums.1 << 16 | sums.0)
  }

  private static func crc32(_ data: [UInt8]) -> UInt32 {
    var crc = ~UInt32(0)
    for byte in data {
      crc ^= UInt32(byte)
      for _ in 0..<8 {
        let carry = crc & 1
        crc >>= 1
        if carry == 1 { crc ^= 0xEDB8_8320 }
      }
    }
    return ~crc
  }
}
