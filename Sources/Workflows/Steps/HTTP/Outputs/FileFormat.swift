import JobModel
import SystemPackage

/// What a file is, by its bytes. Names and `Content-Type` headers are not asked: services get both wrong.
struct FileFormat: Hashable, Sendable {
  enum Family: Hashable, Sendable {
    case image, video, audio, other
  }

  var mediaType: String
  /// Without a dot.
  var fileExtension: String
  var family: Family

  static let unknown = FileFormat("application/octet-stream", "bin", .other)

  private init(_ mediaType: String, _ fileExtension: String, _ family: Family) {
    (self.mediaType, self.fileExtension, self.family) = (mediaType, fileExtension, family)
  }

  /// - Parameter start: the file's first bytes, 512 at best.
  init(_ start: [UInt8]) {
    self = Self.plain(start) ?? Self.container(start) ?? Self.text(start) ?? .unknown
  }

  private static func plain(_ start: [UInt8]) -> FileFormat? {
    let table: [([UInt8], FileFormat)] = [
      ([0x89, 0x50, 0x4E, 0x47], FileFormat("image/png", "png", .image)),
      ([0xFF, 0xD8, 0xFF], FileFormat("image/jpeg", "jpg", .image)),
      (Array("GIF8".utf8), FileFormat("image/gif", "gif", .image)),
      (Array("BM".utf8), FileFormat("image/bmp", "bmp", .image)),
      ([0x49, 0x49, 0x2A, 0x00], FileFormat("image/tiff", "tif", .image)),
      ([0x4D, 0x4D, 0x00, 0x2A], FileFormat("image/tiff", "tif", .image)),
      (Array("%PDF-".utf8), FileFormat("application/pdf", "pdf", .other)),
      ([0x50, 0x4B, 0x03, 0x04], FileFormat("application/zip", "zip", .other)),
      (Array("glTF".utf8), FileFormat("model/gltf-binary", "glb", .other)),
      ([0x1A, 0x45, 0xDF, 0xA3], FileFormat("video/webm", "webm", .video)),
      (Array("ID3".utf8), FileFormat("audio/mpeg", "mp3", .audio)),
      ([0xFF, 0xFB], FileFormat("audio/mpeg", "mp3", .audio)),
      ([0xFF, 0xF3], FileFormat("audio/mpeg", "mp3", .audio)),
      (Array("OggS".utf8), FileFormat("audio/ogg", "ogg", .audio)),
      (Array("fLaC".utf8), FileFormat("audio/flac", "flac", .audio)),
    ]
    return table.first { start.starts(with: $0.0) }?.1
  }

  /// Formats that say what they are after a size: RIFF, and the ISO base media format (ISO 14496-12).
  private static func container(_ start: [UInt8]) -> FileFormat? {
    guard start.count >= 12 else { return nil }
    let (first, second, third) = (start[0..<4], start[4..<8], String(decoding: start[8..<12], as: UTF8.self))
    if first.elementsEqual("RIFF".utf8) {
      switch third {
      case "WEBP": return FileFormat("image/webp", "webp", .image)
      case "WAVE": return FileFormat("audio/wav", "wav", .audio)
      case "AVI ": return FileFormat("video/x-msvideo", "avi", .video)
      default: return nil
      }
    }
    guard second.elementsEqual("ftyp".utf8) else { return nil }
    switch third {
    case "avif", "avis": return FileFormat("image/avif", "avif", .image)
    case "heic", "heix", "mif1", "msf1", "hevc": return FileFormat("image/heic", "heic", .image)
    case "M4A ": return FileFormat("audio/mp4", "m4a", .audio)
    case "qt  ": return FileFormat("video/quicktime", "mov", .video)
    default: return FileFormat("video/mp4", "mp4", .video)
    }
  }

  private static func text(_ start: [UInt8]) -> FileFormat? {
    guard !start.contains(0) else { return nil }
    let text = FoldedText.trim(String(decoding: start, as: UTF8.self)).lowercased()
    if text.isEmpty { return nil }
    if text.hasPrefix("<svg") || text.hasPrefix("<?xml") && text.contains("<svg") {
      return FileFormat("image/svg+xml", "svg", .image)
    }
    if text.hasPrefix("<!doctype html") || text.hasPrefix("<html") || text.contains("<head") {
      return FileFormat("text/html", "html", .other)
    }
    if text.hasPrefix("<?xml") { return FileFormat("application/xml", "xml", .other) }
    if text.hasPrefix("{") || text.hasPrefix("[") { return FileFormat("application/json", "json", .other) }
    // The last character may be cut.
    let isText = String(validating: start.dropLast(min(3, start.count)), as: UTF8.self) != nil
    return isText ? FileFormat("text/plain", "txt", .other) : nil
  }
}

// MARK: - Files

extension FileFormat {
  /// - Throws: `invalid` where the row's file cannot be read.
  init(ofInput path: FilePath, step: String) throws(Failure) {
    do {
      self.init(try FileEnds(of: path).start)
    } catch {
      let name = path.lastComponent?.string ?? path.string
      throw Failure(
        .invalid, code: "file-unreadable",
        message: "The file '\(name)' for the step '\(step)' cannot be read.", detail: "\(error)")
    }
  }
}

/// The first and last bytes of a file.
struct FileEnds {
  var start: [UInt8]
  var end: [UInt8]
  var count: Int

  /// - Throws: what the system says. Never blocks on a pipe.
  init(of path: FilePath) throws {
    let file = try FileDescriptor.open(path, .readOnly, options: [.nonBlocking, .closeOnExec])
    (start, end, count) = try file.closeAfter {
      let count = Int(try file.seek(offset: 0, from: .end))
      let end = try Self.read(file, at: max(0, count - 64), 64)
      return (try Self.read(file, at: 0, 512), end, count)
    }
  }

  private static func read(_ file: FileDescriptor, at offset: Int, _ length: Int) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
      count = try file.read(fromAbsoluteOffset: Int64(offset), into: UnsafeMutableRawBufferPointer(buffer))
    }
  }

  /// Whether a picture's end is there, where its format has one.
  func isWhole(_ format: FileFormat) -> Bool {
    switch format.fileExtension {
    case "png": return Self.contains(end, Array("IEND".utf8))
    // Some writers put a few bytes after the end marker.
    case "jpg": return Self.contains(end, [0xFF, 0xD9])
    case "gif": return end.last { $0 != 0 } == 0x3B
    case "webp", "wav":
      let size = start[4..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
      return count >= size + 8
    default: return true
    }
  }

  private static func contains(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
    bytes.indices.contains { bytes[$0...].starts(with: part) }
  }
}
