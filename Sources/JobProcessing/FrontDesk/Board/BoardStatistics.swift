package import JobModel

/// Sums over all jobs.
package struct BoardStatistics: Hashable, Sendable {
  package var jobsByState: [JobState: Int] = [:]
  /// Rows of unfinished jobs.
  package var openRows = RowCounts()

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
    return [
      "jobs": .integer(Int64(all)), "unfinished": .integer(Int64(unfinished)),
      "finished": .integer(Int64(all - unfinished)), "running": .integer(Int64(jobsByState[.running] ?? 0)),
      "states": .object(JSONObject(states.map { ($0.key.rawValue, .integer(Int64($0.value))) })),
      "rows": .object(openRows.json),
    ]
  }
}
