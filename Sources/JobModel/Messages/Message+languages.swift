extension Message {
  /// A text for a folder in which people of every language work: in each language, the operators' own first.
  ///
  /// - Parameter text: what it says in one language, without a line end.
  package static func inEachLanguage(_ first: Language, _ text: (Language) -> String) -> String {
    let languages = [first] + Language.allCases.filter { $0 != first }
    return languages.map(text).joined(separator: "\n\n\n") + "\n"
  }
}
