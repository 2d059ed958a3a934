import JobModel
import Testing

@testable import JobProcessing

@Suite struct SchedulerTests {
  private let now = Timestamp(milliseconds: 1_000_000)

  private func job(_ number: Int) -> JobID {
    guard let job = JobID("20261121-0935\(number + 10)-j\(number)-abcd") else { preconditionFailure("well formed") }
    return job
  }

  private func scheduler(
    rows: Int = 100, workflows: [String: Int] = [:], order: Scheduler.Order = .fair
  ) -> Scheduler {
    Scheduler(Scheduler.Limits(rows: rows, workflows: workflows, order: order))
  }

  private func entry(
    by submitter: String = "li", rows: ClosedRange<Int> = 1...3, priority: Int = 5, concurrency: Int? = nil
  ) -> Scheduler.Entry {
    Scheduler.Entry(
      submitter: submitter, workflow: "w", priority: priority, concurrency: concurrency,
      queue: RowQueue(RowRanges(rows)))
  }

  /// What starts, until nothing does, as `job.row`.
  private func starts(_ scheduler: inout Scheduler, most: Int = 50) -> [String] {
    var started: [String] = []
    scheduler.promote(at: now)
    while started.count < most, let (job, row) = scheduler.next(at: now) {
      started.append("\(job.text.dropFirst(16).prefix(2)).\(row)")
    }
    return started
  }

  @Test func rowsOfAJobStartInSheetOrder() {
    var scheduler = scheduler()
    scheduler[job(1)] = entry()
    #expect(starts(&scheduler) == ["j1.1", "j1.2", "j1.3"])
  }

  @Test func lowerNumbersGoFirstWhateverTheAge() {
    var scheduler = scheduler()
    scheduler[job(1)] = entry()
    scheduler[job(2)] = entry(priority: 1)
    #expect(starts(&scheduler) == ["j2.1", "j2.2", "j2.3", "j1.1", "j1.2", "j1.3"])
  }

  @Test func submittersTakeTurnsAndThenTheirJobs() {
    var scheduler = scheduler()
    scheduler[job(1)] = entry(by: "li")
    scheduler[job(2)] = entry(by: "li")
    scheduler[job(3)] = entry(by: "wang")
    #expect(
      starts(&scheduler) == ["j1.1", "j3.1", "j2.1", "j3.2", "j1.2", "j3.3", "j2.2", "j1.3", "j2.3"])
  }

  @Test func aSmallJobIsNotStuckBehindALargeOne() {
    var scheduler = scheduler(rows: 1000)
    scheduler[job(1)] = entry(by: "li", rows: 1...100_000)
    scheduler[job(2)] = entry(by: "li", rows: 1...10)
    let started = starts(&scheduler, most: 20)
    #expect(started.count { $0.hasPrefix("j2.") } == 10)
  }

  @Test func firstInFirstOutTurnsTheTurnsOff() {
    var scheduler = scheduler(order: .fifo)
    scheduler[job(1)] = entry(by: "li")
    scheduler[job(2)] = entry(by: "wang")
    #expect(starts(&scheduler) == ["j1.1", "j1.2", "j1.3", "j2.1", "j2.2", "j2.3"])
  }

  @Test func limitsHoldForAllForAWorkflowAndForAJob() {
    var global = scheduler(rows: 2)
    global[job(1)] = entry()
    #expect(starts(&global).count == 2)
    global.ended(job(1), row: 1)
    #expect(starts(&global) == ["j1.3"])

    var workflow = scheduler(workflows: ["w": 3])
    workflow[job(1)] = entry()
    workflow[job(2)] = entry()
    #expect(starts(&workflow).count == 3)

    var own = scheduler()
    own[job(1)] = entry(concurrency: 1)
    own[job(2)] = entry()
    #expect(starts(&own) == ["j1.1", "j2.1", "j2.2", "j2.3"])
  }

  @Test func aWorkflowsOwnLimitHoldsForAllItsJobsUnlessAnotherIsConfigured() {
    var own = scheduler()
    own.limit("w", rows: 2, perMinute: nil)
    own[job(1)] = entry()
    own[job(2)] = entry()
    #expect(starts(&own).count == 2)

    var configured = scheduler(workflows: ["w": 1])
    configured.limit("w", rows: 2, perMinute: nil)
    configured[job(1)] = entry()
    #expect(starts(&configured).count == 1)
  }

  @Test func aRateSpreadsStartsEvenly() {
    var scheduler = scheduler()
    scheduler.limit("w", rows: nil, perMinute: 60)
    scheduler[job(1)] = entry()
    let later = Timestamp.now.advanced(by: .seconds(3600))
    #expect(scheduler.next(at: later)?.row == 1)
    #expect(scheduler.next(at: later) == nil)
    #expect(scheduler.nextWait(at: later, steady: later) == .seconds(1))
    #expect(scheduler.next(at: later.advanced(by: .seconds(1)))?.row == 2)
  }

  @Test func aHeldJobAndOneWhoseTimeHasNotComeStartNothing() {
    var scheduler = scheduler()
    scheduler[job(1)] = entry()
    scheduler[job(1)]?.isHeld = true
    scheduler[job(2)] = entry()
    scheduler[job(2)]?.startAt = now.advanced(by: .seconds(60))
    #expect(starts(&scheduler).isEmpty)
    #expect(scheduler.nextWait(at: now, steady: now) == .seconds(60))
  }

  @Test func aTrialStopsAfterItsRows() {
    var scheduler = scheduler()
    scheduler[job(1)] = entry()
    scheduler[job(1)]?.trialLeft = 2
    #expect(starts(&scheduler) == ["j1.1", "j1.2"])
    scheduler[job(1)]?.trialLeft = nil
    #expect(starts(&scheduler) == ["j1.3"])
  }

  @Test func aTrialTriesItsOwnRowsAgainAndBeginsNoOthers() {
    var scheduler = scheduler()
    scheduler[job(1)] = entry()
    scheduler[job(1)]?.trialLeft = 2
    #expect(starts(&scheduler) == ["j1.1", "j1.2"])
    #expect(scheduler[job(1)]?.isTrialDone == true)
    let due = now.advanced(by: .seconds(60))
    scheduler.ended(job(1), row: 1)
    scheduler[job(1)]?.queue.wait(1, until: due)
    #expect(scheduler[job(1)]?.isTrialDone == false)
    #expect(starts(&scheduler).isEmpty)
    scheduler.promote(at: due)
    #expect(scheduler.next(at: due)?.row == 1)
    #expect(scheduler.next(at: due) == nil)
    #expect(scheduler[job(1)]?.isTrialDone == true)
    // A row that somebody wants run again is one more.
    scheduler[job(1)]?.queue.insert([2])
    #expect(scheduler.next(at: due)?.row == 2)
    #expect(scheduler.next(at: due) == nil)
  }

  @Test func aWaitingRowHoldsNoSlotAndComesAtItsTime() {
    var scheduler = scheduler(rows: 1)
    scheduler[job(1)] = entry(rows: 1...2)
    #expect(starts(&scheduler) == ["j1.1"])
    let due = now.advanced(by: .seconds(60))
    scheduler.ended(job(1), row: 1)
    scheduler[job(1)]?.queue.wait(1, until: due)
    #expect(starts(&scheduler) == ["j1.2"])
    scheduler.ended(job(1), row: 2)
    #expect(starts(&scheduler).isEmpty)
    #expect(scheduler.nextWait(at: now, steady: now) == .seconds(60))
    scheduler.promote(at: due)
    #expect(scheduler.next(at: due)?.row == 1)
  }
}
