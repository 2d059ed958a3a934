import Glibc
import JobModel
import Spool
import Testing

@testable import JobProcessing

@Suite struct SpoolViewTests {
  private let spool: ViewedSpool

  init() throws {
    spool = try ViewedSpool()
  }

  // MARK: States

  @Test func aClaimedDropIsBeingChecked() throws {
    try spool.submit()
    let job = try #require(try spool.view.job(spool.job))
    #expect(job.state == .checking)
    #expect(job.name == "茶杯.csv")
    #expect(job.submitter == "li")
    #expect(job.workflow == "w")
  }

  @Test func aClaimWithoutItsDropIsStillClaiming() throws {
    try spool.submit()
    let source = try spool.spool.jobFolder(spool.job).folder.folder(JobFile.source)
    try source.remove("茶杯.csv")
    #expect(try spool.state() == .claiming)
  }

  @Test func aCommittedJobIsPendingUntilARowStarts() throws {
    try spool.submit()
    try spool.commit(rows: 2...5)
    #expect(try spool.state() == .pending)
    _ = try spool.claim(2)
    let job = try #require(try spool.view.job(spool.job))
    #expect(job.state == .running)
    #expect(job.rows == RowCounts(total: 4, pending: 3, running: 1))
  }

  @Test func rowsAreCountedByTheirFolders() throws {
    try spool.submit()
    try spool.commit(rows: 2...5)
    try spool.end(2, Ending(.done))
    try spool.end(3, Ending(.failed))
    try spool.end(4, Ending(.retry, notBefore: Timestamp.now.advanced(by: .seconds(60))))
    let job = try #require(try spool.view.job(spool.job))
    #expect(job.rows == RowCounts(total: 4, pending: 2, done: 1, failed: 1))
    #expect(job.state == .running)
  }

  @Test func ordersPauseHoldAndCancelAJob() throws {
    try spool.submit()
    try spool.commit(rows: 2...3)
    try spool.order(.pause)
    #expect(try spool.state() == .paused)
    try spool.order(.resume)
    #expect(try spool.state() == .pending)
    try spool.order(.cancel)
    #expect(try spool.state() == .cancelling)
  }

  @Test func ordersChangePriorityAndConcurrency() throws {
    try spool.submit()
    try spool.commit(rows: 2...3)
    try spool.order(.set) {
      $0.priority = 2
      $0.concurrency = 7
    }
    let job = try #require(try spool.view.job(spool.job))
    #expect(job.priority == 2)
    #expect(job.concurrency == 7)
  }

  @Test func aPauseOfAllJobsShowsInEach() throws {
    try spool.submit()
    try spool.commit(rows: 2...3)
    try spool.spool.recordSpoolOrder(Order(.pause, job: nil, by: "li"))
    #expect(try spool.state() == .paused)
    try spool.spool.recordSpoolOrder(Order(.resume, job: nil, by: "li"))
    #expect(try spool.state() == .pending)
  }

  @Test func aJobWithAStartTimeIsScheduledUntilThen() throws {
    let now = Timestamp.now
    var settings = JobSettings()
    settings.startAt = now.advanced(by: .seconds(60))
    try spool.submit()
    try spool.commit(rows: 2...3, settings)
    #expect(try spool.state(at: now) == .scheduled)
    #expect(try spool.state(at: now.advanced(by: .seconds(61))) == .pending)
    try spool.order(.resume)
    #expect(try spool.state(at: now) == .pending)
  }

  @Test func aJobThatWasToAskOrHasDoneItsTrialIsOnHold() throws {
    var settings = JobSettings()
    settings.trial = 1
    try spool.submit()
    try spool.commit(rows: 2...3, settings)
    #expect(try spool.state() == .pending)
    try spool.end(2, Ending(.done))
    #expect(try spool.state() == .onHold)
    try spool.order(.resume)
    #expect(try spool.state() == .running)
  }

  @Test func aJobWhoseRowsHaveEndedIsDeliveredThenFinished() throws {
    try spool.submit()
    try spool.commit(rows: 2...3)
    try spool.end(2, Ending(.done))
    try spool.end(3, Ending(.failed))
    #expect(try spool.state() == .delivering)
    try spool.spool.jobFolder(spool.job).finish(
      FinishedRecord(
        round: 1, state: .completedWithFailures, counts: ["done": 1, "failed": 1], delivered: ["cups-results.xlsx"]))
    let job = try #require(try spool.view.job(spool.job))
    #expect(job.state == .completedWithFailures)
    #expect(job.rows == RowCounts(total: 2, done: 1, failed: 1))
    #expect(job.outcomes == ["done": 1, "failed": 1])
    #expect(job.delivered == ["cups-results.xlsx"])
  }

  @Test func aClearedJobIsGoneFromEveryView() throws {
    try spool.submit()
    try spool.commit(rows: 2...3)
    try spool.spool.beginClearing(spool.job)
    #expect(try spool.state() == nil)
    #expect(try spool.view.jobs().jobs.isEmpty)
  }

  @Test func aDamagedJobIsNamedAndHidesNoOther() throws {
    try spool.submit()
    try spool.commit(rows: 2...3)
    let folder = try spool.spool.jobFolder(spool.job).folder
    try folder.replace(JobFile.manifest, with: Array("{".utf8), by: spool.spool.tmp)
    let (jobs, problems) = try spool.view.jobs()
    #expect(jobs.isEmpty)
    #expect(
      problems == [
        "Job \(spool.job) cannot be read. The file \(spool.path)/jobs/\(spool.job)/job.json is damaged and cannot be read."
      ])
  }

  // MARK: Progress

  @Test func rateAndTimeLeftCountFromTheFirstStart() throws {
    let now = Timestamp.now
    try spool.submit()
    try spool.commit(rows: 1...10)
    try spool.spool.jobFolder(spool.job).log("started", ["rows": 10], at: now)
    try spool.end(1, Ending(.done))
    try spool.end(2, Ending(.done))
    let job = try #require(try spool.view.job(spool.job, at: now.advanced(by: .seconds(4))))
    #expect(job.progress == .init(rate: 0.5, left: .seconds(16)))
  }

  @Test func theNextRetryIsTheEarliestTimeOfAWaitingRow() throws {
    let now = Timestamp.now
    try spool.submit()
    try spool.commit(rows: 1...4)
    try spool.spool.jobFolder(spool.job).log("started", ["rows": 4])
    try spool.end(1, Ending(.retry, notBefore: now.advanced(by: .seconds(300))))
    try spool.end(2, Ending(.retry, notBefore: now.advanced(by: .seconds(60))))
    // Later than the rows that never ran were written.
    let job = try #require(try spool.view.job(spool.job, at: now.advanced(by: .seconds(30))))
    #expect(job.retrying == 2)
    #expect(job.nextRetry == now.advanced(by: .seconds(60)))
  }

  // MARK: The server, and drops

  @Test func whetherAServerRunsIsReadFromItsLock() throws {
    #expect(try !ServerPresence.look(at: spool.spool).isRunning)
    do {
      let lock = try SpoolLock(spool.spool)
      let presence = try ServerPresence.look(at: spool.spool)
      #expect(presence.isRunning)
      #expect(presence.holder.hasPrefix("process \(getpid()) on "))
      _ = consume lock
    }
    #expect(try !ServerPresence.look(at: spool.spool).isRunning)
  }

  @Test func whatWaitsInIncomingIsListedWithoutDropFoldersAndIgnoredNames() throws {
    let incoming = try Folder.open(spool.spool.layout.incoming)
    let photos = try incoming.makeFolder("photos")
    for name in ["a.csv", ".hidden", "~$a.xlsx"] { try incoming.open(name, for: .creating).close() }
    try photos.open("b.xlsx", for: .creating).close()
    _ = try incoming.makeFolder("pictures of May")
    let drops = WaitingDrops(spool.spool, dropFolders: ["photos"])
    #expect(try drops.waiting() == ["a.csv", "photos/b.xlsx", "pictures of May"])
    try incoming.remove(SpoolLayout.sentinel)
    #expect(try drops.waiting() == nil)
  }

  @Test func aRejectionIsFoundByItsJob() throws {
    try spool.submit()
    #expect(try Rejection.find(of: spool.job, in: spool.spool) == nil)
    try spool.spool.reject(spool.job) { _ in "Column 'size' is missing." }
    let rejection = try Rejection.find(of: spool.job, in: spool.spool)
    #expect(rejection == Rejection(name: "茶杯.csv", reasons: "Column 'size' is missing.\n"))
    let other = try #require(JobID("20261121-093512-other-abcd"))
    #expect(try Rejection.find(of: other, in: spool.spool) == nil)
  }
}
