/// What an `http` step's recipe names besides columns and outputs: `{{$…}}`.
package enum LocalReference: Hashable, Sendable, CustomStringConvertible {
  /// The service's id for the row's work.
  case remote
  /// From the answer to an upload.
  case upload(String, JSONPointer)
  /// From the last answer.
  case reply(JSONPointer)
  /// The element at hand, of an output's `each`.
  case item(JSONPointer)
  case job
  case row
  case attempt
  /// A UUID of the row's attempt.
  case id

  /// - Parameter text: with its `$`.
  init?(_ text: String) {
    let name = text.dropFirst().prefix { $0 != "/" }
    guard text.hasPrefix("$"), let pointer = JSONPointer(String(text.dropFirst(1 + name.count))) else { return nil }
    if let upload = name.split(separator: ".", maxSplits: 1).last, name.hasPrefix("uploads."), Name.isValid(upload) {
      self = .upload(String(upload), pointer)
      return
    }
    switch name {
    case "reply": self = .reply(pointer)
    case "item": self = .item(pointer)
    default:
      guard pointer.isWhole, let simple = Self.simple[String(name)] else { return nil }
      self = simple
    }
  }

  private static let simple: [String: LocalReference] = [
    "remote": .remote, "job": .job, "row": .row, "attempt": .attempt, "id": .id,
  ]

  package var description: String {
    switch self {
    case .remote: "$remote"
    case .upload(let name, let pointer): "$uploads.\(name)\(pointer)"
    case .reply(let pointer): "$reply\(pointer)"
    case .item(let pointer): "$item\(pointer)"
    case .job: "$job"
    case .row: "$row"
    case .attempt: "$attempt"
    case .id: "$id"
    }
  }
}
