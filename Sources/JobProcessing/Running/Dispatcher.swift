package import JobModel
import Logging
package import Spool
package import Workflows

/// Starts rows and keeps the jobs that are not finished. Lives on a disk thread of its own, so its claims block nobody.
///
/// What it decides, the `Scheduler` decides; what it writes, the spool makes durable.
package actor Dispatcher {
  /// What the dispatcher needs to know of the server.
  package struct Options: Sendable {
    package var limits: Scheduler.Limits
    /// The time by which rows wait for their next attempt: it does not jump with the wall clock.
    package var clock = SteadyClock()
    /// The longest interval between two attempts: a waiting time further off is a clock that jumped.
    package var longestWait = Duration.seconds(900)
    /// Whether the spool's disk has the room that rows need: below it none starts.
    package var hasRoom: @Sendable () -> Bool = { true }
    /// Where the web addresses in rows of a workflow may lead; `nil`: anywhere.
    package var addressRules: @Sendable (WorkflowDefinition) -> AddressRules? = { _ in nil }
    /// What may be fetched of the web addresses in rows.
    package var fetching = FetchRules()
    /// Finds what a workflow's steps work with.
    package var backEndUse: @Sendable (WorkflowDefinition) -> BackEndUse = { _ in BackEndUse() }
    /// What keeps the services' limits.
    package var backEnds = BackEnds()
    /// Takes what people may want to be told of.
    package var tell: @Sendable (Notice) -> Void = { _ in }
    /// Rows at once for a workflow that does not say: what its steps can use.
    package var defaultConcurrency: @Sendable (WorkflowDefinition) -> Int?

    package init(
      limits: Scheduler.Limits, defaultConcurrency: @escaping @Sendable (WorkflowDefinition) -> Int? = { _ in nil }
    ) {
      self.limits = limits
      self.defaultConcurrency = defaultConcurrency
    }
  }

  private let thread: FileThread
  package nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  let spool: Spool
  let options: Options
  let finisher: Finisher
  let threads: FileThreads
  /// Durable lines of running rows.
  let lines: RowLines
  let makeRunner: @Sendable (WorkflowDefinition, JobSettings) -> any RowRunner
  let log: Logger
  /// Raised when something changed that may let rows start or jobs end.
  package nonisolated let changed = Signal()
  /// Raised when there is something to do besides starting rows: one signal for each of those who do it.
  package nonisolated let chores = ChoreSignals()
  let idle = IdleRows()

  var scheduler: Scheduler
  var active: [JobID: ActiveJob] = [:]
  var finishedJobs: Set<JobID> = []
  var choreQueue = ChoreQueue()
  /// Rows that may be the ones that kill the process: one runs at a time, the others wait here.
  var suspects = Suspects()
  /// Orders for all jobs.
  var isPausedAltogether = false
  /// Why no row starts at present, if the disk is in trouble.
  var trouble: SpoolError?
  var troubleUntil: Timestamp?
  var isStopping = false
  var backEndWatch = BackEndWatch()
  var statusTray = StatusDeskTray()
  var boardTray = BoardTray()
  var endedRows = EndedRows()

  init(
    _ spool: Spool, options: Options, finisher: Finisher, threads: FileThreads, log: Logger,
    makeRunner: @escaping @Sendable (WorkflowDefinition, JobSettings) -> any RowRunner
  ) {
    self.spool = spool
    self.options = options
    self.finisher = finisher
    self.threads = threads
    lines = RowLines(spool, threads: threads)
    self.log = log
    self.makeRunner = makeRunner
    thread = FileThread()
    scheduler = Scheduler(options.limits)
    options.backEnds.whenChanged { [changed] in changed.raise() }
  }

  // MARK: Jobs

  /// Takes over a committed job.
  ///
  /// - Throws: `SpoolError`, or `WorkflowError` where its pinned workflow cannot be read.
  package func adopt(_ job: RecoveredJob) throws {
    guard active[job.manifest.id] == nil else { return }
    let folder = try spool.jobFolder(job.manifest.id)
    let definition = try folder.requiredWorkflow(of: job.manifest)
    let entry = ActiveJob(
      job, folder: folder, rows: try JobRows(job.manifest.id, in: spool), definition: definition,
      runner: makeRunner(definition, job.manifest.settings))
    active[entry.id] = entry
    finishedJobs.remove(entry.id)
    findBackEnds(of: entry)
    entry.areCostsKnown = entry.use.isLocal || (!entry.hasStarted && job.waits.isEmpty)
    if !entry.areCostsKnown { choreQueue.costs.insert(entry.id) }
    schedule(entry, waits: job.waits)
    if !entry.orders.open.isEmpty { choreQueue.ordersToApply.insert(entry.id) }
    settle(entry.id)
    noteCeiling(of: entry.id)
    statusTray.surveys.insert(entry.id)
    changed.raise()
    chores.raise()
  }

  /// A clearing that was cut off goes on.
  package func clearAgain(_ job: JobID) {
    choreQueue.clearings.insert(job)
    chores.clearings.raise()
  }

  package func noteFinished(_ jobs: [JobID]) {
    finishedJobs.formUnion(jobs)
  }

  private func schedule(_ job: ActiveJob, waits: [(row: Int, until: Timestamp)]) {
    let waiting = Set(waits.map(\.row))
    let ready = job.table.rows(in: .pending).lazy.filter { !waiting.contains($0) }
    var queue = RowQueue(RowRanges(ready))
    for wait in waits { queue.wait(wait.row, until: wait.until) }
    var entry = Scheduler.Entry(
      submitter: job.manifest.submitter.name, workflow: job.manifest.workflow, priority: job.priority,
      concurrency: job.concurrency, queue: queue)
    if let trial = job.manifest.settings.trial, !job.orders.isReleased {
      entry.trialLeft = max(0, trial - begunCount(of: job, atMost: trial) - waits.count)
    }
    entry.backEnds = job.use.backEnds
    entry.budget = CostBudget(ceiling: job.maxCost, estimate: job.definition.estimate?.costPerRow)
    let limits = job.definition.limits
    scheduler.limit(
      job.manifest.workflow, rows: limits.concurrency ?? options.defaultConcurrency(job.definition),
      perMinute: limits.perMinute)
    scheduler[job.id] = entry
    refreshHold(of: job.id)
  }

  /// How many of the rows that have ended were begun, for a job's trial.
  private func begunCount(of job: ActiveJob, atMost most: Int) -> Int {
    guard job.endedCount > 0, job.manifest.unbegunRows > 0 else { return job.endedCount }
    do {
      return try job.rows.begunCount(atMost: most)
    } catch {
      // Rather too few rows run than too many: a person can let the others run.
      log.warning("the rows of a trial could not be counted: \(error)", metadata: ["job": "\(job.id)"])
      return job.endedCount
    }
  }

  /// Brings what the scheduler knows of a job in line with its orders.
  func refreshHold(of id: JobID, at now: Timestamp = .now) {
    guard let job = active[id], var entry = scheduler[id] else { return }
    if job.orders.isReleased {
      entry.trialLeft = nil
      entry.startAt = nil
    } else {
      entry.startAt = job.manifest.settings.startAt
    }
    switch job.hold(at: now, isTrialDone: false) {
    case .paused, .cancelled, .asked: entry.isHeld = true
    case .scheduled, .trialDone, nil: entry.isHeld = false
    }
    entry.isHeld = entry.isHeld || isPausedAltogether || job.use.missing != nil || !job.areCostsKnown
    entry.backEnds = job.use.backEnds
    entry.budget.ceiling = job.maxCost
    entry.priority = job.priority
    entry.concurrency = job.concurrency
    scheduler[id] = entry
  }

  package func state(of id: JobID, at now: Timestamp = .now) -> JobState? {
    guard let job = active[id] else { return nil }
    let state = job.state(at: now, isTrialDone: scheduler[id]?.isTrialDone ?? false)
    guard state == .running || state == .pending else { return state }
    if isPausedAltogether { return .paused }
    return wait(of: job) == nil ? state : .onHold
  }

  /// Asks for a job's results when all its rows have ended and no order has rows to move.
  func settle(_ id: JobID) {
    guard let job = active[id], !job.isDelivering, job.openCount == 0, job.orders.open.isEmpty else { return }
    job.isDelivering = true
    choreQueue.deliveries.insert(id)
    chores.raise()
  }

  // MARK: Stopping

  /// No further row starts. Running rows go on until `stopRows`.
  package func stopStarting() {
    isStopping = true
    changed.raise()
  }

  package func stopRows() {
    for job in active.values {
      for stop in job.running.values { stop.request(.shutdown) }
    }
  }

  package var runningCount: Int { active.values.reduce(0) { $0 + $1.running.count } }
}
