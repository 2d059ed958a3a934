import JobModel

/// A text that is searched for in rows: case does not count.
struct SearchText: Sendable {
  private let text: String
  /// The text in lower case, where its bytes stand in a row's file as they are: most files need no reading then.
  private let bytes: [UInt8]?
  /// The text as `searched` has it.
  private let normalBytes: [UInt8]

  init(_ text: String) {
    self.text = text.lowercased()
    // JSON writes these in another way; letters outside ASCII may have another case or be composed in another way.
    let isPlain = self.text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C && $0 != 0x2F }
    let isIdeographic = text.unicodeScalars.allSatisfy { (0x4E00...0x9FFF).contains($0.value) }
    bytes = !text.isEmpty && (isPlain || isIdeographic) ? Array(self.text.utf8) : nil
    normalBytes = text.normalBytes
  }

  /// Whether a row's file may hold the text.
  func mayMatch(_ file: [UInt8]) -> Bool {
    guard let bytes, let first = bytes.first, file.count >= bytes.count else { return bytes == nil }
    return file.withUnsafeBufferPointer { file in
      for start in 0...(file.count - bytes.count) where Self.lower(file[start]) == first {
        var length = 1
        while length < bytes.count, Self.lower(file[start + length]) == bytes[length] { length += 1 }
        if length == bytes.count { return true }
      }
      return false
    }
  }

  private static func lower(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

  func matches(_ row: RowReport, _ cells: [CellValue]) -> Bool {
    if String(row.number) == text { return true }
    return Self.texts(of: row, cells).contains { $0.lowercased().contains(text) }
  }

  // MARK: Rows that are known

  /// All that `matches` looks at but the row's number, in a form in which bytes can be compared.
  static func searched(in row: RowReport, _ cells: [CellValue]) -> [UInt8] {
    // Most inputs are cells, too.
    var seen: Set<String> = []
    var bytes: [UInt8] = []
    for text in texts(of: row, cells) where seen.insert(text).inserted {
      bytes += text.normalBytes
      bytes.append(0)
    }
    return bytes
  }

  /// Whether a row may match of which `searched` gave these bytes.
  func mayMatch(searched bytes: [UInt8], _ row: Int) -> Bool {
    normalBytes.isEmpty || bytes[...].firstRange(ofBytes: normalBytes) != nil || String(row) == text
  }

  private static func texts(of row: RowReport, _ cells: [CellValue]) -> [String] {
    var texts = cells.map(\.displayed)
    texts += row.inputs.members.map(\.value.plainText)
    texts += row.outputs.members.map(\.value.plainText)
    texts += row.files.map(\.name)
    if let failure = row.failure {
      texts += [failure.message.english, failure.message.chinese ?? "", failure.code]
    }
    return texts
  }
}
