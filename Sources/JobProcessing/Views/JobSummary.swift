package import JobModel

/// A job as `status` shows it, read from the disk.
package struct JobSummary: Sendable, Hashable {
  package var id: JobID
  package var state: JobState
  /// The drop's name as people know it.
  package var name: String
  package var workflow: String?
  package var preset: String?
  package var submitter: String
  /// 1 (first) to 9.
  package var priority: Int
  package var concurrency: Int?
  /// When it was committed, or claimed where it is not committed yet.
  package var since: Timestamp
  package var startAt: Timestamp?
  package var rows: RowCounts
  /// Rows by outcome; of finished jobs only.
  package var outcomes: [String: Int] = [:]
  package var progress: Progress?
  /// When the next of its rows that wait for another attempt is due.
  package var nextRetry: Timestamp?
  /// Rows that wait for another attempt; not counted in jobs with many waiting rows.
  package var retrying = 0
  /// Why none of its rows starts, where that is neither an order nor its start time.
  package var wait: JobWait?
  /// What its rows have cost so far, in `currency`; `nil` where they cost nothing or no server tells.
  package var cost: Double?
  package var maxCost: Double?
  package var currency: String?
  package var finishedAt: Timestamp?
  /// Names below `outgoing/<job>/` that were delivered.
  package var delivered: [String] = []
  /// Sentences for the receipt.
  package var notes: [Message] = []
  /// The result of another job that it was begun with.
  package var begunWith: PictureOrigin?

  /// How fast rows end.
  package struct Progress: Sendable, Hashable {
    /// Rows a second, from the job's first start to now, pauses included.
    package var rate: Double
    /// At that rate.
    package var left: Duration?

    package init(rate: Double, left: Duration?) {
      self.rate = rate
      self.left = left
    }
  }
}

/// A job's rows by the folders they lie in.
package struct RowCounts: Sendable, Hashable {
  package var total = 0
  package var pending = 0
  package var running = 0
  package var done = 0
  package var failed = 0
  /// Of those that have ended, how many were not begun: bad ones, and those with an earlier job's outcome. Known only
  /// of jobs with a trial.
  var unbegun = 0

  package init(total: Int = 0, pending: Int = 0, running: Int = 0, done: Int = 0, failed: Int = 0) {
    self.total = total
    self.pending = pending
    self.running = running
    self.done = done
    self.failed = failed
  }

  package var ended: Int { done + failed }
  var begun: Int { ended - unbegun }

  package static func + (left: RowCounts, right: RowCounts) -> RowCounts {
    RowCounts(
      total: left.total + right.total, pending: left.pending + right.pending, running: left.running + right.running,
      done: left.done + right.done, failed: left.failed + right.failed)
  }
}

extension JobSummary {
  /// The documented form of `status --json`. Members without a value are left out; times are RFC 3339 in UTC.
  package var json: JSONObject {
    var object: JSONObject = [
      "job": .string(id.text), "state": .string(state.rawValue), "name": .string(name),
      "submitter": .string(submitter), "priority": .integer(Int64(priority)), "since": .string(since.description),
    ]
    object["workflow"] = workflow.map(JSONValue.string)
    object["preset"] = preset.map(JSONValue.string)
    object["concurrency"] = concurrency.map { .integer(Int64($0)) }
    object["startAt"] = startAt.map { .string($0.description) }
    object["rows"] = .object(rows.json)
    if !outcomes.isEmpty {
      object["outcomes"] = .object(
        JSONObject(outcomes.sorted { $0.key < $1.key }.map { ($0.key, .integer(Int64($0.value))) }))
    }
    object["rowsPerSecond"] = (progress?.rate).map { .number(($0 * 1000).rounded() / 1000) }
    object["secondsLeft"] = progress?.left.map { .integer(Int64($0.inSeconds.rounded())) }
    object["retrying"] = retrying > 0 ? .integer(Int64(retrying)) : nil
    object["nextRetry"] = nextRetry.map { .string($0.description) }
    object["waitsFor"] = wait.map { .object($0.json) }
    object["cost"] = cost.map(JSONValue.number)
    object["maxCost"] = maxCost.map(JSONValue.number)
    object["currency"] = currency.map(JSONValue.string)
    object["finishedAt"] = finishedAt.map { .string($0.description) }
    if state.isFinished { object["delivered"] = .array(delivered.map(JSONValue.string)) }
    object["begunWith"] = begunWith.map { .object($0.json) }
    if !notes.isEmpty { object["notes"] = .array(notes.map { .string($0.english) }) }
    return object
  }
}

extension RowCounts {
  package var json: JSONObject {
    [
      "total": .integer(Int64(total)), "pending": .integer(Int64(pending)), "running": .integer(Int64(running)),
      "done": .integer(Int64(done)), "failed": .integer(Int64(failed)),
    ]
  }
}
