import JobModel

extension Fault {
  /// - Throws: `ControlFailure` for members and words that there are not.
  init(_ json: JSONValue?) throws {
    guard let object = json?.object else { throw ControlFailure("a fault is an object") }
    for (name, value) in object.members { try take(name, value) }
  }

  private mutating func take(_ name: String, _ value: JSONValue) throws {
    switch name {
    case "refusal": refusal = try Self.word(value, in: name)
    case "details": details = value.string
    case "behaviour": behaviour = value.string
    case "status": status = value.integer
    case "headers": headers = (value.object?.members ?? []).map { ($0.name, $0.value.plainText) }
    case "body": body = value
    case "text": text = value.string
    case "html": isPage = value.boolean ?? false
    case "performed": isPerformed = value.boolean ?? false
    case "reset": resets = value.boolean ?? false
    case "cut": cut = try Self.word(value, in: name)
    case "damage": damages = try (value.array ?? [value]).map { try Self.word($0, in: name) }
    case "retryAfter": retryAfter = try Self.retryAfter(value)
    case "delay":
      delayBeforeHeaders = value["beforeHeaders"]?.number.map { .seconds($0) }
      delayInBody = value["inBody"]?.number.map { .seconds($0) }
    default: throw ControlFailure("a fault has no '\(name)'")
    }
  }

  private static func word<Word: RawRepresentable & CaseIterable>(_ value: JSONValue, in name: String) throws -> Word
  where Word.RawValue == String {
    if let text = value.string, let word = Word(rawValue: text) { return word }
    let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
    throw ControlFailure("'\(value.plainText)' is no \(name): \(words)")
  }

  private static func retryAfter(_ value: JSONValue) throws -> RetryAfter {
    if let seconds = value["seconds"]?.number { return .seconds(seconds) }
    if let seconds = value["date"]?.number { return .date(seconds) }
    if let count = value["milliseconds"]?.number { return .milliseconds(count) }
    throw ControlFailure("retryAfter has seconds, date or milliseconds")
  }
}
