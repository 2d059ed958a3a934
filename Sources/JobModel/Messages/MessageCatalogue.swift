/// What people are told, in Chinese: the one catalogue of all parts of the program.
///
/// Its entries stand in `Chinese/`, in one text for each part: a line of English as the source has it, with its places
/// numbered `{1}`, `{2}`, and below it the same in Chinese, where places may change their order or be left out. A line
/// break within a message is written `\n`.
package enum MessageCatalogue {
  /// The texts of `Chinese/`.
  package static let parts: [(name: String, text: String)] = [
    ("tables", tables), ("reading", reading), ("pictures", pictures), ("validation", validation), ("intake", intake),
    ("orders", orders), ("drop-back", dropBack), ("rows", rows), ("fetching", fetching), ("transfers", transfers),
    ("services", services), ("results", results), ("status", status), ("fill-in", fillIn), ("share", share),
    ("drop-folders", dropFolders), ("control", control), ("notices", notices), ("web", web),
    ("web-access", webAccess), ("web-admin", webAdmin), ("web-jobs", webJobs), ("web-start", webStart),
    ("web-job", webJob),
  ]

  /// Chinese by English, both with numbered places.
  package static let chinese: [String: String] = {
    var entries: [String: String] = [:]
    for part in parts {
      for entry in Self.entries(of: part.text) { entries[entry.english] = entry.chinese }
    }
    return entries
  }()

  package static func entries(of text: String) -> [(english: String, chinese: String)] {
    let lines = text.split(separator: "\n").map { unescaped($0) }
    return stride(from: 0, to: lines.count - 1, by: 2).map { (lines[$0], lines[$0 + 1]) }
  }

  private static func unescaped(_ line: Substring) -> String {
    guard line.contains("\\") else { return String(line) }
    return line.split(separator: "\\n", omittingEmptySubsequences: false).joined(separator: "\n")
  }

  /// Puts arguments into the places of a Chinese pattern.
  static func fill(_ pattern: String, with arguments: [Message]) -> String {
    var filled = ""
    var rest = Substring(pattern)
    while let open = rest.firstIndex(of: "{") {
      filled += rest[..<open]
      rest = rest[open...]
      guard let close = rest.firstIndex(of: "}"), let number = Int(rest[rest.index(after: open)..<close]),
        arguments.indices.contains(number - 1)
      else {
        filled.append(rest.removeFirst())
        continue
      }
      filled += arguments[number - 1].text(in: .simplifiedChinese)
      rest = rest[rest.index(after: close)...]
    }
    return filled + rest
  }
}
