import CLibArchive
import Glibc
package import SystemPackage

/// Writes a ZIP front to back with libarchive: ZIP64 where it is needed, names in UTF-8 and flagged so, sizes known,
/// media stored and the rest deflated.
///
/// Format: PKWARE APPNOTE.TXT, 4.4.4 (bit 11, UTF-8) and 4.5.3 (ZIP64). Calls block: keep them off Swift's cooperative
/// threads. The file's data is not synced; that, and the rename to its final name, is the caller's.
package struct ZipWriter: ~Copyable {
  private let archive: OpaquePointer
  private let target: Target
  /// The archive's name, for messages.
  let name: String
  /// Folded names that are taken, by hash: a million full names would be 100 MB. Two names of one hash would only get
  /// one of them a number.
  private var taken: Set<Int> = []
  private var isOpen = true

  private enum Target {
    case file(FileDescriptor)
    case memory(ZipBytes)
  }

  /// Makes the file, or empties it.
  ///
  /// - Throws: `ZipWriterError` of code `write`.
  package init(_ path: FilePath) throws(ZipWriterError) {
    let name = path.lastComponent?.string ?? path.string
    let descriptor: FileDescriptor
    do {
      descriptor = try FileDescriptor.open(
        path, .writeOnly, options: [.create, .truncate, .closeOnExec], permissions: FilePermissions(rawValue: 0o644))
    } catch {
      throw ZipWriterError(.write, name, errno: (error as? Errno)?.rawValue, detail: String(describing: error))
    }
    do {
      archive = try Self.begun(name) { archive_write_open_fd($0, descriptor.rawValue) }
    } catch {
      close(descriptor.rawValue)
      throw error
    }
    target = .file(descriptor)
    self.name = name
  }

  /// Writes into memory.
  ///
  /// - Parameters:
  ///   - bytes: is given the archive piece by piece, by the calls of this writer.
  ///   - name: the archive's, for messages.
  init(into bytes: ZipBytes, named name: String) throws(ZipWriterError) {
    archive = try Self.begun(name) { bytes.open($0) }
    target = .memory(bytes)
    self.name = name
  }

  private static func begun(
    _ name: String, _ open: (OpaquePointer) -> Int32
  ) throws(ZipWriterError) -> OpaquePointer {
    guard let archive = archive_write_new() else { throw ZipWriterError(.write, name, errno: ENOMEM) }
    guard archive_write_set_format_zip(archive) == ARCHIVE_OK,
      // With this the names are right in the C locale too.
      archive_write_set_options(archive, "zip:hdrcharset=UTF-8") == ARCHIVE_OK,
      archive_write_set_bytes_per_block(archive, 0) == ARCHIVE_OK, open(archive) == ARCHIVE_OK
    else {
      let failure = failure(of: archive, name)
      archive_write_free(archive)
      throw failure
    }
    return archive
  }

  deinit {
    archive_write_free(archive)
    if isOpen, case .file(let descriptor) = target { close(descriptor.rawValue) }
  }

  /// Writes the directory at the archive's end and closes the file, if it is one.
  ///
  /// - Throws: `ZipWriterError` of code `write`; the file is then of no use.
  package consuming func finish() throws(ZipWriterError) {
    try check(archive_write_close(archive))
    isOpen = false
    guard case .file(let descriptor) = target else { return }
    // Over a network, and under a quota, a write error may show no earlier than here.
    guard close(descriptor.rawValue) == 0 else {
      let code = errno
      throw ZipWriterError(.write, name, errno: code, detail: String(cString: strerror(code)))
    }
  }

  /// Begins an entry of a known size.
  mutating func begin(_ entryName: String, size: Int64, modified: timespec) throws(ZipWriterError) {
    let entryName = try unused(Self.normal(entryName))
    guard let entry = archive_entry_new() else { throw ZipWriterError(.write, name, errno: ENOMEM) }
    defer { archive_entry_free(entry) }
    archive_entry_set_pathname_utf8(entry, entryName)
    archive_entry_set_filetype(entry, UInt32(0o100000))
    archive_entry_set_perm(entry, 0o644)
    archive_entry_set_size(entry, size)
    archive_entry_set_mtime(entry, modified.tv_sec, modified.tv_nsec)
    try check(
      Self.isCompressed(entryName)
        ? archive_write_zip_set_compression_store(archive) : archive_write_zip_set_compression_deflate(archive))
    try check(archive_write_header(archive, entry))
  }

  mutating func write(_ bytes: UnsafeRawBufferPointer) throws(ZipWriterError) {
    var rest = bytes
    while !rest.isEmpty {
      let count = archive_write_data(archive, rest.baseAddress, rest.count)
      guard count > 0 else { throw failure() }
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
    }
  }

  mutating func endEntry() throws(ZipWriterError) {
    try check(archive_write_finish_entry(archive))
  }

  private func check(_ status: Int32) throws(ZipWriterError) {
    // A warning here means that a name or a size was changed: as bad as an error.
    if status != ARCHIVE_OK { throw failure() }
  }

  private func failure() -> ZipWriterError {
    Self.failure(of: archive, name)
  }

  private static func failure(of archive: OpaquePointer, _ name: String) -> ZipWriterError {
    let text = archive_error_string(archive).map { String(cString: $0) }
    let code = archive_errno(archive)
    return ZipWriterError(.write, name, errno: code > 0 ? code : nil, detail: text)
  }

  private mutating func unused(_ name: String) -> String {
    var candidate = name
    var number = 2
    while !taken.insert(Self.folded(candidate)).inserted {
      candidate = Self.numbered(name, number)
      number += 1
    }
    return candidate
  }
}
