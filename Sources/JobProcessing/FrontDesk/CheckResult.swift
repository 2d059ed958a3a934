package import JobModel

/// What came of the reading of a drop: what was found in it, or why it is not taken.
package struct CheckResult: Sendable {
  package enum State: String, Sendable {
    /// It waits to be read, or is being read.
    case checking
    /// Its rows are queued, or wait to be started.
    case accepted
    /// It was given back.
    case rejected
  }

  package var job: JobID
  package var state: State
  package var name = ""
  /// Who handed it in; `nil` where that is not known any more.
  package var submitter: String?
  package var workflow: String?
  package var rows = 0
  package var badRows = 0
  package var sheet: String?
  package var headerRow: Int?
  package var encoding: String?
  package var columns: [String] = []
  /// Whether nothing starts before somebody says so.
  package var startsPaused = false
  /// Why it was given back.
  package var reasons: [Message] = []
  /// Cells that cannot be used: the first ones, and how many there are.
  package var problems = DropProblems()
  package var notes: [Message] = []
  package var estimate: JobEstimate?

  init(_ job: JobID, _ state: State) {
    self.job = job
    self.state = state
  }
}

/// What a job will take, as its workflow's own figures say.
package struct JobEstimate: Hashable, Sendable {
  package var time: Duration?
  package var cost: Double?
  package var currency: String?
}

extension CheckResult {
  /// Members without a value are left out.
  package func json(in language: Language) -> JSONObject {
    var object: JSONObject = ["state": .string(state.rawValue), "name": .string(name)]
    object["workflow"] = workflow.map(JSONValue.string)
    if state == .accepted {
      object["rows"] = .integer(Int64(rows))
      object["badRows"] = .integer(Int64(badRows))
      object["startsPaused"] = .boolean(startsPaused)
      object["columns"] = .array(columns.map(JSONValue.string))
    }
    object["sheet"] = sheet.map(JSONValue.string)
    object["headerRow"] = headerRow.map { .integer(Int64($0)) }
    object["encoding"] = encoding.map(JSONValue.string)
    if !reasons.isEmpty { object["reasons"] = .array(reasons.map { .string($0.text(in: language)) }) }
    if !problems.isEmpty {
      object["problemCount"] = .integer(Int64(problems.count))
      object["problems"] = .array(problems.problems.map { .object($0.json(in: language)) })
    }
    if !notes.isEmpty { object["notes"] = .array(notes.map { .string($0.text(in: language)) }) }
    object["estimate"] = estimate.map { .object($0.json) }
    return object
  }
}

extension JobEstimate {
  package var json: JSONObject {
    var object = JSONObject()
    object["seconds"] = time.map { .integer(Int64($0.inSeconds.rounded(.up))) }
    object["cost"] = cost.map(JSONValue.number)
    object["currency"] = currency.map(JSONValue.string)
    return object
  }
}

extension DropProblem {
  package func json(in language: Language) -> JSONObject {
    var object: JSONObject = ["code": .string(code)]
    object["sheet"] = sheet.map(JSONValue.string)
    object["row"] = row.map { .integer(Int64($0)) }
    object["column"] = column.map(JSONValue.string)
    object["cell"] = cell.map(JSONValue.string)
    object["message"] = .string(message.text(in: language))
    object["fault"] = .string(fault.text(in: language))
    object["suggestion"] = suggestion.map { .string($0.text(in: language)) }
    return object
  }
}
