/// A kind of step: the key below which a workflow says what to do. Each kind is one file.
protocol StepKind: StepExecutor {
  /// The key in `steps:`.
  static var key: String { get }

  /// Keys whose lists may have a `when:` in each element.
  static var conditionalLists: Set<String> { get }

  /// Checks the settings, reporting what is wrong, and tells what the step gives.
  static func outputs(checking settings: YAMLSettings) -> [StepOutputDefinition]

  /// Of the `http` kind: the settings in the form that the step works with; other kinds have none.
  static func recipe(_ settings: YAMLSettings) -> HTTPRecipe?

  /// Checks what can only be checked beside the rest of the workflow: types of columns, files that lie beside it.
  static func check(_ step: StepDefinition, of workflow: WorkflowDefinition, _ settings: YAMLValue)

  init(resources: StepResources)
}

extension StepKind {
  static var conditionalLists: Set<String> { [] }

  static func recipe(_ settings: YAMLSettings) -> HTTPRecipe? { nil }

  static func check(_ step: StepDefinition, of workflow: WorkflowDefinition, _ settings: YAMLValue) {}
}

/// A step's settings while its workflow is loaded: the tree with its lines, and the tree with its names found.
struct YAMLSettings {
  let value: YAMLValue
  let template: Template
}

/// The kinds there are.
enum StepKinds {
  static let all: [any StepKind.Type] = [ImageStep.self, CommandStep.self, HTTPStep.self, DifyStep.self]
}
