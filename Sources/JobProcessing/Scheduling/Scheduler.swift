package import JobModel

/// Decides which row starts next. A pure value: it keeps no clock and touches no disk.
///
/// Lower priority numbers first. Of equal priority, submitters take turns, and so do the jobs of each, the oldest
/// first in each round; within a job rows start in sheet order. A row that waits for its next attempt holds no slot.
package struct Scheduler: Sendable {
  package enum Order: String, Sendable, CaseIterable {
    /// Submitters and jobs take turns.
    case fair
    /// The oldest job first, until none of its rows can start.
    case fifo
  }

  package struct Limits: Sendable, Hashable {
    /// Rows of all jobs at once.
    package var rows: Int
    /// Rows at once, by workflow; a workflow that is not named has no limit of its own.
    package var workflows: [String: Int]
    package var order: Order

    package init(rows: Int, workflows: [String: Int] = [:], order: Order = .fair) {
      self.rows = rows
      self.workflows = workflows
      self.order = order
    }
  }

  /// A job as the scheduler sees it.
  package struct Entry: Sendable {
    package var submitter: String
    package var workflow: String
    /// 1 (first) to 9.
    package var priority: Int
    /// Rows of the job at once; `nil`: no limit of its own.
    package var concurrency: Int?
    package var queue: RowQueue
    /// Nothing starts while it is held.
    package var isHeld = false
    /// Nothing starts before this.
    package var startAt: Timestamp?
    /// Rows that may still start before the job waits for `resume`; `nil`: all.
    package var trialLeft: Int?
    package fileprivate(set) var running = 0
    /// The number of the turn it was last served in.
    fileprivate var turn = 0

    package init(
      submitter: String, workflow: String, priority: Int, concurrency: Int? = nil, queue: RowQueue
    ) {
      self.submitter = submitter
      self.workflow = workflow
      self.priority = priority
      self.concurrency = concurrency
      self.queue = queue
    }
  }

  package var limits: Limits
  private var entries: [JobID: Entry] = [:]
  private var submitterTurns: [String: Int] = [:]
  private var turn = 0
  private var running = 0
  private var runningByWorkflow: [String: Int] = [:]
  private var workflows: [String: WorkflowRules] = [:]

  /// What a workflow itself allows, for all its jobs together.
  private struct WorkflowRules {
    var rows: Int?
    var pace: Pace?
  }

  /// Starts spread evenly over the minute.
  private struct Pace {
    /// Milliseconds from one start to the next.
    var interval: Int64
    var next = Timestamp(milliseconds: 0)
  }

  package init(_ limits: Limits) {
    self.limits = limits
  }

  /// A job's entry; setting `nil` removes it. Changed in place: a queue may hold a million rows.
  package subscript(job: JobID) -> Entry? {
    get { entries[job] }
    _modify { yield &entries[job] }
  }

  /// Takes a workflow's own limits into account; a configured number of rows stands above its own.
  ///
  /// - Parameters:
  ///   - rows: of all its jobs at once.
  ///   - perMinute: rows started in a minute.
  package mutating func limit(_ workflow: String, rows: Int?, perMinute: Int?) {
    let pace = perMinute.map {
      Pace(interval: Int64(60_000 / max(1, $0)), next: workflows[workflow]?.pace?.next ?? .now)
    }
    workflows[workflow] = WorkflowRules(rows: limits.workflows[workflow] ?? rows, pace: pace)
  }

  /// Makes rows startable whose waiting time is over: before `next`.
  ///
  /// - Parameter now: by the clock that their times were made with.
  package mutating func promote(at now: Timestamp) {
    for index in entries.values.indices { entries.values[index].queue.promote(at: now) }
  }

  /// Takes the next row to start, and its slot with it.
  ///
  /// - Returns: `nil` where no row can start now.
  package mutating func next(at now: Timestamp) -> (job: JobID, row: Int)? {
    guard running < limits.rows, let job = entries.keys.filter({ canStart($0, at: now) }).min(by: precedes),
      let row = entries[job]?.queue.next(), let entry = entries[job]
    else { return nil }
    turn += 1
    entries[job]?.turn = turn
    entries[job]?.running += 1
    if let left = entry.trialLeft { entries[job]?.trialLeft = left - 1 }
    submitterTurns[entry.submitter] = turn
    running += 1
    runningByWorkflow[entry.workflow, default: 0] += 1
    if let pace = workflows[entry.workflow]?.pace {
      workflows[entry.workflow]?.pace?.next = max(now, pace.next).advanced(by: .milliseconds(pace.interval))
    }
    return (job, row)
  }

  /// A row that `next` gave does not run any more; its slot is free.
  package mutating func ended(_ job: JobID) {
    guard let entry = entries[job], entry.running > 0 else { return }
    entries[job]?.running -= 1
    running -= 1
    runningByWorkflow[entry.workflow, default: 1] -= 1
  }

  /// How long until something may become startable by the passing of time alone.
  ///
  /// - Parameters:
  ///   - now: by the wall clock, which start times are meant by.
  ///   - steady: by the clock of waiting rows.
  package func nextWait(at now: Timestamp, steady: Timestamp) -> Duration? {
    entries.values.lazy.filter { !$0.isHeld }
      .compactMap { entry -> Duration? in
        let due = entry.queue.readyCount > 0 ? nil : entry.queue.nextDue
        let waits = [
          due.map { steady.duration(to: $0) }, entry.startAt.map { now.duration(to: $0) },
          workflows[entry.workflow]?.pace.map { now.duration(to: $0.next) },
        ]
        return entry.queue.isEmpty ? nil : waits.compactMap { $0 }.max()
      }
      .filter { $0 > .zero }.min()
  }

  private func canStart(_ job: JobID, at now: Timestamp) -> Bool {
    guard let entry = entries[job], !entry.isHeld, entry.queue.readyCount > 0 else { return false }
    if let startAt = entry.startAt, startAt > now { return false }
    if let left = entry.trialLeft, left <= 0 { return false }
    if let limit = entry.concurrency, entry.running >= limit { return false }
    let rules = workflows[entry.workflow]
    if let pace = rules?.pace, pace.next > now { return false }
    if let limit = rules?.rows ?? limits.workflows[entry.workflow],
      runningByWorkflow[entry.workflow, default: 0] >= limit
    {
      return false
    }
    return true
  }

  private func precedes(_ left: JobID, _ right: JobID) -> Bool {
    guard let one = entries[left], let two = entries[right] else { return left < right }
    if one.priority != two.priority { return one.priority < two.priority }
    if limits.order == .fifo { return left < right }
    if one.submitter != two.submitter {
      let oneTurn = submitterTurns[one.submitter, default: 0]
      let twoTurn = submitterTurns[two.submitter, default: 0]
      if oneTurn != twoTurn { return oneTurn < twoTurn }
      return left < right
    }
    return (one.turn, left) < (two.turn, right)
  }
}
