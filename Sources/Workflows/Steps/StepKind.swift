/// A kind of step: the key below which a workflow says what to do. Each kind is one file.
protocol StepKind: StepExecutor {
  /// The key in `steps:`.
  static var key: String { get }

  /// Keys whose lists may have a `when:` in each element.
  static var conditionalLists: Set<String> { get }

  /// Checks the settings, reporting what is wrong, and tells what the step gives.
  static func outputs(checking settings: YAMLSettings) -> [StepOutputDefinition]

  init(resources: StepResources)
}

extension StepKind {
  static var conditionalLists: Set<String> { [] }
}

/// A step's settings while its workflow is loaded: the tree with its lines, and the tree with its names found.
struct YAMLSettings {
  let value: YAMLValue
  let template: Template
}

/// The kinds there are.
enum StepKinds {
  static let all: [any StepKind.Type] = [ImageStep.self, CommandStep.self, DifyStep.self]
}
