import JobModel

extension CommandStep {
  private static let keys = [
    "run", "environment", "outputs", "output", "onFailure", "persistent", "workers",
  ]

  /// What stdout is.
  enum OutputForm: String, CaseIterable {
    /// A JSON object with the outputs that are no files.
    case json
    /// The one output that is no file.
    case text
  }

  private enum FailureClass: String, CaseIterable {
    case transient, invalid, blocked, unknown
  }

  static func outputs(checking settings: YAMLSettings) -> [StepOutputDefinition] {
    guard let fields = settings.value.fields(known: keys) else { return [] }
    checkRun(fields)
    if let environment = fields["environment"]?.fields(known: nil) {
      for (name, value) in environment.values where !Name.isValid(name) {
        value.report("environment", "'\(name)' cannot be the name of an environment variable.")
      }
    }
    let form = fields["output"]?.choice(of: OutputForm.self) ?? .json
    _ = fields["onFailure"]?.choice(of: FailureClass.self)
    let isPersistent = fields["persistent"]?.boolean() ?? false
    if let workers = fields["workers"] {
      _ = workers.integer(1...64)
      if !isPersistent { workers.report("persistent", "'workers' needs 'persistent: true'.") }
    }
    let outputs = fields["outputs"]?.fields(known: nil)?.values.compactMap { output($0.key, $0.value) } ?? []
    let texts = outputs.count { !$0.isFile }
    if form == .text, isPersistent || texts != 1 {
      fields["output"]?.report(
        "output", "'output: text' needs exactly one output that is no file, and no 'persistent: true'.")
    }
    return outputs.map(\.definition)
  }

  private static func checkRun(_ fields: YAMLFields) {
    guard let run = fields.required("run"), let words = run.list() else { return }
    guard let program = words.first?.json().string, !program.isEmpty else {
      run.report("run", "'\(run.name)' must name the program first.")
      return
    }
    if program.contains("{{") {
      run.report(
        "run", "'\(run.name)': the program itself cannot come from a row. Name it, and give values as arguments.")
    }
    for word in words where !word.isScalar { word.report("wrong-kind", "'\(word.name)' must be a text.") }
  }

  private static func output(
    _ name: String, _ yaml: YAMLValue
  ) -> (definition: StepOutputDefinition, isFile: Bool)? {
    guard Name.isValid(name) else {
      yaml.report("name", "The name '\(name)' cannot be used. A name is a letter, then letters, digits and '_'.")
      return nil
    }
    guard let fields = yaml.fields(known: ["file", "type", "optional"]) else { return nil }
    _ = fields["optional"]?.boolean()
    let type = fields["type"]?.choice(of: ColumnType.self)
    guard let file = fields["file"] else { return (StepOutputDefinition(name, type ?? .text), false) }
    if let pattern = file.text(), pattern.contains("/") || pattern.hasPrefix(".") || pattern.contains("{{") {
      file.report("file", "'\(file.name)' must be a plain file name or a pattern such as \"out.*\".")
    }
    return (StepOutputDefinition(name, type ?? .file), true)
  }
}
