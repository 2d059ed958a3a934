import JobModel

/// Input forms as `/parameters` shows them: an array of objects with one member each, named by the control's type.
enum DifyForm {
  static func standard(_ mode: DifyMode) -> JSONValue {
    mode.hasWorkflow ? ofWorkflows : ofMessages
  }

  /// Every type of control that there is, with the fields of a workflow's start node.
  private static let ofWorkflows: JSONValue = [
    control("text-input", "title", "Title", ["required": true, "max_length": 48, "hint": "", "options": []]),
    control("paragraph", "body", "Body", ["max_length": nil, "default": ""]),
    control("number", "qty", "Quantity", ["default": "", "unit": "pcs"]),
    control("select", "style", "Style", ["options": ["plain", "bold"], "default": "plain"]),
    control("checkbox", "hd", "HD?", ["default": false]),
    control(
      "file", "photo", "Photo",
      [
        "max_length": 5, "allowed_file_types": ["image"], "allowed_file_extensions": [],
        "allowed_file_upload_methods": ["local_file", "remote_url"],
      ]),
    control(
      "file-list", "refs", "References",
      [
        "max_length": 3, "allowed_file_types": ["image", "document"], "allowed_file_extensions": [],
        "allowed_file_upload_methods": ["local_file", "remote_url"],
      ]),
    control("json_object", "meta", "Meta", ["json_schema": ["type": "object"]]),
    control("external_data_tool", "weather", "Weather", ["config": [:]]),
  ]

  /// Older forms have the type outside only.
  private static let ofMessages: JSONValue = [
    ["text-input": ["variable": "tone", "label": "Tone", "required": false, "max_length": 20, "default": ""]],
    ["paragraph": ["variable": "query", "label": "Query", "required": false, "default": ""]],
  ]

  private static func control(
    _ type: String, _ variable: String, _ label: String, _ more: JSONObject
  ) -> JSONValue {
    let fields: JSONObject = [
      "type": .string(type), "variable": .string(variable), "label": .string(label), "required": false, "hide": false,
    ]
    return .object([type: .object(fields.merging(more))])
  }
}

/// One control of a form, and how a server checks its value.
struct DifyControl: Sendable {
  let type: String
  let variable: String
  private let fields: JSONObject

  init?(_ json: JSONValue) {
    guard let (type, value) = json.object?.members.first, let fields = value.object,
      let variable = fields["variable"]?.string
    else { return nil }
    self.type = type
    self.variable = variable
    self.fields = fields
  }

  private var isRequired: Bool { fields["required"]?.boolean ?? false }
  private var isText: Bool { ["text-input", "paragraph", "select"].contains(type) }

  /// - Returns: the value as the app gets it; `nil` where it has none.
  /// - Throws: `Refused` with the server's own words.
  func checked(_ given: JSONValue?) throws -> JSONValue? {
    let value = given ?? .null
    if value == .null || isRequired && isText && value == "" {
      if isRequired { throw refused("is required in input form", named: variable) }
      let standard = fields["default"] ?? .null
      return standard == .null || standard == "" ? nil : standard
    }
    switch type {
    case "text-input", "paragraph", "select": return try text(value)
    case "number": return try number(value)
    case "checkbox": return try boolean(value)
    case "file": return try file(value)
    case "file-list": return try files(value)
    case "json_object":
      guard value.object != nil else { throw refused("in input form must be a dict", named: variable) }
      return value
    default: return value
    }
  }

  private func refused(_ words: String, named name: String) -> Refused { DifyFailure.invalid("\(name) \(words)") }

  private func text(_ value: JSONValue) throws -> JSONValue {
    guard let text = value.string else {
      throw refused("in input form must be a string", named: "(type '\(type)') \(variable)")
    }
    if type == "select" {
      let options = (fields["options"]?.array ?? []).compactMap(\.string)
      guard options.contains(text) else {
        let list = options.map { "'\($0)'" }.joined(separator: ", ")
        throw refused("in input form must be one of the following: [\(list)]", named: variable)
      }
    } else if let most = fields["max_length"]?.integer, text.count > most {
      throw refused("in input form must be less than \(most) characters", named: variable)
    }
    return .string(text.filter { $0 != "\0" })
  }

  private func number(_ value: JSONValue) throws -> JSONValue? {
    if let text = value.string {
      if text.isEmpty { return nil }
      guard let number = Double(text) else { throw refused("in input form must be a valid number", named: variable) }
      return .number(number)
    }
    guard value.number != nil else { throw refused("in input form must be a valid number", named: variable) }
    return value
  }

  private func boolean(_ value: JSONValue) throws -> JSONValue {
    if value.boolean != nil { return value }
    switch value.plainText.lowercased() {
    case "true", "1", "yes", "on": return true
    case "false", "0", "no", "off": return false
    default: throw refused("in input form must be a valid boolean value", named: variable)
    }
  }

  private func file(_ value: JSONValue) throws -> JSONValue? {
    if value == "", !isRequired { return nil }
    guard let file = value.object else { throw refused("in input form must be a file", named: variable) }
    try check(file)
    return value
  }

  private func files(_ value: JSONValue) throws -> JSONValue {
    guard let files = value.array, files.allSatisfy({ $0.object != nil }) else {
      throw refused("in input form must be a list of files", named: variable)
    }
    if let most = fields["max_length"]?.integer, files.count > most {
      throw refused("in input form must be less than \(most) files", named: variable)
    }
    for file in files { try check(file.object ?? [:]) }
    return value
  }

  private func check(_ file: JSONObject) throws {
    let allowed = (fields["allowed_file_types"]?.array ?? []).compactMap(\.string)
    guard let type = file["type"]?.string, ["image", "document", "audio", "video", "custom"].contains(type) else {
      throw DifyFailure.invalid("Invalid file type in input form")
    }
    guard allowed.isEmpty || allowed.contains(type) else {
      throw DifyFailure.invalid("File validation failed for file: \(file["upload_file_id"]?.string ?? "")")
    }
    switch file["transfer_method"]?.string {
    case "local_file" where file["upload_file_id"]?.string != nil: break
    case "remote_url" where file["url"]?.string?.hasPrefix("http") == true: break
    default: throw DifyFailure.invalid("Invalid file reference in input form")
    }
  }
}
