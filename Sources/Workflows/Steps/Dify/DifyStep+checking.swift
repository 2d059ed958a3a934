import JobModel

extension DifyStep {
  private static let keys = [
    "service", "app", "inputs", "query", "user", "outputs", "errors", "deadline", "idle", "internalHosts",
  ]

  static func outputs(checking settings: YAMLSettings) -> [StepOutputDefinition] {
    guard let fields = settings.value.fields(known: keys) else { return [] }
    _ = fields.required("service")?.text()
    let app = fields.required("app")?.choice(of: DifyApp.self) ?? .workflow
    checkQuery(fields, app)
    if let inputs = fields["inputs"], inputs.fields(known: nil) != nil { checkFiles(in: inputs) }
    _ = fields["deadline"]?.duration()
    _ = fields["idle"]?.duration()
    for host in fields["internalHosts"]?.list() ?? [] { _ = host.text() }
    for rule in fields["errors"]?.list() ?? [] { check(rule: rule) }
    guard let outputs = fields["outputs"]?.fields(known: nil) else {
      let output = DifyOutput.standard(for: app)
      return [StepOutputDefinition(output.name, output.type)]
    }
    return outputs.values.compactMap { output($0.key, $0.value) }
  }

  private static func checkQuery(_ fields: YAMLFields, _ app: DifyApp) {
    if app.isChat {
      _ = fields.required("query")
    } else if let query = fields["query"] {
      query.report("query", "'\(query.name)' is for chats; an app of the kind '\(app.rawValue)' has only 'inputs'.")
    }
  }

  /// Everything below `inputs:` is the app's, but `$file` is ours.
  private static func checkFiles(in yaml: YAMLValue) {
    if let elements = yaml.elements {
      for element in elements { checkFiles(in: element) }
    } else if let members = yaml.members {
      guard members.contains(where: { $0.key == "$file" }) else {
        for member in members { checkFiles(in: member.value) }
        return
      }
      guard let fields = yaml.fields(known: ["$file", "allow"]) else { return }
      for kind in fields["allow"]?.list() ?? [] { _ = kind.choice(of: DifyFileKind.self) }
    }
  }

  private static func check(rule: YAMLValue) {
    guard let fields = rule.fields(known: ["message", "class", "say"]) else { return }
    _ = fields.required("class")?.choice(of: Failure.Class.self)
    _ = Titles(fields["say"])
    guard let message = fields.required("message") else { return }
    if message.isScalar { _ = message.text() } else { _ = message.list()?.map { $0.text() } }
  }

  private static func output(_ name: String, _ yaml: YAMLValue) -> StepOutputDefinition? {
    guard Name.isValid(name) else {
      yaml.report("name", "The name '\(name)' cannot be used. A name is a letter, then letters, digits and '_'.")
      return nil
    }
    guard let fields = yaml.fields(known: ["from", "file", "type", "optional", "most"]) else { return nil }
    _ = fields["optional"]?.boolean()
    _ = fields["from"]?.text()
    _ = fields["most"]?.integer(1...100)
    let isFile = fields["file"] != nil
    if isFile {
      _ = fields["file"]?.text()
      if fields["from"] != nil { yaml.report("output", "'\(yaml.name)' has both 'from' and 'file'. Keep one.") }
      let type = fields["type"]?.choice(of: FileType.self)
      return StepOutputDefinition(name, type == .image ? .image : .file)
    }
    let type = fields["type"]?.choice(of: ColumnType.self) ?? .text
    if type.isFile { yaml.report("output", "'\(yaml.name)' is a file: write 'file:' in place of 'from:'.") }
    return StepOutputDefinition(name, type)
  }

  private enum FileType: String, CaseIterable {
    case file, image, audio, video
  }
}
