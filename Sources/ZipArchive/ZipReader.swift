package import SystemPackage

/// Reads a foreign ZIP archive within limits.
///
/// Entries are opened by going through the local headers anew: 9 headers of a 52 MB file take 0.2 ms. All calls block
/// on the file; keep them off Swift's cooperative threads.
package final class ZipReader {
  /// In the directory's order.
  package let entries: [ZipEntry]

  private let path: FilePath
  private let limits: ZipLimits
  private var inflated: Int64 = 0

  /// Reads and checks the directory, no entry.
  ///
  /// - Throws: `unreadable`, `noDirectory`, `damaged`, `overlapping`, `tooManyEntries`.
  package init(path: FilePath, limits: ZipLimits = .workbook) throws(ZipError) {
    self.path = path
    self.limits = limits
    entries = try ZipDirectory(of: ZipFile(path: path), limits: limits).entries
  }

  /// Hands over an entry's inflated bytes, block by block; a block is valid during its call only.
  ///
  /// - Parameter body: returns `false` to stop early; length and CRC are checked at the end only.
  /// - Throws: `ZipError`, and whatever `body` throws.
  package func read(_ entry: ZipEntry, _ body: (UnsafeRawBufferPointer) throws -> Bool) throws {
    try check(entry)
    let archive = try ArchiveHandle(path: path)
    for _ in 0...entry.ordinal {
      guard try archive.next() else { throw ZipError(.damaged, entry: entry.name) }
    }
    try read(entry, from: archive, body)
  }

  /// Reads many entries in one pass, in the order in which they stand in the file.
  ///
  /// - Parameter body: gets the entry and a function that hands over its bytes, to be called at most once.
  /// - Throws: `ZipError`, and whatever `body` throws.
  package func readAll(
    where wanted: (ZipEntry) -> Bool,
    _ body: (ZipEntry, _ blocks: ((UnsafeRawBufferPointer) throws -> Bool) throws -> Void) throws -> Void
  ) throws {
    let archive = try ArchiveHandle(path: path)
    for entry in entries.sorted(by: { $0.ordinal < $1.ordinal }) {
      guard try archive.next() else { throw ZipError(.damaged, entry: entry.name) }
      guard wanted(entry) else { continue }
      try body(entry) { consume in
        try check(entry)
        try read(entry, from: archive, consume)
      }
    }
  }

  private func check(_ entry: ZipEntry) throws(ZipError) {
    guard !entry.isEncrypted else { throw ZipError(.encrypted, entry: entry.name) }
    guard entry.method == 0 || entry.method == 8 else {
      throw ZipError(.unsupportedMethod, entry: entry.name, detail: "method \(entry.method)")
    }
    guard entry.size <= limits.bytesPerEntry else { throw tooLarge(entry, entry.size) }
    try LocalHeader.check(entry, in: ZipFile(path: path))
  }

  private func read(
    _ entry: ZipEntry, from archive: ArchiveHandle, _ body: (UnsafeRawBufferPointer) throws -> Bool
  ) throws {
    var size: Int64 = 0
    do {
      while let goesOn = try archive.withBlock({ block in
        size += Int64(block.count)
        try count(block.count, of: entry, soFar: size)
        return try block.isEmpty || body(block)
      }) {
        if !goesOn { return }
      }
    } catch var error as ZipError {
      error.entry = error.entry ?? entry.name
      throw error
    }
    guard size == entry.size else {
      throw ZipError(.damaged, entry: entry.name, detail: "\(size) bytes instead of \(entry.size)")
    }
  }

  private func count(_ bytes: Int, of entry: ZipEntry, soFar size: Int64) throws(ZipError) {
    inflated += Int64(bytes)
    guard size <= limits.bytesPerEntry, inflated <= limits.bytesInAll else { throw tooLarge(entry, size) }
    guard size <= limits.ratioJudgedPast || size / max(entry.compressedSize, 1) <= limits.ratio else {
      throw tooLarge(entry, size)
    }
  }

  private func tooLarge(_ entry: ZipEntry, _ size: Int64) -> ZipError {
    ZipError(.tooLarge, entry: entry.name, detail: "\(size) bytes from \(entry.compressedSize)")
  }
}
