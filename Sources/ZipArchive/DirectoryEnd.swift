/// The end record: how many entries there are, and where (APPNOTE.TXT 4.3.14 to 4.3.16).
struct DirectoryEnd {
  var entries: UInt64
  var size: Int64
  /// Where the directory stands in the file.
  var start: Int64
  /// What was put before the archive, which its offsets do not count (self-extracting archives).
  var shift: Int64

  private static let length = 22
  private static let longestComment = 65_535

  init(of file: ZipFile) throws(ZipError) {
    let tailLength = Int(min(file.size, Int64(Self.length + Self.longestComment)))
    let tailStart = file.size - Int64(tailLength)
    let tail = try file.bytes(at: tailStart, count: tailLength)
    var index = tailLength - Self.length
    while index >= 0 {
      if tail[index] == 0x50, tail.littleEndian32(at: index) == 0x0605_4b50,
        let end = try Self(record: tail, at: index, position: tailStart + Int64(index), of: file)
      {
        self = end
        return
      }
      index -= 1
    }
    throw ZipError(.noDirectory)
  }

  private init?(record: [UInt8], at index: Int, position: Int64, of file: ZipFile) throws(ZipError) {
    guard record.littleEndian16(at: index + 8) == record.littleEndian16(at: index + 10) else { return nil }
    entries = UInt64(record.littleEndian16(at: index + 10))
    size = Int64(record.littleEndian32(at: index + 12))
    var offset = Int64(record.littleEndian32(at: index + 16))
    var limit = position
    if let large = try Self.large(before: position, of: file) {
      (entries, size, offset, limit) = large
    }
    guard size >= 0, offset >= 0, size <= limit, offset <= limit - size else { return nil }
    start = limit - size
    shift = start - offset
    if size == 0 { return }
    guard try file.bytes(at: start, count: 4) == [0x50, 0x4b, 1, 2] else { return nil }
  }

  /// The ZIP64 end record, where its locator stands before the ordinary one: entries, size, offset, its own position.
  private static func large(
    before position: Int64, of file: ZipFile
  ) throws(ZipError) -> (UInt64, Int64, Int64, Int64)? {
    guard position >= 20 else { return nil }
    let locator = try file.bytes(at: position - 20, count: 20)
    guard locator.littleEndian32(at: 0) == 0x0706_4b50 else { return nil }
    // With bytes put before the archive the locator's offset is short; the record stands right before it then.
    for candidate in [Int64(clamping: locator.littleEndian64(at: 8)), position - 76]
    where candidate >= 0 && candidate <= position - 76 {
      let record = try file.bytes(at: candidate, count: 56)
      guard record.littleEndian32(at: 0) == 0x0606_4b50 else { continue }
      return (
        record.littleEndian64(at: 32), Int64(clamping: record.littleEndian64(at: 40)),
        Int64(clamping: record.littleEndian64(at: 48)), candidate
      )
    }
    return nil
  }
}
