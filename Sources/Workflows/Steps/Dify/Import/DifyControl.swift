import JobModel

/// One field of an app's form, as `user_input_form` of `GET /parameters` has it.
package struct DifyControl: Hashable, Sendable {
  enum Kind: String, CaseIterable {
    case text = "text-input"
    case paragraph
    case number
    case select
    case checkbox
    case file
    case fileList = "file-list"
    case json = "json_object"
    /// Computed by the server.
    case external = "external_data_tool"
  }

  /// The word of the form; what is not among the kinds is shown as text.
  var type: String
  var kind: Kind?
  /// The key in `inputs`; no two fields of a form have the same.
  var variable: String
  var label: String
  var isRequired: Bool
  var standard: JSONValue?
  /// Characters of texts; files of lists.
  var maxLength: Int?
  var options: [String]
  var hint: String
  var allowedKinds: [DifyFileKind]
  /// Files can only be named by links.
  var takesLinksOnly: Bool

  /// - Parameter entry: `{"text-input": {"variable": …}}`; the outer name is the type.
  /// - Returns: `nil` for what names no variable.
  init?(_ entry: JSONValue) {
    guard let (type, value) = entry.object?.members.first, let fields = value.object,
      let variable = fields["variable"]?.string, !variable.isEmpty
    else { return nil }
    self.type = type
    kind = Kind(rawValue: type)
    self.variable = variable
    label = FoldedText.trim(fields["label"]?.string ?? "")
    isRequired = fields["required"]?.boolean ?? false
    standard = fields["default"].flatMap { $0 == .null || $0 == "" ? nil : $0 }
    maxLength = (fields["max_length"]?.integer ?? fields["max_length"]?.string.flatMap { Int($0) }).flatMap {
      $0 > 0 ? $0 : nil
    }
    options = (fields["options"]?.array ?? []).map { FoldedText.trim($0.plainText) }.filter { !$0.isEmpty }
    hint = fields["hint"]?.string ?? fields["description"]?.string ?? ""
    allowedKinds = (fields["allowed_file_types"]?.array ?? []).compactMap { $0.string.flatMap(DifyFileKind.init) }
    let methods = (fields["allowed_file_upload_methods"]?.array ?? []).compactMap(\.string)
    takesLinksOnly = methods == ["remote_url"]
  }
}

/// An app as its server describes it.
package struct DifyAppForm: Hashable, Sendable {
  package var name: String
  package var description: String
  /// `nil` where the server does not say, and it cannot be told from outside.
  package var app: DifyApp?
  package var controls: [DifyControl]

  package init(name: String, description: String, app: DifyApp?, controls: [DifyControl]) {
    self.name = name
    self.description = description
    self.app = app
    self.controls = controls
  }
}
