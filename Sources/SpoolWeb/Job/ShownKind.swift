/// What a file is by its first bytes, as far as a browser may show it within the page.
///
/// Only pictures and videos that hold no scripts: everything else, HTML and SVG above all, is handed out to be saved.
enum ShownKind: String {
  case jpeg = "image/jpeg"
  case png = "image/png"
  case gif = "image/gif"
  case webp = "image/webp"
  case avif = "image/avif"
  case mp4 = "video/mp4"
  case webm = "video/webm"

  /// - Parameter bytes: the file's first 16 bytes or more.
  init?(_ bytes: [UInt8]) {
    func has(_ text: String, at place: Int = 0) -> Bool { bytes.dropFirst(place).starts(with: text.utf8) }
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      self = .png
    } else if has("GIF8") {
      self = .gif
    } else if has("RIFF"), has("WEBP", at: 8) {
      self = .webp
    } else if has("ftyp", at: 4) {
      // ISO/IEC 14496-12, 4.3: the major brand follows.
      guard let kind = Self.ofBrand(String(decoding: bytes.dropFirst(8).prefix(4), as: UTF8.self)) else { return nil }
      self = kind
    } else if bytes.starts(with: [0x1A, 0x45, 0xDF, 0xA3]) {
      self = .webm
    } else {
      return nil
    }
  }

  private static func ofBrand(_ brand: String) -> ShownKind? {
    switch brand {
    case "avif", "avis": .avif
    case "isom", "iso2", "iso4", "iso5", "iso6", "mp41", "mp42", "avc1", "M4V ", "dash", "MSNV": .mp4
    default: nil
    }
  }
}
