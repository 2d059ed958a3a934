import Foundation

/// What a service finds out about a picture that it is sent: its real format and size, by its first bytes.
package struct SeenPicture: Sendable, Hashable {
  package enum Format: String, Sendable {
    case png, jpeg, webp, gif, bmp, tiff

    package var mediaType: String { "image/\(rawValue)" }
  }

  package var format: Format
  package var width: Int
  package var height: Int
  /// Whether it can be see-through. Looked for in PNG only.
  package var hasAlpha = false
  package var byteCount: Int

  /// - Returns: `nil` where the bytes are no picture of a format that services take.
  package init?(_ bytes: [UInt8]) {
    byteCount = bytes.count
    switch true {
    case bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) && bytes.count > 33:
      format = .png
      (width, height) = (Self.number(bytes, 16, 4), Self.number(bytes, 20, 4))
      hasAlpha = bytes[25] & 4 != 0 || Array(bytes.prefix(10_000)).firstRange(of: Array("tRNS".utf8), from: 0) != nil
    case bytes.starts(with: [0xFF, 0xD8, 0xFF]):
      guard let size = Self.sizeOfJPEG(bytes) else { return nil }
      format = .jpeg
      (width, height) = size
    case bytes.starts(with: Array("RIFF".utf8)) && bytes.dropFirst(8).starts(with: Array("WEBP".utf8)):
      guard let size = Self.sizeOfWebP(bytes) else { return nil }
      format = .webp
      (width, height) = size
    case bytes.starts(with: Array("GIF8".utf8)) && bytes.count > 10:
      format = .gif
      (width, height) = (Int(bytes[6]) | Int(bytes[7]) << 8, Int(bytes[8]) | Int(bytes[9]) << 8)
    case bytes.starts(with: Array("BM".utf8)) && bytes.count > 26:
      format = .bmp
      (width, height) = (Int(bytes[18]) | Int(bytes[19]) << 8, Int(bytes[22]) | Int(bytes[23]) << 8)
    default: return nil
    }
  }

  /// The picture in a `data:image/…;base64,` link.
  ///
  /// - Returns: `nil` where it is no such link, or not of a picture.
  package init?(dataURL: String) {
    guard dataURL.hasPrefix("data:"), let comma = dataURL.firstIndex(of: ","),
      let data = Data(base64Encoded: String(dataURL[dataURL.index(after: comma)...]))
    else { return nil }
    self.init([UInt8](data))
  }

  private static func number(_ bytes: [UInt8], _ start: Int, _ count: Int) -> Int {
    bytes[start..<start + count].reduce(0) { $0 << 8 | Int($1) }
  }

  /// The size in the first frame header (T.81, B.2.2).
  private static func sizeOfJPEG(_ bytes: [UInt8]) -> (Int, Int)? {
    var position = 2
    while position + 9 < bytes.count, bytes[position] == 0xFF {
      let marker = bytes[position + 1]
      if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
        return (number(bytes, position + 7, 2), number(bytes, position + 5, 2))
      }
      position += 2 + number(bytes, position + 2, 2)
    }
    return nil
  }

  /// The size by the kind of the first chunk (RFC 9649, section 2).
  private static func sizeOfWebP(_ bytes: [UInt8]) -> (Int, Int)? {
    guard bytes.count > 30 else { return nil }
    let low = { (index: Int) in Int(bytes[index]) | Int(bytes[index + 1]) << 8 }
    switch String(decoding: bytes[12..<16], as: UTF8.self) {
    case "VP8 ": return (low(26) & 0x3FFF, low(28) & 0x3FFF)
    case "VP8L":
      let bits = low(21) | low(23) << 16
      return ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    case "VP8X": return ((low(24) | Int(bytes[26]) << 16) + 1, (low(27) | Int(bytes[29]) << 16) + 1)
    default: return nil
    }
  }
}

extension [UInt8] {
  package var base64: String { Data(self).base64EncodedString() }
}
