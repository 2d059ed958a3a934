import HTTPTypes
package import Hummingbird
import JobModel

/// The members of an address behind `?`. Each throws a `WebFailure` where its value cannot be used.
package struct RequestQuery {
  private let request: Request

  package init(_ request: Request) {
    self.request = request
  }

  /// - Returns: `nil` where it is left out or empty.
  package func text(_ name: String) throws -> String? {
    guard let value = request.uri.queryParameters.get(name), !value.isEmpty else { return nil }
    guard value.utf8.count <= 2000 else { throw WebFailure.badValue(name, "'\(name)' is too long.") }
    return value
  }

  package func flag(_ name: String) throws -> Bool {
    switch try text(name) {
    case nil, "false"?: false
    case "true"?: true
    default: throw WebFailure.badValue(name, "'\(name)' must be true or false.")
    }
  }

  package func number(_ name: String, in range: ClosedRange<Int>, default standard: Int) throws -> Int {
    guard let text = try text(name) else { return standard }
    guard let number = Int(text), range.contains(number) else {
      throw WebFailure.badValue(
        name, "'\(name)' must be a whole number from \(range.lowerBound) to \(range.upperBound).")
    }
    return number
  }

  /// How many items a page of a list has at most.
  package func limit() throws -> Int { try number("limit", in: 1...500, default: 50) }

  /// One of a few words.
  package func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ name: String, default standard: Choice
  ) throws -> Choice {
    guard let text = try text(name) else { return standard }
    guard let choice = Choice(rawValue: text) else {
      let words = Message.list(Choice.allCases.map(\.rawValue))
      throw WebFailure.badValue(name, "'\(name)' must be one of: \(words).")
    }
    return choice
  }
}

extension WebFailure {
  /// A member of a request cannot be used.
  static func badValue(_ name: String, _ detail: Message) -> WebFailure {
    WebFailure(.badRequest, "bad-value", detail)
  }
}
