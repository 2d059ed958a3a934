extension Structure {
  /// Looks for the end of a file, by its contents and, where they say nothing, its name.
  ///
  /// - Parameters:
  ///   - file: the open file.
  ///   - suffix: its name's, lower case.
  /// - Throws: `SystemFailure` where it cannot be read.
  static func check(_ file: FileBytes, suffix: String) throws(SystemFailure) -> Structure {
    let head = try file.read(at: 0, count: 16)
    guard !head.isEmpty else { return .complete }
    if textSuffixes.contains(suffix) { return try endsLine(file) ? .complete : .uncertain }
    if binarySuffixes.contains(suffix) || PictureNames.suffixes.contains(suffix), head.count >= 8,
      head.allSatisfy({ $0 == 0 })
    {
      return .incomplete(.contents)
    }
    if head.has("PK".utf8, at: 0) { return try hasZipEnd(file) ? .complete : .incomplete(.zipEnd) }
    if suffix == "svg" { return try file.tail(1 << 16).lastIndex(of: "svg>".utf8) == nil ? .uncertain : .complete }
    return try hasPictureEnd(file, head: head) ? .complete : .incomplete(.pictureEnd)
  }

  private static let textSuffixes: Set<String> = ["csv", "tsv", "txt", "tab", "json", "yaml", "yml"]
  private static let binarySuffixes: Set<String> = ["xlsx", "xlsm", "xltx", "zip", "xls", "xlsb", "ods", "docx", "pdf"]

  /// A line feed or carriage return at the end, also in UTF-16 of either byte order.
  private static func endsLine(_ file: FileBytes) throws(SystemFailure) -> Bool {
    let end = try file.tail(2)
    let lineEnds: [UInt8] = [0x0A, 0x0D]
    guard let last = end.last else { return false }
    return lineEnds.contains(last) || last == 0 && file.size % 2 == 0 && lineEnds.contains(end[0])
  }

  /// The end of central directory record (APPNOTE.TXT 4.3.16): the last thing in the file but for a comment of at
  /// most 65,535 bytes. With something else behind it, it must at least name the directory right before it.
  private static func hasZipEnd(_ file: FileBytes) throws(SystemFailure) -> Bool {
    let tail = try file.tail((1 << 16) + 22)
    let start = file.size - Int64(tail.count)
    var searched = tail
    while let place = searched.lastIndex(of: [0x50, 0x4B, 0x05, 0x06]) {
      let end = Int64(place) + 22 + tail.littleEndian(at: place + 20, count: 2)
      let directorySize = tail.littleEndian(at: place + 12, count: 4)
      let directoryStart = tail.littleEndian(at: place + 16, count: 4)
      if place + 22 <= tail.count, end == tail.count || directoryStart + directorySize == start + Int64(place) {
        return true
      }
      searched.removeSubrange(place...)
    }
    return false
  }
}
