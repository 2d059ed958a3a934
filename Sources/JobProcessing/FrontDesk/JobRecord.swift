package import JobModel
import Spool
package import Workflows

/// A committed job as it lies on disk: what never changes of it.
package struct JobRecord: Sendable {
  package let manifest: JobManifest
  /// The job's own copy of its workflow, with its preset.
  package let definition: WorkflowDefinition
  let folder: JobFolder

  /// The input column that holds the picture a row works on.
  package var pictureColumn: String? { definition.columns.first { $0.type == .image }?.name }
}
