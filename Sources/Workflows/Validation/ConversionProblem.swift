import JobModel

/// Why a value does not fit its column.
struct ConversionProblem: Error, Hashable {
  var code: String
  /// A sentence that quotes the value.
  var message: Message
  /// A sentence that says what to write instead.
  var suggestion: Message?

  init(_ code: String, _ message: Message, _ suggestion: Message? = nil) {
    self.code = code
    self.message = message
    self.suggestion = suggestion
  }

  var sentence: Message { .sentences([message, suggestion].compactMap(\.self)) }

  /// A value in a sentence: in quotes, on one line, cut.
  static func quote(_ text: String) -> Message {
    let scalars = text.unicodeScalars.prefix(61).map { $0.value < 0x20 || $0.value == 0x7F ? " " : String($0) }
    let visible = scalars.prefix(60).joined() + (scalars.count > 60 ? "…" : "")
    return Message(english: "'\(visible)'", chinese: "“\(visible)”")
  }
}
