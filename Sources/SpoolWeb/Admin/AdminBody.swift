import Hummingbird
import JobModel

/// The members of a JSON document that an administrator sent.
struct AdminBody {
  private let members: JSONObject

  /// Presets are at most 1 MiB of YAML.
  private static let longest = 3 << 20

  /// - Throws: `WebFailure` where the request holds no JSON object, or one that is too long.
  init(_ request: Request, _ context: WebContext) async throws {
    let bytes = try await request.body.collect(upTo: Self.longest)
    guard let value = try? JSONReader.read(Array(bytes.readableBytesView)) else {
      throw Self.mistake("The request must hold a JSON document.")
    }
    members = try Self.object(value, "document")
  }

  subscript(_ name: String) -> JSONValue? { members[name] }

  /// Refuses members that mean nothing here: a mistyped name would be taken for no change.
  func allow(_ names: Set<String>) throws {
    if let unknown = members.names.first(where: { !names.contains($0) }) {
      throw Self.mistake("There is no member '\(unknown)' here. There are: \(names.sorted().joined(separator: ", ")).")
    }
  }

  func text(_ name: String) throws -> String? {
    try members[name].flatMap { value in
      if value == .null { return nil }
      guard let text = value.string else { throw Self.mistake("'\(name)' must be a text.") }
      return text
    }
  }

  static func object(_ value: JSONValue, _ name: String) throws -> JSONObject {
    guard let object = value.object else { throw mistake("'\(name)' must be a JSON object.") }
    return object
  }

  /// - Parameter sentence: for administrators and those who write programs.
  static func mistake(_ sentence: String) -> WebFailure {
    WebFailure(.badRequest, "bad-request", Message(verbatim: sentence))
  }
}
