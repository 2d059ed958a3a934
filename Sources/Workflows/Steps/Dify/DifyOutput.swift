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
  var kind: String?
  var isOptional: Bool
  var most: Int

  static let mostFiles = 20

  init(_ name: String, _ settings: JSONObject) {
    self.name = name
    isFile = settings["file"] != nil
    source = (settings["file"] ?? settings["from"])?.string ?? name
    let typeName = settings["type"]?.string
    kind = isFile ? typeName.flatMap { $0 == "file" ? nil : $0 } : nil
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
      found = Self.find(source, in: .object(document))
    } else {
      found = document["outputs"]?.object?[source] ?? document[source]
    }
    switch found {
    case nil, .null, .string(""): return nil
    case let value?: return isFile ? value : converted(value)
    }
  }

  /// A JSON Pointer (RFC 6901).
  private static func find(_ pointer: String, in root: JSONValue) -> JSONValue? {
    var value = root
    for piece in pointer.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      let name = String(piece).replacing("~1", with: "/").replacing("~0", with: "~")
      switch value {
      case .object(let object):
        guard let member = object[name] else { return nil }
        value = member
      case .array(let elements):
        guard let index = Int(name), elements.indices.contains(index) else { return nil }
        value = elements[index]
      default: return nil
      }
    }
    return value
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
