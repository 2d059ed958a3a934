package import JobModel
package import Results

/// What became of a row just now, for those who watch its job.
package struct RowChange: Hashable, Sendable {
  package var row: Int
  package var state: ResultState
  package var label: String
  package var attempts: Int
  package var nextAttempt: Timestamp?
  package var failure: Failure?
  package var files: [ProducedFile] = []

  /// A row that was just claimed.
  init(started history: TaskHistory) {
    row = history.record.row
    state = .running
    label = PageRow.label(of: history.record.cells)
    attempts = history.attempt
  }

  /// A row whose attempt ended; `history` has its ending.
  init(ended history: TaskHistory, _ ending: Ending) {
    self.init(started: history)
    state = ResultState(folder: history.folder, outcome: ending.outcome)
    failure = ending.failure
    nextAttempt = ending.outcome == .retry ? ending.notBefore : nil
    files = ending.files
  }

  /// Members are named as those of a row of `GET …/rows`.
  package func json(in language: Language) -> JSONObject {
    var object: JSONObject = [
      "row": .integer(Int64(row)), "state": .string(state.rawValue), "label": .string(label),
      "attempts": .integer(Int64(attempts)),
    ]
    object["nextAttempt"] = nextAttempt.map { .string($0.description) }
    object["error"] = failure.map {
      ["code": .string($0.code), "message": .string($0.message.text(in: language))]
    }
    if !files.isEmpty {
      object["files"] = .array(files.map { ["name": .string($0.name), "type": .string($0.mediaType)] })
    }
    return object
  }
}

/// Rows of one job that changed between two looks. Bounded: beyond `most` rows it only says that there are many.
package struct RowChanges: Hashable, Sendable {
  package static let most = 200

  package private(set) var rows: [Int: RowChange] = [:]
  /// More changed than are named: who wants to know fetches the rows again.
  package private(set) var areMany = false

  package init() {}

  package var isEmpty: Bool { rows.isEmpty && !areMany }

  package mutating func note(_ change: @autoclosure () -> RowChange, of row: Int) {
    guard !areMany else { return }
    guard rows[row] != nil || rows.count < Self.most else { return noteMany() }
    rows[row] = change()
  }

  package mutating func noteMany() {
    rows = [:]
    areMany = true
  }

  package mutating func merge(_ later: RowChanges) {
    if later.areMany { noteMany() }
    for (row, change) in later.rows { note(change, of: row) }
  }

  package func json(of job: JobID, in language: Language) -> JSONObject {
    var object: JSONObject = ["job": .string(job.text)]
    object["rows"] = .array(rows.values.sorted { $0.row < $1.row }.map { .object($0.json(in: language)) })
    if areMany { object["many"] = true }
    return object
  }
}
