package import JobModel

/// What a page says in its language: its own words, and times and numbers as people read them.
package struct PageText: Sendable {
  package let language: Language
  /// The page's own words, by their names in the templates.
  package let words: [String: String]

  package init(_ language: Language) {
    self.language = language
    words = (PageWords.byLanguage[language] ?? [:])
  }

  package func of(_ message: Message) -> String { message.text(in: language) }

  /// A sentence, shortened: a service may have written pages.
  package func short(_ message: Message, to characters: Int = 400) -> String {
    PageRow.shortened(of(message), to: characters)
  }

  /// The same for one of many.
  package func brief(_ message: Message) -> String { short(message, to: 160) }

  package func title(of state: ResultState) -> String { ResultsText(language).title(of: state) }

  package func time(_ time: Timestamp) -> [String: Any] {
    ["text": LocalTime.text(time), "utc": time.description]
  }

  /// `12,345`.
  package static func count(_ number: Int) -> String {
    var text = String(abs(number))
    var index = text.endIndex
    while let next = text.index(index, offsetBy: -3, limitedBy: text.startIndex), next > text.startIndex {
      text.insert(",", at: next)
      index = next
    }
    return number < 0 ? "-\(text)" : text
  }

  /// With one decimal where it is of use, for widths in CSS and shares.
  package static func percent(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "0" }
    let tenths = part * 1000 / whole
    return "\(tenths / 10).\(tenths % 10)"
  }
}
