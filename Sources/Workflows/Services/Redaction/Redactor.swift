import Glibc
package import JobModel

/// Takes keys out of whatever is written down or shown.
package struct Redactor: Sendable {
  /// What stands in a key's place.
  package static let mark = "•••"

  /// Longest first, so that a key that begins like another one goes whole.
  private let secrets: [[UInt8]]

  /// - Parameter secrets: texts of one byte at least; others are left out.
  package init(_ secrets: some Sequence<String>) {
    self.secrets = secrets.map { Array($0.utf8) }.filter { !$0.isEmpty }
      .sorted { $0.count > $1.count }
  }

  package var isEmpty: Bool { secrets.isEmpty }

  /// The text without keys. A text without any is not copied.
  package func callAsFunction(_ text: String) -> String {
    var text = text
    for secret in secrets where Self.place(of: secret, in: text, from: 0) != nil { text = Self.without(secret, text) }
    return text
  }

  package func callAsFunction(_ value: JSONValue) -> JSONValue {
    guard !isEmpty else { return value }
    return switch value {
    case .string(let text): .string(self(text))
    case .array(let values): .array(values.map { self($0) })
    case .object(let object): .object(self(object))
    case .null, .boolean, .integer, .number: value
    }
  }

  /// The names too: a service may answer with an object whose member is named after the key.
  package func callAsFunction(_ object: JSONObject) -> JSONObject {
    isEmpty ? object : JSONObject(object.members.map { (self($0.name), self($0.value)) })
  }

  package func callAsFunction(_ failure: Failure) -> Failure {
    guard !isEmpty else { return failure }
    var failure = failure
    failure.message = failure.message.map { self($0) }
    failure.detail = failure.detail.map { self($0) }
    return failure
  }

  package func callAsFunction(_ ending: Ending) -> Ending {
    guard !isEmpty else { return ending }
    var ending = ending
    ending.failure = ending.failure.map { self($0) }
    ending.outputs = self(ending.outputs)
    return ending
  }

  // MARK: Searching

  private static func without(_ secret: [UInt8], _ text: String) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var start = 0
    while let place = place(of: secret, in: text, from: start) {
      result += bytes[start..<place]
      result += mark.utf8
      start = place + secret.count
    }
    return String(decoding: result + bytes[start...], as: UTF8.self)
  }

  private static func place(of secret: [UInt8], in text: String, from start: Int) -> Int? {
    var text = text
    return text.withUTF8 { bytes in
      guard let base = bytes.baseAddress else { return nil }
      var position = start
      while position + secret.count <= bytes.count,
        let found = memchr(base + position, Int32(secret[0]), bytes.count - secret.count - position + 1)
      {
        position = UnsafeRawPointer(found) - UnsafeRawPointer(base)
        if memcmp(base + position, secret, secret.count) == 0 { return position }
        position += 1
      }
      return nil
    }
  }
}
