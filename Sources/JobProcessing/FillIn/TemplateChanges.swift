import JobModel
import Workflows

/// What became of a workflow's columns since a workbook to fill in was made.
struct TemplateChanges: Hashable {
  /// Titles of columns that the workbook does not have.
  var added: [Message]
  var required: [Message]
  /// Names of columns that the workflow does not have any more.
  var removed: [String]

  /// - Parameter columns: the names that the workbook was made for.
  /// - Returns: `nil` where they are those of the workflow.
  init?(since columns: [String], _ workflow: WorkflowDefinition) {
    let known = Set(columns)
    let added = workflow.columns.filter { !known.contains($0.name) }
    let names = Set(workflow.columns.map(\.name))
    removed = columns.filter { !names.contains($0) }
    guard !added.isEmpty || !removed.isEmpty else { return nil }
    self.added = added.map { $0.titles.message(or: $0.name) }
    required = added.filter(\.required).map { $0.titles.message(or: $0.name) }
  }

  /// For the receipt of a workbook that works all the same, and for the rejection of one that does not.
  var sentence: Message {
    var sentences: [Message] = ["This workbook was made from an older template."]
    if !added.isEmpty { sentences.append("Columns that are new since then: \(Message.list(added)).") }
    if !required.isEmpty { sentences.append("Of these must be filled in: \(Message.list(required)).") }
    if !removed.isEmpty {
      sentences.append("Columns that are not used any more: \(Message.list(removed)). What they hold is kept.")
    }
    return .sentences(sentences)
  }
}
