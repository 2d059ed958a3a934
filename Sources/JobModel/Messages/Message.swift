/// Something that people are told, in every language: written in English where it arises, as
/// `"Sheet '\(name)' is empty."`, and said in Chinese by the catalogue (`MessageCatalogue`).
///
/// The English text with its places numbered, `Sheet '{1}' is empty.`, is the key in the catalogue, as in gettext. What
/// stands in the places is the same in every language, but for messages, which are said in the language of the whole.
package struct Message: Hashable, Sendable, CustomStringConvertible {
  package private(set) var english: String
  /// `nil` where the catalogue does not have it: then the English text stands.
  package private(set) var chinese: String?

  /// A text that is not ours to translate: a name, a number, what a service or a person wrote.
  package init(verbatim text: String) {
    english = text
  }

  /// A text that is there in both languages already, such as a title that an administrator wrote.
  package init(english: String, chinese: String?) {
    self.english = english
    self.chinese = chinese
  }

  /// A text that is made elsewhere and may stand in the catalogue, such as the name of an encoding.
  package init(catalogued text: String) {
    self.init(english: text, chinese: MessageCatalogue.chinese[text])
  }

  package func text(in language: Language) -> String {
    switch language {
    case .english: english
    case .simplifiedChinese: chinese ?? english
    }
  }

  /// The same with its texts changed, such as secrets blotted out.
  package func map(_ change: (String) -> String) -> Message {
    Message(english: change(english), chinese: chinese.map(change))
  }

  /// In English, for logs and administrators.
  package var description: String { english }

  package var isEmpty: Bool { english.isEmpty }
}

extension Message {
  /// The English text says which message it is.
  package static func == (left: Message, right: Message) -> Bool { left.english == right.english }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(english)
  }
}

extension Message: ExpressibleByStringInterpolation {
  package init(stringLiteral value: String) {
    self.init(catalogued: value)
  }

  package init(stringInterpolation: Interpolation) {
    self = stringInterpolation.message
  }

  package struct Interpolation: StringInterpolationProtocol {
    private var pattern = ""
    private var english = ""
    private var arguments: [Message] = []

    package init(literalCapacity: Int, interpolationCount: Int) {}

    package mutating func appendLiteral(_ literal: String) {
      pattern += literal
      english += literal
    }

    package mutating func appendInterpolation(_ message: Message) {
      arguments.append(message)
      pattern += "{\(arguments.count)}"
      english += message.english
    }

    package mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      appendInterpolation(Message(verbatim: value.description))
    }

    fileprivate var message: Message {
      let chinese = (MessageCatalogue.chinese[pattern] ?? wordless).map { MessageCatalogue.fill($0, with: arguments) }
      return Message(english: english, chinese: chinese)
    }

    /// A pattern without words, such as `“{1}”`, is the same in every language; what stands in it may not be.
    private var wordless: String? {
      !pattern.contains(where: \.isLetter) && arguments.contains { $0.chinese != nil } ? pattern : nil
    }
  }
}

extension Message {
  /// Sentences one after another: with blanks between them in English, without in Chinese.
  package static func sentences(_ messages: [Message]) -> Message {
    joined(messages, separator: Message(english: " ", chinese: ""))
  }

  /// The lines of a text.
  package static func lines(_ messages: [Message]) -> Message {
    joined(messages, separator: Message(verbatim: "\n"))
  }

  /// The items of a list: `a, b, c` and `a、b、c`.
  package static func list(_ items: [Message]) -> Message {
    joined(items, separator: Message(english: ", ", chinese: "、"))
  }

  package static func list(_ items: [String]) -> Message {
    list(items.map(Message.init(verbatim:)))
  }

  /// What may be meant: `a or b` and `a或b`.
  package static func alternatives(_ items: [Message]) -> Message {
    joined(items, separator: Message(english: " or ", chinese: "或"))
  }

  private static func joined(_ messages: [Message], separator: Message) -> Message {
    let messages = messages.filter { !$0.isEmpty }
    guard messages.contains(where: { $0.chinese != nil }) || messages.count > 1 else {
      return messages.first ?? Message(verbatim: "")
    }
    return Message(
      english: messages.map(\.english).joined(separator: separator.english),
      chinese: messages.map { $0.text(in: .simplifiedChinese) }.joined(
        separator: separator.text(in: .simplifiedChinese)))
  }
}

extension Message: Codable {
  /// A text alone, or an object with a member for each language: `{"en": …, "zh-Hans": …}`.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      self.init(verbatim: text)
    } else {
      let texts = try container.decode([String: String].self)
      self.init(
        english: texts[Language.english.rawValue] ?? "", chinese: texts[Language.simplifiedChinese.rawValue])
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    guard let chinese else { return try container.encode(english) }
    try container.encode([Language.english.rawValue: english, Language.simplifiedChinese.rawValue: chinese])
  }
}

extension JSONObject {
  /// A message as two members: `name` in English, and `name-zh` where there is Chinese for it.
  package mutating func set(_ name: String, _ message: Message) {
    self[name] = .string(message.english)
    self["\(name)-zh"] = message.chinese.map(JSONValue.string)
  }

  /// What `set` has put there; `nil` where there is nothing.
  package func message(_ name: String) -> Message? {
    guard let english = self[name]?.string else { return nil }
    return Message(english: english, chinese: self["\(name)-zh"]?.string)
  }
}
