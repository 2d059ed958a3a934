package import JobModel
package import SystemPackage

/// One attempt at a row: all that whoever runs it is told.
package struct RowAttempt: Sendable {
  package var record: TaskRecord
  package var history: RowHistory
  /// Files in the row's values are relative to it; `files/` below it holds what earlier steps made.
  package var jobFolder: FilePath
  /// Private to this attempt, and there already.
  package var workingFolder: FilePath
  /// Why the task that runs the attempt was cancelled: `true` because a person cancelled the row, so that remote work
  /// is to be stopped too; `false` because this process ends, and the next attempt goes on with it.
  package var isGivenUp: @Sendable () -> Bool = { true }

  package init(record: TaskRecord, history: RowHistory, jobFolder: FilePath, workingFolder: FilePath) {
    self.record = record
    self.history = history
    self.jobFolder = jobFolder
    self.workingFolder = workingFolder
  }
}

/// What is known of a row from earlier attempts.
package struct RowHistory: Hashable, Sendable {
  /// Counted from 1, over the row's whole life.
  package var attempt: Int
  /// Earlier attempts since the row was last queued by a person that count against its retries
  /// (`RetryPolicy.spendsAttempt`).
  package var attemptsSpent: Int
  /// Steps that need not run again. None where the row's values were changed since.
  package var steps: [StepResult]
  /// Steps whose request went out and may not be repeated, without a `step` line yet.
  package var sent: Set<Int>
  /// The attempt that sent it.
  package var sentAttempt: Int?
  /// A person wants the row run again although nobody knows what became of its last attempt's request.
  package var mayRepeat = false
  /// The id that the service gave, by step.
  package var remoteIDs: [Int: String]
  /// The row's values, with the changes of its `requeue` lines.
  package var values: JSONObject

  package init(
    attempt: Int = 1, attemptsSpent: Int = 0, steps: [StepResult] = [], sent: Set<Int> = [],
    remoteIDs: [Int: String] = [:], values: JSONObject
  ) {
    self.attempt = attempt
    self.attemptsSpent = attemptsSpent
    self.steps = steps
    self.sent = sent
    self.remoteIDs = remoteIDs
    self.values = values
  }
}

/// Where a running attempt writes down what must not be forgotten. Each call returns when it is safe on disk.
package protocol AttemptJournal: Sendable {
  /// Called before the first byte of a request that must not be repeated.
  func sent(step: Int) async throws
  /// Called before the first poll. `nil`: the work is known to be over with nothing to fetch, and the next attempt may
  /// send the request again.
  func remote(step: Int, id: String?) async throws
  /// Takes a step's files over and names them.
  ///
  /// - Returns: the result with its stored files: those it has already, then one for each of `files`, in that order.
  func step(_ result: StepResult, files: [StepFile]) async throws -> StepResult
}

/// Whoever runs a row: this machine, or another one.
package protocol RowRunner: Sendable {
  /// Never throws: every failure is an ending.
  ///
  /// Cancelling the calling task gives `cancelled`, unless the row was finished by then.
  func run(_ attempt: RowAttempt, journal: any AttemptJournal) async -> Ending
}

/// A file that a step made, still in its working folder: a regular file with something in it.
package struct StepFile: Hashable, Sendable {
  /// The result column, or `<step>-<output>` where no result shows it.
  package var column: String
  package var path: FilePath
  /// Without a dot; `nil` where the step does not know.
  package var fileExtension: String?
  package var mediaType: String?
  package var width: Int?
  package var height: Int?
  package var seconds: Double?

  package init(column: String, path: FilePath) {
    self.column = column
    self.path = path
  }
}
