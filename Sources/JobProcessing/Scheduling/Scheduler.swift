package import JobModel
package import Workflows

/// Decides which row starts next. A pure value: it keeps no clock and touches no disk.
///
/// Lower priority numbers first. Of equal priority, submitters take turns, and so do the jobs of each, the oldest
/// first in each round; within a job rows start in sheet order. A row that waits for its next attempt holds no slot.
///
/// Rows that work on this machine alone share `Limits.rows`; rows that work with back ends share what those can use.
/// A row costs a look at each group of jobs alike in priority, submitter, workflow and back ends, however many jobs and
/// rows there are.
package struct Scheduler: Sendable {
  package enum Order: String, Sendable, CaseIterable {
    /// Submitters and jobs take turns.
    case fair
    /// The oldest job first, until none of its rows can start.
    case fifo
  }

  package struct Limits: Sendable, Hashable {
    /// Rows at once of all jobs that work on this machine alone. Rows that use back ends are limited by those.
    package var rows: Int
    /// Rows of all jobs at once, whatever they use; by an order of a person.
    package var all: Int?
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
    /// What the workflow's steps work with.
    package var backEnds: [BackEndID] = []
    /// It has waited for a held back end as long as it may: its rows start, and fail.
    package var isGivenUp = false
    package var queue: RowQueue
    /// Nothing starts while it is held.
    package var isHeld = false
    /// Nothing starts before this.
    package var startAt: Timestamp?
    /// Rows that may still be begun before the job waits for `resume`; `nil`: all. Those that were begun are tried
    /// again as often as others.
    package var trialLeft: Int? {
      get { queue.allowance }
      set { queue.allowance = newValue }
    }
    /// Whether nothing is left to do of the trial, once the running rows have ended.
    package var isTrialDone: Bool { trialLeft.map { $0 <= 0 } ?? false && queue.readyCount + queue.waitingCount == 0 }
    package var budget = CostBudget()
    package fileprivate(set) var running = 0
    /// Rows that were started and whose cost is not known yet.
    fileprivate(set) var unsettled = 0
    /// The number of the turn it was last served in.
    fileprivate(set) var turn = 0
    /// Where it stands among those whose rows may start; `nil`: none of them may.
    var place: Place?
    /// Times that are in the scheduler's heaps.
    var noticedDue: Timestamp?
    var noticedStart: Timestamp?

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
  var entries: [JobID: Entry] = [:]
  var submitterTurns: [String: Int] = [:]
  private var turn = 0
  var running = RunningRows()
  var workflows: [String: WorkflowRules] = [:]
  /// What each back end can use now.
  private(set) var rooms: [BackEndID: BackEndRoom] = [:]
  var lanes = Lanes()
  var times = WaitingTimes()

  /// What a workflow itself allows, for all its jobs together.
  struct WorkflowRules {
    var rows: Int?
    var pace: Pace?
  }

  /// Starts spread evenly over the minute.
  struct Pace {
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
    _modify {
      defer { place(job) }
      yield &entries[job]
    }
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
    workflows[workflow] = WorkflowRules(rows: rows, pace: pace)
  }

  /// Takes note of what back ends can use.
  package mutating func take(_ rooms: [BackEndID: BackEndRoom]) {
    self.rooms = rooms
  }

  /// Makes rows startable whose waiting time is over, and jobs whose start time has come: before `next`.
  ///
  /// - Parameters:
  ///   - now: by the clock that waiting times were made with.
  ///   - wall: by the wall clock, which start times are meant by.
  package mutating func promote(at now: Timestamp, wall: Timestamp? = nil) {
    times.wall = wall ?? now
    for job in times.takeDue(at: now) {
      entries[job]?.noticedDue = nil
      entries[job]?.queue.promote(at: now)
      place(job)
    }
    for job in times.takeStarting() {
      entries[job]?.noticedStart = nil
      place(job)
    }
  }

  /// Takes the next row to start, and its slot with it.
  ///
  /// - Parameters:
  ///   - now: by the wall clock.
  ///   - steady: by the clock of back ends; `now` unless given.
  /// - Returns: `nil` where no row can start now.
  package mutating func next(at now: Timestamp, steady: Timestamp? = nil) -> (job: JobID, row: Int)? {
    times.wall = now
    guard let (job, lane) = nextJob(at: now, steady: steady ?? now), let row = entries[job]?.queue.next(),
      let submitter = entries[job]?.submitter
    else { return nil }
    turn += 1
    entries[job]?.turn = turn
    entries[job]?.running += 1
    entries[job]?.unsettled += 1
    submitterTurns[submitter] = turn
    start(row, of: job, in: lane)
    let workflow = lanes[lane].workflow
    if let pace = workflows[workflow]?.pace {
      workflows[workflow]?.pace?.next = max(now, pace.next).advanced(by: .milliseconds(pace.interval))
    }
    place(job)
    return (job, row)
  }

  private mutating func start(_ row: Int, of job: JobID, in lane: Int) {
    let probed = lanes[lane].isGivenUp ? [] : lanes[lane].backEnds.filter { rooms[$0]?.hold != nil }
    running.start(row, of: job, in: lanes[lane], number: lane, probing: probed)
  }

  /// A row that `next` gave does not run any more; its slot is free.
  package mutating func ended(_ job: JobID, row: Int) {
    guard let lane = running.lane(of: row, of: job) else { return }
    running.end(row, of: job, in: lanes[lane])
    entries[job]?.running -= 1
    place(job)
  }

  /// A row that `next` gave has ended, and what it cost was added. That comes after its slot is free: first the ending
  /// is made durable.
  package mutating func settled(_ job: JobID) {
    guard entries[job] != nil else { return }
    entries[job]?.unsettled -= 1
    place(job)
  }
}

extension Scheduler.Limits {
  /// Takes a person's order into account.
  ///
  /// - Parameters:
  ///   - rows: at once, at least 1; `nil`: as it is configured.
  ///   - workflow: whose rows; `nil`: those of all jobs.
  mutating func take(_ rows: Int?, for workflow: String?, configured: Self) {
    if let workflow {
      workflows[workflow] = rows ?? configured.workflows[workflow]
    } else {
      self.rows = rows ?? configured.rows
      all = rows ?? configured.all
    }
  }
}
