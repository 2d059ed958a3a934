import JobModel

/// A journal that never gets to see a key.
struct RedactingJournal: AttemptJournal {
  let journal: any AttemptJournal
  let redactor: @Sendable () -> Redactor

  func sent(step: Int) async throws {
    try await journal.sent(step: step)
  }

  func remote(step: Int, id: String?) async throws {
    try await journal.remote(step: step, id: id.map { redactor()($0) })
  }

  func step(_ result: StepResult, files: [StepFile]) async throws -> StepResult {
    var result = result
    result.outputs = redactor()(result.outputs)
    return try await journal.step(result, files: files)
  }
}
