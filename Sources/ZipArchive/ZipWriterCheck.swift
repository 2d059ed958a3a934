import CLibArchive
package import SystemPackage

/// Reads a finished ZIP back, every entry to its end, so that its checksums are compared.
package enum ZipWriterCheck {
  /// What an entry was found to hold.
  package struct Entry: Sendable {
    package var name: String
    package var bytes: Int
    /// Up to 512 bytes each.
    package var head: [UInt8]
    package var tail: [UInt8]
  }

  /// - Parameter body: is given the entries in the order of the archive's directory.
  /// - Throws: `ZipWriterError` of code `damaged`, and what `body` throws.
  package static func readBack(_ path: FilePath, _ body: (Entry) throws -> Void) throws {
    let name = path.lastComponent?.string ?? path.string
    guard let archive = archive_read_new() else { throw ZipWriterError(.damaged, name, detail: "no memory") }
    defer { archive_read_free(archive) }
    func damaged() -> ZipWriterError {
      ZipWriterError(.damaged, name, detail: archive_error_string(archive).map { String(cString: $0) })
    }
    guard archive_read_support_format_zip_seekable(archive) == ARCHIVE_OK,
      archive_read_open_filename(archive, path.string, 1 << 16) == ARCHIVE_OK
    else { throw damaged() }
    var entry: OpaquePointer?
    while true {
      let status = archive_read_next_header(archive, &entry)
      if status == ARCHIVE_EOF { return }
      // In the C locale a Chinese name is a warning, and the entry is there nevertheless.
      guard status >= ARCHIVE_WARN, let entry else { throw damaged() }
      let entryName = archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry)
      var found = Entry(name: entryName.map { String(cString: $0) } ?? "", bytes: 0, head: [], tail: [])
      guard readData(archive, into: &found) else { throw damaged() }
      try body(found)
    }
  }

  private static func readData(_ archive: OpaquePointer, into entry: inout Entry) -> Bool {
    var block: UnsafeRawPointer?
    var size = 0
    var offset: Int64 = 0
    while true {
      let status = archive_read_data_block(archive, &block, &size, &offset)
      if status == ARCHIVE_EOF { return true }
      guard status == ARCHIVE_OK else { return false }
      let bytes = UnsafeRawBufferPointer(start: block, count: size)
      entry.bytes += size
      entry.head.append(contentsOf: bytes.prefix(512 - entry.head.count))
      entry.tail.append(contentsOf: bytes.suffix(512))
      entry.tail.removeFirst(max(0, entry.tail.count - 512))
    }
  }
}
