package import JobModel
package import Results

/// Sums over all jobs.
package struct BoardStatistics: Hashable, Sendable {
  package var jobsByState: [JobState: Int] = [:]
  /// Rows of unfinished jobs.
  package var openRows = RowCounts()
  /// Rows that came to an end since midnight, and pictures they made; `nil` for those who do not see all jobs.
  package var today: Today?
  /// Rows that came to an end in each of the last 60 minutes, the present one last.
  package var lastHour: [EndedRows.Count] = []
  /// Why rows failed, of jobs that are unfinished or finished within a day; the most frequent first.
  package var causes: [FailureCauses.Cause] = []
  package var isPausedAltogether = false

  package struct Today: Hashable, Sendable {
    package var rows: EndedRows.Count
    package var pictures: Int
  }

  static let mostCauses = 10

  package init(_ jobs: some Sequence<JobView> = []) {
    for job in jobs {
      jobsByState[job.summary.state, default: 0] += 1
      if !job.summary.state.isFinished { openRows = openRows + job.summary.rows }
    }
  }

  package func json(in language: Language) -> JSONObject {
    let states = jobsByState.sorted { $0.key.rawValue < $1.key.rawValue }
    let unfinished = states.reduce(0) { $0 + ($1.key.isFinished ? 0 : $1.value) }
    let all = states.reduce(0) { $0 + $1.value }
    var object: JSONObject = [
      "jobs": number(all), "unfinished": number(unfinished), "finished": number(all - unfinished),
      "running": number(jobsByState[.running] ?? 0),
      "states": .object(JSONObject(states.map { ($0.key.rawValue, number($0.value)) })),
      "rows": .object(openRows.json),
      "paused": .boolean(isPausedAltogether),
    ]
    if let today {
      object["today"] = [
        "done": number(today.rows.good), "failed": number(today.rows.bad), "pictures": number(today.pictures),
      ]
      object["lastHour"] = [
        "done": .array(lastHour.map { number($0.good) }), "failed": .array(lastHour.map { number($0.bad) }),
      ]
    }
    object["causes"] = .array(
      causes.map { ["message": .string($0.message.text(in: language)), "rows": number($0.count)] })
    return object
  }

  private func number(_ value: Int) -> JSONValue { .integer(Int64(value)) }
}
