import JobModel
import Spool
import Workflows

extension JobFolder {
  /// The definition that the job keeps for itself and runs by to its end.
  ///
  /// - Returns: `nil` where the job has lost it.
  /// - Throws: `SpoolError`, or `WorkflowError` where it cannot be understood.
  func pinnedWorkflow(of manifest: JobManifest) throws -> WorkflowDefinition? {
    guard let yaml = try folder.contents(of: JobFile.workflow) else { return nil }
    return try WorkflowDefinition(yaml: String(decoding: yaml, as: UTF8.self), id: manifest.workflow)
  }

  /// The same for a job that is to run: it cannot without.
  func requiredWorkflow(of manifest: JobManifest) throws -> WorkflowDefinition {
    if let workflow = try pinnedWorkflow(of: manifest) { return workflow }
    throw SpoolError(
      .damaged, "read", "jobs/\(manifest.id)/\(JobFile.workflow)",
      reason: "Job \(manifest.id) has lost its workflow.yaml and cannot run.")
  }
}
