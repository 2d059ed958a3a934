import CLibArchive
import SystemPackage

/// libarchive's seeking ZIP reader on one file: no filters, no other format.
final class ArchiveHandle {
  private let archive: OpaquePointer

  /// Bytes in one read from the file.
  private static let blockSize = 64 << 10

  /// The corresponding C functions are `archive_read_new`, `archive_read_support_format_zip_seekable` and
  /// `archive_read_open_filename`.
  init(path: FilePath) throws(ZipError) {
    guard let archive = archive_read_new() else { throw ZipError(.unreadable, detail: "no memory") }
    self.archive = archive
    var status = archive_read_support_format_zip_seekable(archive)
    if status == ARCHIVE_OK {
      status = path.withCString { archive_read_open_filename(archive, $0, Self.blockSize) }
    }
    if status != ARCHIVE_OK { throw failure() }
  }

  deinit {
    archive_read_free(archive)
  }

  /// Goes on to the next local header. The corresponding C function is `archive_read_next_header`.
  ///
  /// - Returns: `false` at the end.
  func next() throws(ZipError) -> Bool {
    var entry: OpaquePointer?
    switch archive_read_next_header(archive, &entry) {
    // A warning is about a name that the locale cannot show; names are ours to read.
    case ARCHIVE_OK, ARCHIVE_WARN: return true
    case ARCHIVE_EOF: return false
    default: throw failure()
    }
  }

  /// Hands over the current entry's next bytes, valid during the call only. The corresponding C function is
  /// `archive_read_data_block`, which checks length and CRC at the end.
  ///
  /// - Returns: `nil` at the end.
  func withBlock<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result? {
    var start: UnsafeRawPointer?
    var count = 0
    var offset: Int64 = 0
    switch archive_read_data_block(archive, &start, &count, &offset) {
    case ARCHIVE_OK: return try body(UnsafeRawBufferPointer(start: start, count: count))
    case ARCHIVE_EOF: return nil
    default: throw failure()
    }
  }

  private func failure() -> ZipError {
    ZipError(.damaged, detail: archive_error_string(archive).map { String(cString: $0) })
  }
}
