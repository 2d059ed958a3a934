import JobModel

/// A value that fits a JSON Schema, as a model would write one: texts say what was asked.
enum SampleOfSchema {
  static func value(_ schema: JSONValue?, text: String) -> JSONValue {
    if let choice = schema?["enum"]?[0] { return choice }
    if let constant = schema?["const"] { return constant }
    // Google writes the types in capitals.
    let type = schema?["type"]?.string ?? schema?["type"]?[0]?.string
    switch type?.lowercased() {
    case "object":
      let members = schema?["properties"]?.object?.members ?? []
      return .object(JSONObject(members.map { ($0.name, value($0.value, text: text)) }))
    case "array": return [value(schema?["items"], text: text)]
    case "integer": return .integer(Int64(text.count))
    case "number": return .number(Double(text.count) + 0.5)
    case "boolean": return true
    case "null": return nil
    default: return .string(text)
    }
  }
}
