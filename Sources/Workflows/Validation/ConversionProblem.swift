/// Why a value does not fit its column.
struct ConversionProblem: Error, Hashable {
  var code: String
  /// A sentence that quotes the value.
  var message: String
  /// A sentence that says what to write instead.
  var suggestion: String?

  init(_ code: String, _ message: String, _ suggestion: String? = nil) {
    self.code = code
    self.message = message
    self.suggestion = suggestion
  }

  var sentence: String { message + (suggestion.map { " " + $0 } ?? "") }

  /// A value in a sentence: in quotes, on one line, cut.
  static func quote(_ text: String) -> String {
    let visible = text.unicodeScalars.prefix(61).map { $0.value < 0x20 || $0.value == 0x7F ? " " : String($0) }
    return "'\(visible.prefix(60).joined())\(visible.count > 60 ? "…" : "")'"
  }
}
