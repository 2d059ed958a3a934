import HTTPTypes
package import Hummingbird
package import JobModel
import NIOCore

extension Request {
  /// The JSON object that a request carries.
  ///
  /// - Parameters:
  ///   - names: the members that mean something here; `nil`: the caller looks at them.
  ///   - bytes: more than this is refused.
  /// - Returns: no members where the body is empty.
  /// - Throws: `WebFailure` where it is too large, no object, or has other members.
  package func jsonObject(_ names: Set<String>?, atMost bytes: Int = 1 << 20) async throws -> JSONObject {
    let buffer: ByteBuffer
    do {
      buffer = try await body.collect(upTo: bytes)
    } catch is NIOTooManyBytesError {
      throw WebFailure(.contentTooLarge, "too-large", "The request is larger than \(bytes >> 10) KiB.")
    }
    if buffer.readableBytes == 0 { return JSONObject() }
    guard let object = (try? JSONReader.read(Array(buffer.readableBytesView)))?.object else {
      throw WebFailure(.badRequest, "bad-json", "The request must carry a JSON object.")
    }
    if let names { try object.allow(only: names) }
    return object
  }
}

extension JSONObject {
  /// Refuses other members: a mistyped name would be taken for no wish at all.
  ///
  /// - Throws: `WebFailure`.
  package func allow(only names: Set<String>) throws {
    guard let unknown = self.names.first(where: { !names.contains($0) }) else { return }
    throw Self.unknown(unknown, names)
  }

  private static func unknown(_ name: String, _ names: Set<String>) -> WebFailure {
    let shown = String(name.prefix(80))
    guard !names.isEmpty else {
      return WebFailure.badValue(shown, "There is no member '\(shown)' here. None is needed.")
    }
    return WebFailure.badValue(
      shown, "There is no member '\(shown)' here. There are: \(Message.list(names.sorted())).")
  }
}

/// Members of a request. One that is left out or null is `nil`; one that cannot be used is a `WebFailure`.
extension JSONObject {
  package func number(_ name: String, in range: ClosedRange<Int>) throws -> Int? {
    try member(name) {
      $0.integer.flatMap { range.contains($0) ? $0 : nil }
    } otherwise: {
      "'\(name)' must be a whole number from \(range.lowerBound) to \(range.upperBound)."
    }
  }

  package func text(_ name: String) throws -> String? {
    try member(name, \.string) { "'\(name)' must be a text." }
  }

  /// A text that must be there, and not be empty.
  package func requiredText(_ name: String) throws -> String {
    guard let text = try text(name), !text.isEmpty else { throw WebFailure.badValue(name, "'\(name)' is missing.") }
    return text
  }

  package func flag(_ name: String) throws -> Bool? {
    try member(name, \.boolean) { "'\(name)' must be true or false." }
  }

  package func object(_ name: String) throws -> JSONObject? {
    try member(name, \.object) { "'\(name)' must be a JSON object." }
  }

  private func member<Value>(
    _ name: String, _ read: (JSONValue) -> Value?, otherwise sentence: () -> Message
  ) throws -> Value? {
    guard let value = self[name], value != .null else { return nil }
    guard let found = read(value) else { throw WebFailure.badValue(name, sentence()) }
    return found
  }
}
