import Glibc
import Intake
import JobModel
import Logging
import Results
import Spool

/// All jobs as they stand, for pages and programs: unfinished ones as the dispatcher has them, finished ones from
/// their files, which are read once. It tells those who watch what changes, and looks by itself only while there are
/// any.
///
/// Lives on a thread of its own, because it reads the disk.
actor JobBoard {
  private let thread = FileThread()
  nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  let spool: Spool
  let dispatcher: Dispatcher
  let intakeDesk: IntakeDesk
  let log: Logger

  /// All jobs there are.
  private(set) var jobs: [JobID: JobView] = [:]
  private var finished: Set<JobID> = []
  var pace = RowPace()
  var drops = BoardDrops()
  var rejectedDrops = RejectedDrops()
  private(set) var isPausedAltogether = false
  var earlier = EarlierToday()
  /// What ended before is counted by looking at the spool.
  private(set) var startedAt = Timestamp.now
  /// For what may take long.
  let scanner = FileThreads(count: 1)
  /// Raised when somebody may want to see the drops.
  let dropsWanted = Signal()
  private var lastStatistics: (told: BoardStatistics, at: ContinuousClock.Instant)?
  /// The server has not taken its jobs over yet: whoever asks waits, instead of being told that there are none.
  private var isStarting = false
  private var looksBegun = 0
  private var looksDone = 0
  private var waitingForLook: [CheckedContinuation<Void, Never>] = []
  private var watchers: [BoardWatcher] = []
  /// Rows may be watched for somebody who has gone.
  private var areWatchersFewer = false
  /// Raised when somebody begins to watch.
  private let watched = Signal()

  /// Changes are told at most so often.
  static let pause = Duration.milliseconds(250)
  /// Times and rates move although nothing happens.
  private static let tick = Duration.seconds(1)
  private static let statisticsPause = Duration.seconds(2)
  static let shownWaiting = 50
  static let shownRejected = 20

  init(_ spool: Spool, dispatcher: Dispatcher, intakeDesk: IntakeDesk, log: Logger) {
    self.spool = spool
    self.dispatcher = dispatcher
    self.intakeDesk = intakeDesk
    self.log = log
  }

  // MARK: Running

  /// The server begins to take its jobs over; `run` comes when it has.
  func expectStart() {
    isStarting = true
  }

  /// Tells watchers what changes, until the task is cancelled.
  func run() async {
    startedAt = .now
    isStarting = false
    wakeWaiting()
    // So that the first page that is opened does not wait for the files of all finished jobs.
    await look()
    await withDiscardingTaskGroup { group in
      group.addTask { await self.readEarlierToday() }
      group.addTask { await self.watchRejected() }
      await tellChanges()
    }
    for watcher in watchers { watcher.end() }
  }

  private func tellChanges() async {
    while !Task.isCancelled {
      if watchers.isEmpty {
        await watched.wait()
      } else {
        await dispatcher.chores.changes.wait(atMost: Self.tick)
      }
      let start = ContinuousClock.now
      await look()
      await tellStatistics(at: start)
      // A look takes a tenth of the time at most: with thousands of unfinished jobs it is not free.
      let took = start.duration(to: .now)
      try? await ContinuousClock().sleep(for: max(Self.pause - took, took * 10))
    }
  }

  private func tellStatistics(at now: ContinuousClock.Instant) async {
    if let last = lastStatistics, last.at.duration(to: now) < Self.statisticsPause { return }
    let statistics = await statistics()
    if lastStatistics?.told != statistics {
      var changes = BoardChanges()
      changes.statistics = statistics
      tell(changes)
    }
    lastStatistics = (statistics, now)
  }

  /// Brings everything up to date and tells the watchers. However many ask at once, one look serves them all, if it
  /// begins after they asked.
  func look() async {
    while isStarting { await withCheckedContinuation { waitingForLook.append($0) } }
    let wanted = looksBegun + 1
    while looksDone < wanted {
      if looksBegun > looksDone {
        await withCheckedContinuation { waitingForLook.append($0) }
        continue
      }
      looksBegun += 1
      await lookOnce()
      looksDone = looksBegun
      wakeWaiting()
    }
  }

  private func wakeWaiting() {
    let waiting = waitingForLook
    waitingForLook = []
    for one in waiting { one.resume() }
  }

  private func lookOnce() async {
    // Before the dispatcher's jobs: one that is committed in between is in at least one of the two.
    let reading = await intakeDesk.open
    let look = await dispatcher.boardLook()
    var changes = BoardChanges()
    var known = look.finished
    for var job in look.jobs {
      pace.refine(&job.summary)
      known.insert(job.id)
      note(job, &changes)
    }
    for id in look.finished where !finished.contains(id) || look.ended[id] != nil {
      if let job = readFinished(id) { note(job, &changes) } else { known.remove(id) }
    }
    finished = look.finished
    isPausedAltogether = look.isPausedAltogether
    keep(look.ended)
    dropsWanted.raise()
    for id in reading.subtracting(known) {
      known.insert(id)
      // Little changes in a drop until its rows are queued, and hundreds may be read at once.
      if jobs[id]?.summary.state == .checking { continue }
      if let job = readClaimed(id) { note(job, &changes) }
    }
    let gone = jobs.filter { !known.contains($0.key) }
    for id in gone.keys {
      jobs[id] = nil
      pace.forget(id)
      changes.gone.insert(id)
    }
    tell(changes, look.rows, gone: gone)
    if areWatchersFewer { await watchRows() }
  }

  private func note(_ job: JobView, _ changes: inout BoardChanges) {
    guard jobs[job.id] != job else { return }
    jobs[job.id] = job
    changes.jobs[job.id] = job
  }

  private func readFinished(_ id: JobID) -> JobView? {
    pace.forget(id)
    do {
      let folder = try spool.jobFolder(id)
      guard let manifest = try folder.manifest(), let record = try folder.finished() else { return nil }
      return JobView(manifest, record, try folder.orders())
    } catch let error as SpoolError where error.errno == ENOENT {
      return nil
    } catch {
      log.warning("a finished job cannot be shown: \(error)", metadata: ["job": "\(id)"])
      return nil
    }
  }

  /// A drop that is being read.
  private func readClaimed(_ id: JobID) -> JobView? {
    guard let folder = try? spool.jobFolder(id), let claim = try? folder.claim(),
      let summary = try? SpoolView(spool).claimed(folder)
    else { return nil }
    return JobView(summary, from: claim.submitter.from, counts: PageCounts())
  }

  // MARK: Watching

  /// Begins to watch.
  ///
  /// - Parameters:
  ///   - job: whose rows are watched too.
  ///   - only: only jobs of this submitter are told of; `nil`: all.
  /// - Returns: the watcher, who is told all unfinished jobs first.
  func watch(job: JobID?, only: String?) async -> BoardWatcher {
    await look()
    let watcher = BoardWatcher(job: job, only: only)
    var first = BoardChanges()
    if only == nil { first.statistics = await statistics() }
    // From here on without a pause, so that nothing changes before he is one of the watchers.
    first.jobs = shown(jobs.filter { !$0.value.summary.state.isFinished }, to: watcher)
    if only == nil { first.drops = drops }
    watcher.tell(first)
    watchers.append(watcher)
    watched.raise()
    await watchRows()
    return watcher
  }

  /// - Parameter gone: what is known of those of `changes.gone`.
  func tell(_ changes: BoardChanges, _ rows: [JobID: RowChanges] = [:], gone: [JobID: JobView] = [:]) {
    let count = watchers.count
    watchers.removeAll(where: \.isOver)
    for watcher in watchers {
      var own = changes
      if watcher.only != nil {
        own.jobs = shown(changes.jobs, to: watcher)
        own.gone = Set(gone.values.lazy.filter { self.isFor(watcher, $0) }.map(\.id))
        own.drops = nil
        own.statistics = nil
      }
      if let job = watcher.job, let rows = rows[job] { own.rows = rows }
      watcher.tell(own)
    }
    if watchers.count < count { areWatchersFewer = true }
  }

  /// Those who listen.
  var watcherCount: Int { watchers.count { !$0.isOver } }

  private func shown(_ jobs: [JobID: JobView], to watcher: BoardWatcher) -> [JobID: JobView] {
    watcher.only.map { only in jobs.compactMapValues { shown($0, to: only) } } ?? jobs
  }

  private func isFor(_ watcher: BoardWatcher, _ job: JobView) -> Bool {
    watcher.only.map { $0 == job.summary.submitter } ?? true
  }

  private func watchRows() async {
    areWatchersFewer = false
    await dispatcher.watchRows(of: Set(watchers.compactMap(\.job)))
  }
}
