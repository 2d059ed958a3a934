package import JobModel
package import SystemPackage

/// Does one step for one row.
package protocol StepExecutor: Sendable {
  /// Cancelling the calling task stops the work; it then throws, or returns what was finished already.
  ///
  /// - Throws: `Failure`, whose class decides what happens to the row.
  func run(_ step: FilledStep, _ context: StepContext) async throws(Failure) -> StepOutput
}

/// A step with the row's values in its settings.
package struct FilledStep: Hashable, Sendable {
  package var definition: StepDefinition
  /// Files in it are absolute paths.
  package var settings: JSONObject
}

/// What a step may use.
package struct StepContext: Sendable {
  package var record: TaskRecord
  /// The attempt's number, from 1.
  package var attempt = 1
  /// The row's values and, as `step.output`, what earlier steps gave. Files are absolute paths.
  package var values: JSONObject
  /// Private to this step, there already, and empty.
  package var folder: FilePath
  /// The workflow, with the row's preset merged in.
  package var workflow: WorkflowDefinition
  /// Where the workflow's own programs lie.
  package var workflowFolder: FilePath? { workflow.folder }
  /// The time that is left; the runner stops the step after it in any case.
  package var timeout: Duration
  /// The service's id for this step, where an earlier attempt got one.
  package var remoteID: String?
  /// An earlier attempt sent a request that must not be repeated.
  package var wasSent: Bool
  /// The attempt that sent it.
  package var sentAttempt: Int?
  /// A person wants the row run again although nobody knows what became of the request. Work that may still be going on
  /// is looked for once more; what cannot be found may be sent again.
  package var mayRepeat = false
  package var journal: any AttemptJournal
  /// The value of a column, or of an earlier step's output; files are absolute paths.
  package var value: @Sendable (Reference) -> JSONValue = { _ in .null }
  /// Once the calling task is cancelled: whether remote work is to be stopped too. `false` where only this process
  /// ends, and the next attempt goes on with the work.
  package var isGivenUp: @Sendable () -> Bool = { true }
}

/// What a step gave.
package struct StepOutput: Hashable, Sendable {
  /// By output name, without the files.
  package var values: JSONObject
  /// `column` is the output's name here.
  package var files: [StepFile]
  /// Something that should be looked at; the row is done all the same.
  package var warning: Failure?
  /// Money, in the workflow's currency.
  package var cost: Double?

  package init(values: JSONObject = [:], files: [StepFile] = [], warning: Failure? = nil, cost: Double? = nil) {
    self.values = values
    self.files = files
    self.warning = warning
    self.cost = cost
  }
}
