import JobModel

/// One output of a step: a value, or files, of what a run gave.
struct DifyOutput: Hashable, Sendable {
  var name: String
  /// A variable of the app's end node, one of `answer`, `text`, `files`, `usage`, …, or a pointer to a place in all of it
  /// (`/outputs/list/0`).
  var source: String
  var type: ColumnType
  var isFile: Bool
  /// What a file must be; `nil`: anything.
  var family: FileFormat.Family?
  var isOptional: Bool
  var most: Int

  static let mostFiles = 20
  private static let families: [String: FileFormat.Family] = ["image": .image, "audio": .audio, "video": .video]

  init(_ name: String, _ settings: JSONObject) {
    self.name = name
    isFile = settings["file"] != nil
    source = (settings["file"] ?? settings["from"])?.string ?? name
    let typeName = settings["type"]?.string
    family = isFile ? typeName.flatMap { Self.families[$0] } : nil
    type = Self.columnType(typeName, isFile: isFile)
    isOptional = settings["optional"]?.boolean ?? [.integer, .number, .boolean].contains(type)
    most = settings["most"]?.integer ?? Self.mostFiles
  }

  static func columnType(_ name: String?, isFile: Bool) -> ColumnType {
    if isFile { return name == "image" ? .image : .file }
    return name.flatMap(ColumnType.init) ?? .text
  }

  /// What a step without `outputs:` gives.
  static func standard(for app: DifyApp) -> DifyOutput {
    app.answers
      ? DifyOutput("answer", ["type": "paragraph"]) : DifyOutput("outputs", ["from": "/outputs", "type": "json"])
  }

  /// The value in what a run gave; `nil` where there is none.
  func value(in document: JSONObject) -> JSONValue? {
    let found: JSONValue?
    if source.hasPrefix("/") {
      let values = JSONPointer(source)?.values(in: AnswerValue(.object(document))) ?? []
      found = source.contains("*") && !values.isEmpty ? .array(values.map(\.json)) : values.first?.json
    } else {
      found = document["outputs"]?.object?[source] ?? document[source]
    }
    switch found {
    case nil, .null, .string(""): return nil
    case let value?: return isFile ? value : converted(value)
    }
  }

  /// Numbers may come as text; what is no number stays text.
  private func converted(_ value: JSONValue) -> JSONValue {
    switch (type, value) {
    case (.integer, .string(let text)): Int64(text).map(JSONValue.integer) ?? value
    case (.number, .string(let text)): Double(text).map { $0.isFinite ? .number($0) : value } ?? value
    case (.boolean, .string(let text)):
      text.lowercased() == "true" ? .boolean(true) : text.lowercased() == "false" ? .boolean(false) : value
    case (.json, .string(let text)): (try? JSONReader.read(text)) ?? value
    case (.text, .object), (.text, .array), (.paragraph, .object), (.paragraph, .array): .string(value.plainText)
    default: value
    }
  }
}

extension AnswerValue {
  fileprivate var json: JSONValue { json(textLimit: .max) }
}
