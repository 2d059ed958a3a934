/// What a file is by its first bytes, as far as browsers may show it.
enum FileLook: Hashable, Sendable {
  case picture(String)
  case video(String)
  /// Goes to the disk of whoever asked, and is opened by their programs.
  case other

  /// Bytes that are looked at.
  static let length = 16

  init(_ bytes: some Collection<UInt8>) {
    let bytes = Array(bytes.prefix(Self.length))
    func has(_ text: String, at offset: Int) -> Bool { bytes.dropFirst(offset).starts(with: text.utf8) }
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      self = .picture("image/png")
    } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      self = .picture("image/jpeg")
    } else if has("GIF87a", at: 0) || has("GIF89a", at: 0) {
      self = .picture("image/gif")
    } else if has("RIFF", at: 0), has("WEBP", at: 8) {
      self = .picture("image/webp")
    } else if has("ftyp", at: 4), Self.videoBrands.contains(where: { has($0, at: 8) }) {
      self = .video("video/mp4")
    } else if bytes.starts(with: [0x1A, 0x45, 0xDF, 0xA3]) {
      self = .video("video/webm")
    } else {
      self = .other
    }
  }

  /// Brands of the ISO base media format; those of pictures (`heic`, `avif`) begin in the same way.
  private static let videoBrands = [
    "isom", "iso2", "iso4", "iso5", "iso6", "mp41", "mp42", "avc1", "M4V ", "dash", "qt  ",
  ]

  var type: String {
    switch self {
    case .picture(let type), .video(let type): type
    case .other: "application/octet-stream"
    }
  }

  var isShown: Bool { self != .other }
}
