import JobModel

/// What a program says to whoever dropped a row: a text, or `{"en": …, "zh": …}`.
enum ProgramSentence {
  /// Characters that are kept.
  private static let longest = 500

  /// - Parameter line: a text, or an object in JSON. What only looks like one is a text.
  static func read(line: String) -> Message? {
    guard line.hasPrefix("{"), let json = try? JSONReader.read(line), let sentence = read(json) else {
      return read(.string(line))
    }
    return sentence
  }

  /// - Returns: `nil` where it says nothing.
  static func read(_ json: JSONValue) -> Message? {
    guard let message = Titles(json).message?.map({ FoldedText.trim(String($0.prefix(longest))) }) else { return nil }
    return message.isEmpty ? nil : message
  }
}
