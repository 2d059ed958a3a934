/// Where a job stands. Derived from what is on disk and never stored; `Sources/Spool/STATES.md` says what a crash leaves of each.
package enum JobState: String, Codable, Sendable, CaseIterable {
  /// In `incoming/`, not whole yet, or held open. The scan moves it on.
  case waiting
  /// The drop is being moved to `jobs/<job>/source/`.
  case claiming
  /// The drop is being read and validated.
  case checking
  /// Committed, and its start time has not come. The clock or `resume` moves it on.
  case scheduled
  /// Committed, and no row has run yet.
  case pending
  case running
  /// A person paused it; `resume` moves it on.
  case paused
  /// Its trial rows are done, or it was committed to wait; `resume` moves it on.
  case onHold
  /// Rows are being ended after a `cancel`.
  case cancelling
  /// All rows have ended; results are being written.
  case delivering
  case completed
  case completedWithFailures
  case cancelled
  /// A person cleared it; its files are being removed.
  case clearing
  /// The drop could not be taken.
  case rejected

  /// Whether all its rows have ended and its results are written.
  package var isFinished: Bool {
    switch self {
    case .completed, .completedWithFailures, .cancelled: true
    default: false
    }
  }
}

extension JobState {
  /// As people are shown it.
  package var title: Message {
    switch self {
    case .waiting: "Waiting"
    case .claiming: "Claiming"
    case .checking: "Checking"
    case .scheduled: "Scheduled"
    case .pending: "Pending"
    case .running: "Running"
    case .paused: "Paused"
    case .onHold: "On hold"
    case .cancelling: "Cancelling"
    case .delivering: "Writing results"
    case .completed: "Completed"
    case .completedWithFailures: "Completed with failures"
    case .cancelled: "Cancelled"
    case .clearing: "Clearing"
    case .rejected: "Rejected"
    }
  }
}
