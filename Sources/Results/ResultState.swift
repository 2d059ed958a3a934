package import JobModel

/// A row's state as the results show it.
package enum ResultState: String, Sendable, CaseIterable {
  case done
  case warning
  case failed
  case unknown
  case cancelled
  case pending
  case retrying
  case running

  /// - Parameters:
  ///   - folder: where the row's file lies.
  ///   - outcome: of its last attempt; `nil` if none has ended.
  package init(folder: RowFolder, outcome: Outcome?) {
    self =
      switch (folder, outcome) {
      case (.running, _): .running
      case (_, .done): .done
      case (_, .warning): .warning
      case (_, .failed): .failed
      case (_, .unknown): .unknown
      case (_, .cancelled): .cancelled
      case (_, .retry): .retrying
      case (.pending, nil): .pending
      // A final folder without an outcome: the task file is damaged or gone.
      case (.done, nil), (.failed, nil): .unknown
      }
  }
}

extension ResultState {
  /// Whether the row can run again.
  package var hasEnded: Bool {
    switch self {
    case .done, .warning, .failed, .unknown, .cancelled: true
    case .pending, .retrying, .running: false
    }
  }

  /// As people are shown it.
  package var title: Message {
    switch self {
    case .done: "Done"
    case .warning: "Done, with a warning"
    case .failed: "Failed"
    case .unknown: "Unknown"
    case .cancelled: "Cancelled"
    case .pending: "Pending"
    case .retrying: "Retrying"
    case .running: "Running"
    }
  }
}
