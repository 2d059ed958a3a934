import JobModel

/// A value of an answer: JSON whose long texts stay where they are.
///
/// A picture in base64 can be tens of megabytes of text inside the JSON; it is read from the answer's bytes when it is
/// written to its file, and never becomes a `String`.
indirect enum AnswerValue: Sendable {
  /// Null, boolean, number, or a short text.
  case plain(JSONValue)
  case long(LongText)
  case array([AnswerValue])
  case object([Member])

  struct Member: Sendable {
    var name: String
    var value: AnswerValue
  }

  init(_ json: JSONValue) {
    switch json {
    case .array(let elements): self = .array(elements.map(AnswerValue.init))
    case .object(let object): self = .object(object.members.map { Member(name: $0.name, value: AnswerValue($0.value)) })
    default: self = .plain(json)
    }
  }

  subscript(name: String) -> AnswerValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.name == name }?.value
  }

  var isNull: Bool { if case .plain(.null) = self { true } else { false } }

  /// Null, `false`, an empty text, list or object; not 0, which may be a result.
  var isEmpty: Bool {
    switch self {
    case .plain(.null), .plain(.boolean(false)): true
    case .plain(.string(let text)): text.isEmpty
    case .plain, .long: false
    case .array(let elements): elements.isEmpty
    case .object(let members): members.isEmpty
    }
  }

  /// The value of a short text or number as text; nothing for anything else.
  var shortText: String {
    if case .plain(let value) = self { value.plainText } else { "" }
  }

  /// The whole tree, each text cut after `limit` bytes.
  func json(textLimit limit: Int) -> JSONValue {
    switch self {
    case .plain(let value): value
    case .long(let text): .string(text.string(limit: limit))
    case .array(let elements): .array(elements.map { $0.json(textLimit: limit) })
    case .object(let members): .object(JSONObject(members.map { ($0.name, $0.value.json(textLimit: limit)) }))
    }
  }
}
