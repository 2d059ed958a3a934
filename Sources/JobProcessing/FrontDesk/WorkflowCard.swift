package import JobModel
package import Workflows

/// A workflow as people choose it.
package struct WorkflowCard: Sendable {
  /// Without a preset.
  package var definition: WorkflowDefinition
  package var presets: [Preset] = []

  package var id: String { definition.id }
  package var title: Message { definition.titles.message(or: definition.id) }
  package var description: Message? { definition.description.message }
  package var takesPicture: Bool { definition.columns.contains { $0.type == .image } }

  init(_ definition: WorkflowDefinition) {
    self.definition = definition
  }
}
