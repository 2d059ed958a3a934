import SystemPackage

/// What a file is by its first bytes; names and media types that others give are not believed.
enum FileSignature: String, CaseIterable {
  case png, jpg, gif, webp, svg, bmp, tiff, heic, avif
  case mp3, wav, m4a, amr, ogg
  case mp4, mov, webm, mpeg
  case pdf, zip, html

  enum Group: String { case image, audio, video, document }

  var group: Group {
    switch self {
    case .png, .jpg, .gif, .webp, .svg, .bmp, .tiff, .heic, .avif: .image
    case .mp3, .wav, .m4a, .amr, .ogg: .audio
    case .mp4, .mov, .webm, .mpeg: .video
    case .pdf, .zip, .html: .document
    }
  }

  var mediaType: String {
    switch self {
    case .jpg: "image/jpeg"
    case .svg: "image/svg+xml"
    case .png, .gif, .webp, .bmp, .tiff, .heic, .avif: "image/\(rawValue)"
    case .mp3: "audio/mpeg"
    case .m4a: "audio/mp4"
    case .wav, .amr, .ogg: "audio/\(rawValue)"
    case .mov: "video/quicktime"
    case .mp4, .webm, .mpeg: "video/\(rawValue)"
    case .pdf, .zip: "application/\(rawValue)"
    case .html: "text/html"
    }
  }

  /// Bytes that are enough to tell.
  static let length = 512

  init?(_ bytes: some Collection<UInt8>) {
    let bytes = Array(bytes.prefix(Self.length))
    func has(_ text: String, at offset: Int = 0) -> Bool { bytes.dropFirst(offset).starts(with: text.utf8) }
    func begins(_ start: [UInt8]) -> Bool { bytes.starts(with: start) }
    if begins([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      self = .png
    } else if begins([0xFF, 0xD8, 0xFF]) {
      self = .jpg
    } else if has("GIF8") {
      self = .gif
    } else if has("RIFF") {
      if has("WEBP", at: 8) { self = .webp } else if has("WAVE", at: 8) { self = .wav } else { return nil }
    } else if has("ftyp", at: 4) {
      self = Self.brand(String(decoding: bytes.dropFirst(8).prefix(4), as: UTF8.self))
    } else if begins([0x1A, 0x45, 0xDF, 0xA3]) {
      self = .webm
    } else if has("ID3") || begins([0xFF, 0xFB]) || begins([0xFF, 0xF3]) || begins([0xFF, 0xF2]) {
      self = .mp3
    } else if let other = Self.byPlainStart(bytes) {
      self = other
    } else {
      return nil
    }
  }

  private static func byPlainStart(_ bytes: [UInt8]) -> FileSignature? {
    let starts: [(String, FileSignature)] = [
      ("%PDF-", .pdf), ("PK\u{3}\u{4}", .zip), ("OggS", .ogg), ("#!AMR", .amr), ("BM", .bmp), ("II*\0", .tiff),
      ("MM\0*", .tiff), ("\0\0\u{1}", .mpeg),
    ]
    if let found = starts.first(where: { bytes.starts(with: $0.0.utf8) }) { return found.1 }
    let text = String(decoding: bytes, as: UTF8.self).lowercased()
    if text.contains("<svg") { return .svg }
    return text.contains("<html") || text.contains("<!doctype html") ? .html : nil
  }

  /// The brand of an ISO base media file (ISO/IEC 14496-12, 4.3).
  private static func brand(_ name: String) -> FileSignature {
    switch name {
    case "heic", "heix", "mif1": .heic
    case "avif", "avis": .avif
    case "M4A ", "M4B ": .m4a
    case "qt  ": .mov
    default: .mp4
    }
  }

  /// The signature of a file, and its size.
  static func read(_ path: FilePath) throws -> (signature: FileSignature?, bytes: Int, tail: [UInt8]) {
    let file = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking])
    return try file.closeAfter {
      let size = Int(try file.seek(offset: 0, from: .end))
      let head = try bytes(of: file, from: 0, count: length)
      let tail = try bytes(of: file, from: max(0, size - 16), count: 16)
      return (FileSignature(head), size, tail)
    }
  }

  private static func bytes(of file: FileDescriptor, from offset: Int, count: Int) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let read = try bytes.withUnsafeMutableBytes { try file.read(fromAbsoluteOffset: Int64(offset), into: $0) }
    return Array(bytes[..<read])
  }

  /// Whether a picture's last bytes are its end: a download that was cut short looks good from the front.
  func isWhole(tail: [UInt8]) -> Bool {
    switch self {
    case .png: tail.suffix(12).contains(subsequence: Array("IEND".utf8))
    // Cameras and editors leave a few bytes behind the end.
    case .jpg: tail.contains(subsequence: [0xFF, 0xD9])
    case .gif: tail.contains(0x3B)
    default: true
    }
  }
}

extension Sequence<UInt8> {
  fileprivate func contains(subsequence: [UInt8]) -> Bool {
    let all = Array(self)
    return all.indices.contains { all[$0...].starts(with: subsequence) }
  }
}
