/// A file format of pictures.
package enum PictureFormat: String, CaseIterable, Hashable, Sendable {
  case jpeg, png, webp, tiff, avif
  /// Formats that are read and not written.
  case gif, heic, svg

  /// Reads a name as people write it: `JPG`, `.jpeg`, `image/png`, `tif`. `nil` for anything else.
  package init?(_ text: String) {
    var word = text.lowercased().filter { !$0.isWhitespace && $0 != "." }
    if word.hasPrefix("image/") { word.removeFirst("image/".count) }
    switch word {
    case "jpg", "jpe": self = .jpeg
    case "tif": self = .tiff
    case "heif": self = .heic
    case "svg+xml": self = .svg
    default: self.init(rawValue: word)
    }
  }

  package var mediaType: String {
    self == .svg ? "image/svg+xml" : "image/\(rawValue)"
  }

  /// Without a dot.
  package var fileExtension: String {
    self == .jpeg ? "jpg" : rawValue
  }

  package var isWritable: Bool {
    switch self {
    case .jpeg, .png, .webp, .tiff, .avif: true
    case .gif, .heic, .svg: false
    }
  }

  /// Whether a picture of this format may let its background through.
  package var keepsTransparency: Bool { self != .jpeg }

  /// Whether a lower quality makes a smaller file.
  package var hasQuality: Bool { defaultQuality != nil }

  /// 1 to 100, for formats that have a quality.
  package var defaultQuality: Int? {
    switch self {
    case .jpeg: 85
    case .webp: 82
    case .avif: 60
    case .png, .tiff, .gif, .heic, .svg: nil
    }
  }

  /// The most pixels a side that the format, or its usual encoder, can hold.
  package var greatestSide: Int {
    switch self {
    case .webp: 16_383
    case .avif: 16_384
    default: PictureLimits.greatestSide
    }
  }

  /// What a picture of this format becomes when the recipe names no format: itself, where it can be written; JPEG for
  /// photographs of telephones; PNG for what may be transparent.
  package var kept: PictureFormat {
    switch self {
    case .heic: .jpeg
    case .gif, .svg: .png
    default: self
    }
  }

  package var displayName: String {
    switch self {
    case .webp: "WebP"
    default: rawValue.uppercased()
    }
  }
}
