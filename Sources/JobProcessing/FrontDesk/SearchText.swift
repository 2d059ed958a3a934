import JobModel

/// A text that is searched for in rows: case does not count.
struct SearchText: Sendable {
  private let text: String
  /// The text in lower case, where its bytes stand in a row's file as they are: most files need no reading then.
  private let bytes: [UInt8]?

  init(_ text: String) {
    self.text = text.lowercased()
    // JSON writes these in another way; letters outside ASCII may have another case or be composed in another way.
    let isPlain = self.text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C && $0 != 0x2F }
    let isIdeographic = text.unicodeScalars.allSatisfy { (0x4E00...0x9FFF).contains($0.value) }
    bytes = !text.isEmpty && (isPlain || isIdeographic) ? Array(self.text.utf8) : nil
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
    if cells.contains(where: { has($0.displayed) }) { return true }
    if row.inputs.members.contains(where: { has($0.value.plainText) }) { return true }
    if row.outputs.members.contains(where: { has($0.value.plainText) }) { return true }
    if row.files.contains(where: { has($0.name) }) { return true }
    guard let failure = row.failure else { return false }
    return has(failure.message.english) || has(failure.message.chinese ?? "") || has(failure.code)
  }

  private func has(_ other: String) -> Bool { other.lowercased().contains(text) }
}
