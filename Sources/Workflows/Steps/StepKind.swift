/// A kind of step: the key below which a workflow says what to do. Each kind is one file.
package protocol StepKind: StepExecutor {
  /// The key in `steps:`.
  static var key: String { get }

  /// Checks the settings, reporting what is wrong, and tells what the step gives.
  static func outputs(checking settings: YAMLSettings) -> [StepOutputDefinition]

  init(resources: StepResources)
}

/// The kinds there are.
enum StepKinds {
  static let all: [any StepKind.Type] = [ImageStep.self, CommandStep.self]
}
