package import SystemPackage

/// A drop that is one file.
package struct SingleFileSource: DropSource {
  package let listing: DropListing
  private let path: FilePath

  static let zipMark: [UInt8] = [0x50, 0x4B, 0x03, 0x04]
  private static let emptyZipMark: [UInt8] = [0x50, 0x4B, 0x05, 0x06]

  /// - Throws: `ReadingError` where it is no regular file that may be read.
  package init(path: FilePath) throws {
    self.path = path
    let name = FileName(path.lastComponent)
    let file = try FileBytes(path: path, name: name.description)
    listing = DropListing(entries: [DropEntry(path: name, size: file.size)])
  }

  package func readPrefixes(
    of entries: [DropEntry], bytes: Int, _ body: (DropEntry, Result<[UInt8], ReadingError>) throws -> Void
  ) throws {
    for entry in entries {
      let prefix = Result { () throws(ReadingError) in
        try FileBytes.prefix(of: path, name: entry.name.description, bytes: bytes)
      }
      try body(entry, prefix)
    }
  }

  /// Whether the file is a ZIP that stands for a folder, not a workbook (which is a ZIP as well).
  func isZip() throws -> Bool {
    guard let entry = listing.entries.first else { return false }
    if entry.name.fileExtension == "zip" { return true }
    if DropContents.isTable(entry.name) { return false }
    let prefix = try FileBytes.prefix(of: path, name: entry.name.description, bytes: 4)
    return prefix == Self.zipMark || prefix == Self.emptyZipMark
  }
}
