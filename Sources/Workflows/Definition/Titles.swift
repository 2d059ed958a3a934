package import JobModel

/// What people call something, in English and in Chinese.
package struct Titles: Hashable, Sendable {
  package var english: String?
  package var chinese: String?

  package init(english: String? = nil, chinese: String? = nil) {
    self.english = english
    self.chinese = chinese
  }

  /// The title in English, else in Chinese.
  package var first: String? { english ?? chinese }

  /// In each language, or in the one there is.
  ///
  /// - Parameter name: what it is called where it has no title.
  package func message(or name: String) -> Message { message ?? Message(verbatim: name) }

  /// The text for people; `nil` where there is none.
  package var message: Message? {
    first.map { Message(english: $0, chinese: chinese == $0 ? nil : chinese) }
  }

  package var all: [String] { [english, chinese].compactMap { $0 } }

  /// Reads `{"en": …, "zh": …}`, or one text for both, of a definition that was checked or a program's answer.
  init(_ json: JSONValue) {
    let text = json.string
    self.init(
      english: text ?? json.object?["en"]?.string, chinese: text ?? json.object?["zh"]?.string)
  }

  /// Reads `{en: …, zh: …}`, or one text for both.
  init(_ yaml: YAMLValue?) {
    self.init()
    guard let yaml else { return }
    if let text = yaml.json().string {
      english = text
      chinese = text
    } else if let fields = yaml.fields(known: ["en", "zh"]) {
      english = fields["en"]?.text()
      chinese = fields["zh"]?.text()
    }
  }
}
