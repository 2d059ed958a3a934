import JobModel

/// Finds the service's own words in an answer that is no good: services put them in many places.
enum ServiceMessage {
  private static let places = [
    "/error/message", "/error/error/message", "/error/errors/0/message", "/error_description", "/message",
    "/output/message", "/detail", "/detail/0/msg", "/detail/message", "/errors/0/message", "/errors/0", "/error_msg",
    "/error_message", "/errmsg", "/msg", "/data/error", "/data/message", "/error", "/reason", "/title",
  ].compactMap { JSONPointer($0) }

  static let limit = 300

  /// - Parameter own: looked at first.
  /// - Returns: one line of 300 characters at most; `nil` where there is none.
  static func find(in answer: Answer, own: [JSONPointer]) -> String? {
    for pointer in own + places {
      let texts = answer.values(pointer).compactMap(text)
      if !texts.isEmpty { return tidy(texts.joined(separator: "; ")) }
    }
    if let tree = answer.tree { return text(tree).flatMap(tidy) }
    if answer.isPage { return PageTitle.find(in: answer).flatMap(tidy) }
    return words(answer.bytes.beginning(4 * limit))
  }

  /// A plain text; broken JSON and bytes that are no text are not for people to read.
  private static func words(_ text: String) -> String? {
    guard let line = tidy(text), !line.hasPrefix("{"), !line.hasPrefix("["), !line.contains("\u{FFFD}") else {
      return nil
    }
    return line
  }

  private static func text(_ value: AnswerValue) -> String? {
    switch value {
    case .plain(.string(let text)): text.isEmpty ? nil : text
    case .long(let text): text.string(limit: 4 * limit)
    default: nil
    }
  }

  private static func tidy(_ text: String) -> String? {
    let words = text.split { $0.isWhitespace || $0.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F } }
    let line = words.joined(separator: " ")
    if line.isEmpty { return nil }
    return line.count <= limit ? line : line.prefix(limit - 1) + "…"
  }
}
