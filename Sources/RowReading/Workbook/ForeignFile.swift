import JobModel
import SystemPackage
import ZipArchive

/// Says what a file is that is no workbook.
enum ForeignFile {
  private static let old: [UInt8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
  private static let zip: [UInt8] = [0x50, 0x4b]

  /// Why a file that is no readable ZIP archive cannot be read as a workbook.
  static func reason(path: FilePath, fileName: String, _ error: ZipError) -> ReadingError {
    guard error.code == .noDirectory, let start = try? bytes(of: path) else { return .zip(error, fileName) }
    if start.isEmpty {
      return ReadingError("empty-file", "“\(fileName)” is empty (0 bytes). Save the workbook and copy it again.")
    }
    if start.starts(with: old) { return oldOffice(path: path, fileName) }
    if start.starts(with: zip) { return .zip(error, fileName) }
    if start.allSatisfy({ $0 == 0 }) {
      return ReadingError("empty-file", "“\(fileName)” holds only zeros: the copy broke off. Copy it again.")
    }
    return notAWorkbook(fileName, kind(of: start))
  }

  /// Why a ZIP archive with these parts is no workbook that can be read; `nil` where it may be one.
  static func reason(parts: PackageParts) -> ReadingError? {
    let kinds: [(String, Message)] = [
      ("xl/workbook.bin", "an Excel binary workbook (.xlsb)"), ("word/document.xml", "a Word document"),
      ("ppt/presentation.xml", "a PowerPoint presentation"),
      ("Index/Document.iwa", "an Apple Numbers (or Pages, Keynote) document"),
      ("Index.zip", "an Apple Numbers (or Pages, Keynote) document"),
      ("META-INF/manifest.xml", "an OpenDocument file (.ods)"), ("content.xml", "an OpenDocument file (.ods)"),
    ]
    return kinds.first { parts.has($0.0) }.map { notAWorkbook(parts.fileName, $0.1) }
  }

  static func notAWorkbook(_ fileName: String, _ kind: Message) -> ReadingError {
    ReadingError(
      "not-a-workbook",
      "“\(fileName)” is not an Excel workbook but \(kind). Open it in Excel or WPS, save it as .xlsx, and drop that.")
  }

  /// What a file with the ending of a CSV file is by its first bytes, where no text begins with them; `nil` elsewhere.
  static func reason(notText file: FileBytes) throws(ReadingError) -> ReadingError? {
    let start = try file.start(4)
    let kinds: [([UInt8], Message)] = [
      (zip + [3, 4], "an Excel workbook (.xlsx) or another ZIP archive"),
      (Array(old.prefix(4)), "an old Excel workbook (.xls)"),
      ([0x1f, 0x8b, 8], "a compressed file (gzip)"), ([0x89, 0x50, 0x4e, 0x47], "a picture"),
      ([0xff, 0xd8, 0xff], "a picture"),
    ]
    guard let kind = kinds.first(where: { start.starts(with: $0.0) })?.1 else { return nil }
    return ReadingError(
      "not-a-csv",
      "“\(file.name)” is not a CSV file but \(kind). Give it its own ending, or open it and save it as “CSV UTF-8”.")
  }

  // MARK: - By their first bytes

  private static func kind(of start: [UInt8]) -> Message {
    let signatures: [([UInt8], Message)] = [
      (Array("%PDF".utf8), "a PDF file"), (Array("{\\rtf".utf8), "a rich text file"),
      ([0x89, 0x50, 0x4e, 0x47], "a picture"), ([0xff, 0xd8, 0xff], "a picture"), (Array("GIF8".utf8), "a picture"),
      ([0x1f, 0x8b], "a compressed file (gzip)"), (Array("Rar!".utf8), "a RAR archive"),
      ([0x37, 0x7a, 0xbc, 0xaf], "a 7-Zip archive"),
      ([0x09, 0x00], "a very old Excel workbook (.xls)"), ([0x09, 0x02], "a very old Excel workbook (.xls)"),
      ([0x09, 0x04], "a very old Excel workbook (.xls)"), ([0x09, 0x08], "a very old Excel workbook (.xls)"),
    ]
    if let known = signatures.first(where: { start.starts(with: $0.0) }) { return known.1 }
    let text = String(decoding: start.filter { $0 != 0 }, as: UTF8.self).lowercased()
    if text.contains("urn:schemas-microsoft-com:office:spreadsheet") { return "an Excel 2003 XML file" }
    if text.contains("<html") || text.contains("<table") || text.contains("<!doctype html") { return "a web page" }
    if text.contains("<?xml") { return "an XML file" }
    let controls = start.count { $0 < 9 || (14..<32).contains($0) }
    return controls == 0 ? "a text file (perhaps CSV: then give it the ending .csv)" : "something else"
  }

  private static func bytes(of path: FilePath) throws -> [UInt8] {
    let file = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking])
    return try file.closeAfter {
      try [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
        count = try file.read(fromAbsoluteOffset: 0, into: UnsafeMutableRawBufferPointer(buffer))
      }
    }
  }

  // MARK: - OLE containers

  /// Workbooks with a password and those of Excel 97 to 2003 share a container (MS-CFB); the names of the streams in it
  /// tell them apart. They stand in UTF-16 wherever the directory is, so the whole file is looked through.
  private static func oldOffice(path: FilePath, _ fileName: String) -> ReadingError {
    let streams = ["EncryptedPackage", "Workbook", "Book", "WordDocument", "PowerPoint Document"]
    let found = (try? names(streams, in: path)) ?? []
    if found.contains("EncryptedPackage") { return .password(fileName) }
    if found.contains("Workbook") || found.contains("Book") {
      return notAWorkbook(fileName, "an old Excel workbook (.xls)")
    }
    if found.contains("WordDocument") { return notAWorkbook(fileName, "an old Word document") }
    return notAWorkbook(fileName, "an old Office document")
  }

  private static func names(_ names: [String], in path: FilePath) throws -> Set<String> {
    // All of them are ASCII; the name ends with a zero unit.
    let patterns = names.map { name in (name, Array(name.utf8.map { [$0, 0] }.joined()) + [0, 0]) }
    let file = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking])
    return try file.closeAfter {
      var found: Set<String> = []
      var offset: Int64 = 0
      // Directory entries are 128 bytes long and aligned, their name first.
      let size = 1 << 20
      while offset < 512 << 20 {
        let block = try [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
          count = try file.read(fromAbsoluteOffset: offset, into: UnsafeMutableRawBufferPointer(buffer))
        }
        if block.isEmpty { break }
        for start in stride(from: 0, to: block.count, by: 128) {
          for (name, pattern) in patterns where block[start...].starts(with: pattern) { found.insert(name) }
        }
        if found.contains("EncryptedPackage") { break }
        offset += Int64((block.count + 127) & ~127)
      }
      return found
    }
  }
}
