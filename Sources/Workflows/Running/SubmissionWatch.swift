import JobModel
import Synchronization

/// Passes on what a step writes down, and knows whether a submission is open: a request that must not be repeated went
/// out, and neither its id is on disk nor that it is over.
///
/// While it is open, no failure may lead to another attempt by itself: that would send the request again.
final class SubmissionWatch: AttemptJournal {
  private let journal: any AttemptJournal
  private let state: Mutex<Bool>

  /// - Parameter isOpen: from earlier attempts.
  init(_ journal: any AttemptJournal, isOpen: Bool) {
    self.journal = journal
    state = Mutex(isOpen)
  }

  var isOpen: Bool { state.withLock { $0 } }

  func sent(step: Int) async throws {
    try await journal.sent(step: step)
    state.withLock { $0 = true }
  }

  func remote(step: Int, id: String?) async throws {
    try await journal.remote(step: step, id: id)
    state.withLock { $0 = false }
  }

  func step(_ result: StepResult, files: [StepFile]) async throws -> StepResult {
    try await journal.step(result, files: files)
  }

  /// What a failure of the step means while its submission is open.
  func judged(_ failure: Failure) -> Failure {
    guard isOpen else { return failure }
    switch failure.class {
    case .invalid, .blocked, .unknown: return failure
    case .transient, .throttled, .quota, .auth: break
    }
    var failure = failure
    failure.class = .unknown
    failure.retryAfter = nil
    failure.message = .sentences([
      failure.message,
      """
      The row was sent to the service before, so it is not known whether the work was done. \
      Look there if you can, then retry the row or leave it.
      """,
    ])
    return failure
  }
}
