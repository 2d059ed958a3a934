package import JobModel

/// Looks at whether a message is said in Chinese from its beginning to its end.
package enum ChineseText {
  /// Names that people know as they are.
  private static let known: Set<String> = [
    "API", "ComfyUI", "CNY", "Dify", "HTTP", "IPv", "JSON", "KB", "KiB", "MB", "Python", "Tesseract", "http", "https",
    "resume", "rowspool", "set",
  ]

  /// - Parameter names: other texts that are the same in every language: of servers, services, currencies, paths.
  /// - Returns: what is wrong with it; `nil` where nothing is.
  package static func problem(_ message: Message?, names: [String] = []) -> String? {
    guard let message else { return "there is no message" }
    guard let chinese = message.chinese else { return "not in Chinese: \(message.english)" }
    if chinese.contains(where: { "{}".contains($0) }) { return "a place was not filled: \(chinese)" }
    if !chinese.unicodeScalars.contains(where: { (0x4E00...0x9FFF).contains($0.value) }) {
      return "no Chinese in it: \(chinese)"
    }
    // Whole sentences of others first, while they are in one piece.
    let unquoted = withoutQuotes(names.filter { $0.contains(" ") }.reduce(chinese) { $0.replacing($1, with: "") })
    let texts = unquoted.split { !$0.isASCII || $0.isWhitespace }.filter { !isName($0) }
    let rest = names.reduce(texts.joined(separator: " ")) { $0.replacing($1, with: "") }
    let words = rest.split { !$0.isLetter }.map(String.init)
    let foreign = words.filter { $0.count > 1 && !known.contains($0) }
    return foreign.isEmpty ? nil : "\(foreign.joined(separator: " ")) in: \(chinese)"
  }

  /// Whether it is a server, a path or a file: `a.example:8080`, `/etc/key`, `services.yaml`.
  private static func isName(_ text: Substring) -> Bool {
    text.drop { !$0.isLetter && !$0.isNumber && $0 != "/" }.reversed().drop { !$0.isLetter && !$0.isNumber }
      .contains { "./:".contains($0) }
  }

  /// What stands between quotation marks is somebody's own.
  private static func withoutQuotes(_ text: String) -> String {
    var rest = ""
    var depth = 0
    for character in text {
      switch character {
      case "“": depth += 1
      case "”": depth -= 1
      default: if depth == 0 { rest.append(character) }
      }
    }
    return rest.split(separator: "'", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset.isMultiple(of: 2) }.map { String($0.element) }.joined()
  }
}
