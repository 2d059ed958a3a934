/// What a person or a program wants done with a job, or with all of them.
package struct Order: Codable, Hashable, Sendable {
  package enum Verb: String, Codable, Sendable, CaseIterable {
    /// No further row starts; running ones go on to their end.
    case pause
    /// Goes on; also starts a scheduled, held or trial job.
    case resume
    /// No further row starts, running ones are told to stop.
    case cancel
    /// Failed and cancelled rows run again; unknown ones when named.
    case retry
    /// A finished job and all its files go away.
    case clear
    /// The results so far are written.
    case results
    /// Concurrency, priority or the cost ceiling is changed.
    case set
  }

  /// Unique; an order whose id is in the log is not done again.
  package var id: String
  package var verb: Verb
  /// `nil`: all jobs.
  package var job: JobID?
  /// The rows meant; `nil`: all that the verb is for.
  package var rows: RowRanges?
  /// For `retry`: input values that replace the rows' own.
  package var values: JSONObject?
  /// For `retry`: rows with the outcome `unknown` too, though no rows are named.
  package var unknownToo: Bool?
  /// For `retry`: good results are given up too, and rows begin with their first step.
  package var again: Bool?
  /// For `set`. For all jobs, 0 stands for what is configured.
  package var concurrency: Int?
  /// For `set` of all jobs: the concurrency is that of this workflow's rows.
  package var workflow: String?
  /// For `pause` and `resume` of all jobs: what jobs were told one by one stays as it is.
  package var leavesJobs: Bool?
  package var priority: Int?
  /// The most the job may cost from now on, in the workflow's currency. For `set`; and for a `resume` of a job that had
  /// reached its ceiling, where the server fills it in.
  package var maxCost: Double?
  /// For `resume`, filled in by the server: the job waited for a back end or at its ceiling, so its start time and its
  /// trial go on to hold it.
  package var isOnlyTry: Bool?
  package var by: String
  package var at: Timestamp

  package init(
    id: String = Order.makeID(), _ verb: Verb, job: JobID?, rows: RowRanges? = nil, by: String, at: Timestamp = .now
  ) {
    self.id = id
    self.verb = verb
    self.job = job
    self.rows = rows
    self.by = by
    self.at = at
  }

  /// 26 random letters and digits.
  package static func makeID() -> String {
    let letters = Array("abcdefghijklmnopqrstuvwxyz234567")
    return String((0..<26).map { _ in letters.randomElement() ?? "a" })
  }
}
