/// The central directory: where every entry says what and where it is.
///
/// libarchive reads it too, but shows neither the names in it nor the offsets, and takes any number of entries into
/// memory. The checks that keep bombs out need all of that before the first entry is opened. The format is that of
/// PKWARE's APPNOTE.TXT 6.3.10, sections 4.3.12 to 4.3.16.
struct ZipDirectory {
  /// In the directory's order.
  var entries: [ZipEntry]

  init(of file: ZipFile, limits: ZipLimits) throws(ZipError) {
    let end = try DirectoryEnd(of: file)
    guard end.entries <= limits.entries else {
      throw ZipError(.tooManyEntries, detail: "\(end.entries) entries")
    }
    guard end.size <= Self.mostBytes else { throw ZipError(.tooLarge, detail: "directory of \(end.size) bytes") }
    let bytes = try file.bytes(at: end.start, count: Int(end.size))
    entries = []
    entries.reserveCapacity(Int(end.entries))
    var position = 0
    while entries.count < end.entries {
      let record = try DirectoryRecord(bytes, at: position)
      position += record.length
      entries.append(try record.entry(shiftedBy: end.shift))
    }
    try order(before: end.start)
  }

  /// 1,000 entries with the longest name and comment fit; 100,000 ordinary ones too.
  private static let mostBytes: Int64 = 64 << 20

  /// Numbers the entries by the place of their headers, and refuses those that reach into the next one.
  private mutating func order(before directory: Int64) throws(ZipError) {
    let order = entries.indices.sorted { entries[$0].offset < entries[$1].offset }
    for (ordinal, index) in order.enumerated() {
      entries[index].ordinal = ordinal
      let entry = entries[index]
      let next = ordinal + 1 < order.count ? entries[order[ordinal + 1]].offset : directory
      let (least, overflow) = entry.offset.addingReportingOverflow(
        Int64(LocalHeader.length + entry.nameBytes.count) + min(entry.compressedSize, Int64.max / 2))
      guard !overflow, least <= next else {
        throw ZipError(.overlapping, entry: entry.name)
      }
    }
  }
}
