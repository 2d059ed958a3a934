import JobModel
import SystemPackage

/// A recipe's value with the row in it: JSON, in which a text may be a file that is read while it is sent.
indirect enum FilledValue: Sendable {
  case json(JSONValue)
  /// The file in base64, after `prefix`.
  case file(FilePath, prefix: String)
  case array([FilledValue])
  case object([(name: String, value: FilledValue)])

  /// As JSON; files are empty texts in it.
  var json: JSONValue {
    switch self {
    case .json(let value): value
    case .file(_, let prefix): .string(prefix)
    case .array(let elements): .array(elements.map(\.json))
    case .object(let members): .object(JSONObject(members.map { ($0.name, $0.value.json) }))
    }
  }
}
