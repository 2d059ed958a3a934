/// One step of a workflow, as it was loaded.
package struct StepDefinition: Hashable, Sendable {
  /// The step's position, from 1.
  package var number: Int
  package var name: String
  /// The key of its kind: `image`, `command`.
  package var kind: String
  package var settings: Template
  package var when: Condition?
  /// The element of the workflow's list of operations that it stands for.
  package var operation: String?
  /// The most time one attempt at the step may take.
  package var timeout: Duration?
  /// What it gives, in order.
  package var outputs: [StepOutputDefinition]
  /// Of `http` steps: the settings as the step works with them. It is filled while the step runs.
  var recipe: HTTPRecipe?
}

/// One thing that a step gives.
package struct StepOutputDefinition: Hashable, Sendable {
  package var name: String
  package var type: ColumnType

  package init(_ name: String, _ type: ColumnType) {
    self.name = name
    self.type = type
  }
}

// MARK: - Reading

extension StepDefinition {
  static let ownKeys = ["name", "when", "timeout", "operation"]

  /// - Returns: `nil` where it has no usable name or kind; everything else that is wrong is only reported.
  init?(_ yaml: YAMLValue, number: Int) {
    guard let fields = yaml.fields(known: Self.ownKeys + StepKinds.all.map { $0.key }) else { return nil }
    let kinds = StepKinds.all.filter { kind in fields.values.contains { $0.key == kind.key } }
    let name = fields["name"].map { $0.validName() } ?? "step\(number)"
    let when = fields["when"].flatMap(Condition.init)
    let timeout = fields["timeout"]?.duration()
    let operation = fields["operation"]?.text()
    guard let kind = kinds.first, kinds.count == 1, let settings = fields[kind.key] else {
      let names = StepKinds.all.map { "'\($0.key)'" }.joined(separator: ", ")
      yaml.report("step-kind", "'\(yaml.name)' must have exactly one of the keys \(names), with what to do below it.")
      return nil
    }
    let template = settings.template(conditionalLists: kind.conditionalLists)
    let reading = YAMLSettings(value: settings, template: template)
    let outputs = kind.outputs(checking: reading)
    guard let name else { return nil }
    self.init(
      number: number, name: name, kind: kind.key, settings: template, when: when, operation: operation,
      timeout: timeout, outputs: outputs, recipe: kind.recipe(reading))
  }
}
