import Glibc
import JobModel

/// What a file's first bytes say it is, for the message when it cannot be read as a picture.
struct FileKind: Hashable {
  /// With its article: "a PDF document".
  var words: Message
  /// A kind that is read, so that the file must be damaged.
  var isPictureWeRead: Bool

  /// - Parameter descriptor: a regular file; its offset stays where it is.
  init?(startOf descriptor: Int32) {
    let start = [UInt8](unsafeUninitializedCapacity: 64) { buffer, count in
      count = max(0, pread(descriptor, buffer.baseAddress, buffer.count, 0))
    }
    self.init(start)
  }

  init?(_ start: [UInt8]) {
    let found = Self.table.first { kind in
      start.count >= kind.offset + kind.bytes.count && start.dropFirst(kind.offset).starts(with: kind.bytes)
    }
    guard let found else { return nil }
    words = found.words
    isPictureWeRead = found.isRead
  }

  private struct Entry {
    var offset: Int
    var bytes: [UInt8]
    var words: Message
    var isRead: Bool

    init(_ bytes: [UInt8], _ words: Message, read: Bool = false, at offset: Int = 0) {
      self.offset = offset
      self.bytes = bytes
      self.words = words
      isRead = read
    }

    init(_ text: String, _ words: Message, read: Bool = false, at offset: Int = 0) {
      self.init(Array(text.utf8), words, read: read, at: offset)
    }
  }

  /// First bytes as file(1) and the formats' specifications give them.
  private static let table: [Entry] = [
    Entry([0xFF, 0xD8, 0xFF], "a JPEG picture", read: true),
    Entry([0x89, 0x50, 0x4E, 0x47], "a PNG picture", read: true),
    Entry("GIF8", "a GIF picture", read: true),
    Entry("WEBP", "a WebP picture", read: true, at: 8),
    Entry("II*\0", "a TIFF picture", read: true),
    Entry("MM\0*", "a TIFF picture", read: true),
    Entry("ftypheic", "a HEIC picture", read: true, at: 4),
    Entry("ftypheix", "a HEIC picture", read: true, at: 4),
    Entry("ftypmif1", "a HEIF picture", read: true, at: 4),
    Entry("ftypavif", "an AVIF picture", read: true, at: 4),
    Entry("<svg", "an SVG drawing", read: true),
    Entry("ftyp", "a video", at: 4),
    Entry("PK\u{3}\u{4}", "a ZIP file or an Office document"),
    Entry("%PDF", "a PDF document"),
    Entry("8BPS", "a Photoshop file"),
    Entry("BM", "a BMP picture"),
    Entry([0, 0, 1, 0], "an icon"),
    Entry([0xD0, 0xCF, 0x11, 0xE0], "an old Office document"),
    Entry("{\\rtf", "a text document"),
    Entry("<!DOCTYPE html", "a web page"),
    Entry("<html", "a web page"),
    Entry([0xFF, 0x0A], "a JPEG XL picture"),
    Entry("JXL ", "a JPEG XL picture", at: 4),
    Entry("jP  ", "a JPEG 2000 picture", at: 4),
    Entry("Rar!", "a RAR archive"),
    Entry([0x37, 0x7A, 0xBC, 0xAF], "a 7z archive"),
    Entry([0x1A, 0x45, 0xDF, 0xA3], "a video"),
    Entry("RIFF", "a video or a sound"),
  ]
}
