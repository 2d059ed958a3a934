/// A picture format, known by the first bytes of a file.
package enum PictureKind: String, Sendable, CaseIterable {
  case jpeg, png, webp, gif, tiff, heic, avif, bmp, svg, jxl

  /// Bytes that `detect` wants to see.
  package static let prefixBytes = 512

  /// The format of a file that begins with `prefix`; `nil` for anything else.
  ///
  /// The marks are those of each format's specification: JPEG ITU-T T.81, PNG ISO/IEC 15948, GIF89a, TIFF 6.0 and
  /// BigTIFF, RIFF for WebP, ISO/IEC 14496-12 `ftyp` brands for HEIF and AVIF, ISO/IEC 18181-2 for JPEG XL.
  package static func detect(_ prefix: some Collection<UInt8>) -> PictureKind? {
    let bytes = Array(prefix.prefix(prefixBytes))
    func starts(_ mark: [UInt8], at offset: Int = 0) -> Bool { bytes.dropFirst(offset).starts(with: mark) }
    if starts([0xFF, 0xD8, 0xFF]) { return .jpeg }
    if starts([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return .png }
    if starts(Array("GIF87a".utf8)) || starts(Array("GIF89a".utf8)) { return .gif }
    if starts(Array("RIFF".utf8)), starts(Array("WEBP".utf8), at: 8) { return .webp }
    if starts([0x49, 0x49, 0x2A, 0]) || starts([0x4D, 0x4D, 0, 0x2A]) { return .tiff }
    if starts([0x49, 0x49, 0x2B, 0]) || starts([0x4D, 0x4D, 0, 0x2B]) { return .tiff }
    if starts([0xFF, 0x0A]) || starts([0, 0, 0, 0x0C, 0x4A, 0x58, 0x4C, 0x20, 0x0D, 0x0A, 0x87, 0x0A]) { return .jxl }
    if starts(Array("ftyp".utf8), at: 4) { return heif(bytes) }
    // A bitmap's header has a size between 12 (OS/2) and 124 (version 5) at byte 14.
    if starts([0x42, 0x4D]), bytes.count > 17, bytes[15] == 0, (12...124).contains(bytes[14]) { return .bmp }
    return looksLikeSVG(bytes) ? .svg : nil
  }

  /// The extensions that files of this kind usually have, the first one for new names.
  package var extensions: [String] {
    switch self {
    case .jpeg: ["jpg", "jpeg", "jpe", "jfif"]
    case .tiff: ["tif", "tiff"]
    case .heic: ["heic", "heif", "hif"]
    case .bmp: ["bmp", "dib"]
    default: [rawValue]
    }
  }

  /// The kind that an extension (lower case, no dot) promises.
  package init?(fileExtension: String) {
    guard let kind = Self.allCases.first(where: { $0.extensions.contains(fileExtension) }) else { return nil }
    self = kind
  }

  private static func heif(_ bytes: [UInt8]) -> PictureKind? {
    let size = bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    let brands = stride(from: 8, to: min(size, bytes.count) - 3, by: 4).map {
      String(decoding: bytes[$0..<($0 + 4)], as: UTF8.self)
    }
    if brands.contains("avif") || brands.contains("avis") { return .avif }
    return brands.contains { ["heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1"].contains($0) }
      ? .heic : nil
  }

  private static func looksLikeSVG(_ bytes: [UInt8]) -> Bool {
    guard !bytes.contains(0) else { return false }
    let text = String(decoding: bytes, as: UTF8.self).drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    guard text.first == "<" else { return false }
    return text.hasPrefix("<svg") || text.contains("<svg ") || text.contains("<svg\n") || text.contains(":svg ")
      || text.contains("<!DOCTYPE svg")
  }
}
