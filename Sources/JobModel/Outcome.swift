/// How an attempt at a row ended.
package enum Outcome: String, Codable, Sendable, CaseIterable {
  case done
  /// Done, and something about the result should be looked at.
  case warning
  /// Not final: the row waits in `pending` for its next attempt.
  case retry
  case failed
  /// It cannot be known whether the work was done; a person decides.
  case unknown
  case cancelled

  package var isFinal: Bool { self != .retry }

  /// A result that is kept and never run again unless its row's values change.
  package var isGood: Bool { self == .done || self == .warning }

  /// The folder in which a row with this outcome lies.
  package var folder: RowFolder {
    switch self {
    case .done, .warning: .done
    case .retry: .pending
    case .failed, .unknown, .cancelled: .failed
    }
  }
}

/// The four state folders of a spool. A row's folder is an index of its file's last complete line.
package enum RowFolder: String, Codable, Sendable, CaseIterable {
  /// Waits for the scheduler, which moves it on by a claim. After a crash nothing is to be done.
  case pending
  /// Has a worker, which moves it on. After a crash its last line decides: forward if final, else back to `pending`.
  case running
  /// Final. Only a retry order with changed values moves it on.
  case done
  /// Final. Only a retry order moves it on.
  case failed
}
