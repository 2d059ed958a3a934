import Glibc
import JobModel
import Logging
import Results
import Spool
import SystemPackage
import Workflows

/// Writes the pages that people look at in `outgoing/`: one for each job, and one over all. Lives on a thread of its
/// own, because a share may answer slowly.
///
/// Nothing depends on its pages: a share that is away, a folder that cannot be written to or a stranger's file with a
/// page's name delays them, and disturbs no job.
actor StatusDesk {
  private let thread = FileThread()
  nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  let spool: Spool
  let dispatcher: Dispatcher
  let configuration: Configuration
  let previews: PagePictures
  let pages: StatusPages
  let log: Logger

  var written: [JobID: WrittenPage] = [:]
  var pace = RowPace()
  var index = IndexKeeper()
  /// Jobs whose last page is still to be written, or lacks pictures.
  var lastPages: [JobID: LastPage] = [:]
  private var nextShareLook = ContinuousClock.now
  /// When the first page may be written that has changed and was written only just now.
  var nextDue: ContinuousClock.Instant?
  private var isShareAwayTold = false

  /// Between two rounds: at most so often anything is written.
  static let pause = Duration.seconds(1)
  /// How often pages are looked for that people took away.
  static let lookInterval = Duration.seconds(5)
  /// A page on which nothing has changed is written again after this, so that people see that the server is there.
  static let heartbeat = Duration.seconds(60)

  /// - Throws: where a template is broken.
  init(
    _ spool: Spool, dispatcher: Dispatcher, configuration: Configuration, previews: PagePictures, log: Logger
  ) throws {
    self.spool = spool
    self.dispatcher = dispatcher
    self.configuration = configuration
    self.previews = previews
    self.log = log
    pages = try StatusPages()
  }

  // MARK: Running

  /// Writes pages until the task is cancelled; then once more, to say that the server has stopped.
  ///
  /// - Parameter finished: jobs that were finished when the server started.
  func run(finished: [JobID]) async {
    readFinished(finished)
    while !Task.isCancelled {
      let start = ContinuousClock.now
      nextDue = nil
      await round(at: start)
      let rest = start.advanced(by: Self.pause).duration(to: .now)
      if rest < .zero { try? await ContinuousClock().sleep(for: .zero - rest) }
      // What has changed was told already: nobody says it again when its time has come.
      let untilDue = nextDue.map { max(.zero, ContinuousClock.now.duration(to: $0)) }
      await dispatcher.chores.status.wait(atMost: min(untilDue ?? Self.lookInterval, Self.lookInterval))
    }
    await farewell()
  }

  private func round(at now: ContinuousClock.Instant) async {
    await survey()
    for status in await dispatcher.takeFinishedStatuses() {
      take(finished: status)
    }
    let digests = await dispatcher.statusDigests()
    index.take(digests)
    forgetEnded(digests)
    guard nextShareLook <= now else { return }
    do {
      for page in lastPages.values { try await writeLast(page) }
      for (id, digest) in digests.sorted(by: { $0.key > $1.key }) {
        guard try isDue(id, digest, count: digests.count), let status = await dispatcher.status(of: id) else {
          continue
        }
        try await write(status)
      }
      try await writeIndex()
      isShareAwayTold = false
    } catch {
      if !isShareAwayTold { log.warning("pages cannot be written at present: \(error)") }
      isShareAwayTold = true
      nextShareLook = now.advanced(by: Self.lookInterval)
    }
  }

  /// Reads the rows that pages show of jobs that were taken over.
  private func survey() async {
    for survey in await dispatcher.takeSurveys() {
      for group in survey.numbers.groups(of: 500) {
        let histories = group.compactMap { row in (try? survey.rows.read(row))??.history }
        await dispatcher.take(histories, for: survey)
      }
    }
  }

  func take(finished status: JobStatus) {
    lastPages[status.manifest.id] = LastPage(status: status)
    index.take(status)
    pace.forget(status.manifest.id)
  }

  private func forgetEnded(_ digests: [JobID: StatusDigest]) {
    // A retry has begun a new round.
    for id in lastPages.keys where digests[id] != nil { lastPages[id] = nil }
    for id in written.keys where digests[id] == nil && lastPages[id] == nil { written[id] = nil }
  }

  // MARK: What is due

  /// What is known of a job's page that was written.
  struct WrittenPage {
    var digest: StatusDigest?
    var at: ContinuousClock.Instant
    /// How long making and writing it took: a page is written a twentieth of the time at most.
    var took = Duration.zero
    var nextLook: ContinuousClock.Instant
    /// Beside the page, with the times of what was copied.
    var thumbnails: [String: Timestamp] = [:]
    var failedOriginals: Set<String> = []
    var hasTicket = false
    /// It could not be written: something of its name is there that is not ours, say.
    var isBlocked = false
  }

  /// The page of a job that has finished.
  struct LastPage {
    var status: JobStatus
    /// It is written, and wants some more of its pictures.
    var isWritten = false
  }

  private func isDue(_ id: JobID, _ digest: StatusDigest, count: Int) throws -> Bool {
    guard let last = written[id] else { return true }
    let now = ContinuousClock.now
    let age = last.at.duration(to: now)
    if last.isBlocked { return age > Self.heartbeat }
    if last.digest != digest { return isDue(since: last.at, after: last.took * 20) }
    if age >= Self.heartbeat(of: count) { return true }
    guard last.nextLook <= now else { return false }
    written[id]?.nextLook = now.advanced(by: Self.lookInterval * max(1, count / 20))
    return try !Delivery.has(StatusFile.page, of: id, in: spool)
  }

  /// Whether what was written is old enough to be written again; if not, the next round begins when it is.
  func isDue(since written: ContinuousClock.Instant, after pause: Duration) -> Bool {
    let due = written.advanced(by: pause)
    if due <= .now { return true }
    nextDue = min(nextDue ?? due, due)
    return false
  }

  /// Many waiting jobs share the time for it.
  static func heartbeat(of jobs: Int) -> Duration { max(heartbeat, .seconds(10) * jobs) }
}

/// Names of the pages.
enum StatusFile {
  static let page = "STATUS.html"
}
