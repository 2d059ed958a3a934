package import JobModel
package import Workflows

extension Configuration {
  /// In which language people are told about a workflow's drops and jobs: the workflow's own, else the configured one.
  package func language(of workflow: WorkflowDefinition?) -> Language { workflow?.language ?? language }
}
