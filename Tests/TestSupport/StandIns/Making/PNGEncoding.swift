/// PNG with a palette of two colours, one bit a pixel, stored without compression (PNG, 3rd edition, sections 5 and 11).
enum PNGEncoding {
  static func bytes(of picture: MadePicture) -> [UInt8] {
    let size = bigEndian(UInt32(picture.width)) + bigEndian(UInt32(picture.height))
    // One bit, palette, and the only methods of compression, filtering and no interlacing.
    var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    bytes += chunk("IHDR", size + [1, 3, 0, 0, 0])
    let (red, green, blue) = (picture.red, picture.green, picture.blue)
    // The second colour is the same, a little darker: the picture stays recognizable by its mean.
    bytes += chunk("PLTE", [red, green, blue, red / 8 * 7, green / 8 * 7, blue / 8 * 7])
    if picture.isTransparent { bytes += chunk("tRNS", [255, 0]) }
    return bytes + chunk("IDAT", Deflate.zlibStored(rows(of: picture))) + chunk("IEND", [])
  }

  /// Rows with filter 0; the right half has the second colour.
  private static func rows(of picture: MadePicture) -> [UInt8] {
    let byteCount = (picture.width + 7) / 8
    let half = byteCount / 2
    let row = [0] + [UInt8](repeating: 0, count: half) + [UInt8](repeating: 0xFF, count: byteCount - half)
    return [UInt8](repeatElement(row, count: picture.height).joined())
  }

  private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(type.utf8) + data
    return bigEndian(UInt32(data.count)) + body + bigEndian(CRC32.of(body))
  }
}

/// Four bytes, the highest first.
func bigEndian(_ value: UInt32) -> [UInt8] {
  [24, 16, 8, 0].map { UInt8(value >> $0 & 255) }
}

/// Two bytes, the highest first.
func bigEndian(_ value: UInt16) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 255)] }
