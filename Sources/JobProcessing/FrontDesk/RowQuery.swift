import JobModel
package import Results

/// Which rows of a job are wanted.
package struct RowQuery: Sendable {
  /// Empty: every state.
  package var states: Set<ResultState> = []
  /// Found in cells, values, results, names of files and sentences, in any case; empty: every row.
  package var search = ""
  package var mark: MarkFilter?
  /// Only rows that made pictures or videos.
  package var hasMedia = false
  /// Rows below this one.
  package var after = 0
  package var limit = 50

  package enum MarkFilter: String, Sendable, CaseIterable {
    case good
    case bad
    /// Without a mark.
    case none
  }

  package init() {}

  /// The folders in which such rows lie; a row that failed its validation lies in `pending` until it is moved.
  func folders(hasBadRows: Bool) -> Set<RowFolder> {
    guard !states.isEmpty else { return Set(RowFolder.allCases) }
    var folders: Set<RowFolder> = []
    for state in states {
      switch state {
      case .done, .warning: folders.insert(.done)
      case .failed, .unknown, .cancelled:
        folders.insert(.failed)
        if hasBadRows { folders.insert(.pending) }
      case .pending, .retrying: folders.insert(.pending)
      case .running: folders.insert(.running)
      }
    }
    return folders
  }

  /// Whether every row that lies in the folders is one of those that are wanted.
  var isAnyRow: Bool { states.isEmpty && search.isEmpty && mark == nil && !hasMedia }
}

/// Some of the rows that were wanted.
package struct RowPage: Sendable {
  /// Ascending.
  package var rows: [RowReport] = []
  /// All that are wanted, where that is known without reading them.
  package var total: Int?
  /// The row to go on after; `nil` where there are no more. With fewer rows than wanted, time was up.
  package var next: Int?
  /// Rows of the job before `next`, of all its rows: how far a search has come.
  package var lookedAt = 0
}
