import JobModel
import Testing
import Workflows

@testable import JobProcessing

/// What the scheduler makes of back ends and ceilings.
@Suite struct SchedulerBackEndTests {
  private let now = Timestamp(milliseconds: 1_000_000)
  private let openai = BackEndID(service: "openai", endpoint: "https://api.openai.com")
  private let comfy = BackEndID(service: "comfyui", endpoint: "http://127.0.0.1:8188")

  private func job(_ number: Int) -> JobID {
    guard let job = JobID("20261121-0935\(number + 10)-j\(number)-abcd") else { preconditionFailure("well formed") }
    return job
  }

  private func entry(
    _ backEnds: [BackEndID], rows: ClosedRange<Int> = 1...1000, priority: Int = 5, by submitter: String = "li"
  ) -> Scheduler.Entry {
    var entry = Scheduler.Entry(
      submitter: submitter, workflow: "w\(backEnds.count)", priority: priority, queue: RowQueue(RowRanges(rows)))
    entry.backEnds = backEnds
    return entry
  }

  private func starts(_ scheduler: inout Scheduler, at time: Timestamp? = nil) -> [(job: JobID, row: Int)] {
    var started: [(job: JobID, row: Int)] = []
    scheduler.promote(at: time ?? now)
    while started.count < 5000, let next = scheduler.next(at: time ?? now) { started.append(next) }
    return started
  }

  private func scheduler(_ rooms: [BackEndID: BackEndRoom], rows: Int = 4) -> Scheduler {
    var scheduler = Scheduler(Scheduler.Limits(rows: rows))
    scheduler.take(rooms)
    return scheduler
  }

  @Test func aBackEndsLimitIsSharedByAllJobsAndIsNotCappedByTheMachines() {
    var scheduler = scheduler([openai: BackEndRoom(limit: 200)])
    scheduler[job(1)] = entry([openai])
    scheduler[job(2)] = entry([openai])
    scheduler[job(3)] = entry([])
    let started = starts(&scheduler)
    #expect(started.count { $0.job != job(3) } == 250)
    #expect(started.count { $0.job == job(3) } == 4)
  }

  @Test func aPersonsLimitForAllJobsHoldsForAll() {
    var scheduler = scheduler([openai: BackEndRoom(limit: 200)])
    scheduler.limits.all = 10
    scheduler[job(1)] = entry([openai])
    #expect(starts(&scheduler).count == 10)
  }

  @Test func aSlotOfOneHasTwoMoreRowsOnTheirWay() {
    var scheduler = scheduler([comfy: BackEndRoom(limit: 1)])
    scheduler[job(1)] = entry([comfy])
    let started = starts(&scheduler)
    #expect(started.count == 3)
    scheduler.ended(job(1), row: 1)
    scheduler.ended(job(1), row: 1)
    #expect(starts(&scheduler).count == 1)
  }

  @Test func aJobWithTwoBackEndsIsLimitedByTheNarrower() {
    var scheduler = scheduler([openai: BackEndRoom(limit: 100), comfy: BackEndRoom(limit: 1)])
    scheduler[job(1)] = entry([openai, comfy])
    scheduler[job(2)] = entry([openai])
    let started = starts(&scheduler)
    #expect(started.count { $0.job == job(1) } == 3)
    #expect(started.count { $0.job == job(2) } == 122)
  }

  @Test func theMostUrgentJobHasEachSlotThatComesFree() {
    var scheduler = scheduler([openai: BackEndRoom(limit: 1)])
    scheduler[job(1)] = entry([openai])
    #expect(starts(&scheduler).map(\.row) == [1, 2, 3])
    scheduler[job(2)] = entry([openai], priority: 1)
    #expect(starts(&scheduler).isEmpty)
    scheduler.ended(job(1), row: 1)
    #expect(starts(&scheduler).map(\.job) == [job(2)])
  }

  @Test func whileABackEndIsHeldOneRowStartsWhenItIsTimeAndNoOtherBackEndIsConcerned() {
    let probe = now.advanced(by: .seconds(60))
    let hold = BackEndRoom.Hold(since: now, nextProbe: probe)
    var scheduler = scheduler([openai: BackEndRoom(limit: 8, hold: hold), comfy: BackEndRoom(limit: 1)])
    scheduler[job(1)] = entry([openai])
    scheduler[job(2)] = entry([comfy])
    #expect(starts(&scheduler).allSatisfy { $0.job == job(2) })
    #expect(scheduler.nextWait(at: now, steady: now) == .seconds(60))
    #expect(starts(&scheduler, at: probe).map(\.row) == [1])
    // It ended without having come to the back end: the next one probes.
    scheduler.ended(job(1), row: 1)
    #expect(starts(&scheduler, at: probe).map(\.row) == [2])
    scheduler.take([openai: BackEndRoom(limit: 8), comfy: BackEndRoom(limit: 1)])
    #expect(starts(&scheduler, at: probe).count == 9)
  }

  @Test func aShortStopKeepsRowsComingAndALongOneDoesNot() {
    var scheduler = scheduler([openai: BackEndRoom(limit: 1, stoppedUntil: now.advanced(by: .milliseconds(300)))])
    scheduler[job(1)] = entry([openai])
    #expect(starts(&scheduler).count == 3)
    scheduler.ended(job(1), row: 1)
    scheduler.take([openai: BackEndRoom(limit: 1, stoppedUntil: now.advanced(by: .seconds(20)))])
    #expect(starts(&scheduler).isEmpty)
    #expect(scheduler.nextWait(at: now, steady: now) == .seconds(19))
    #expect(starts(&scheduler, at: now.advanced(by: .seconds(19))).count == 1)
  }

  @Test func aJobThatWaitedLongEnoughStartsItsRowsThoughTheBackEndIsHeld() {
    let hold = BackEndRoom.Hold(since: now, nextProbe: now.advanced(by: .seconds(60)))
    var scheduler = scheduler([openai: BackEndRoom(limit: 8, hold: hold)])
    scheduler[job(1)] = entry([openai])
    scheduler[job(2)] = entry([openai])
    scheduler[job(1)]?.isGivenUp = true
    let started = starts(&scheduler)
    #expect(started.count == 10)
    #expect(started.allSatisfy { $0.job == job(1) })
  }

  @Test func startingARowLooksAtGroupsAndNotAtJobs() {
    var scheduler = scheduler([openai: BackEndRoom(limit: 2000)])
    for number in 0..<20_000 {
      guard let id = JobID("20261121-093510-j\(number)-abcd") else { continue }
      scheduler[id] = entry([openai], rows: 1...50)
    }
    #expect(scheduler.lanes.groups.count == 1)
    #expect(starts(&scheduler).count == 2500)
    #expect(Set(starts(&scheduler).map(\.job)).count == 0)
  }

  // MARK: Ceilings

  @Test func rowsStartAsFarAsTheCeilingReachesAndWaitForTheCostOfTheFirst() {
    var scheduler = scheduler([openai: BackEndRoom(limit: 50)])
    scheduler[job(1)] = entry([openai])
    scheduler[job(1)]?.budget = CostBudget(ceiling: 10)
    #expect(starts(&scheduler).map(\.row) == [1])
    scheduler[job(1)]?.budget.add(2)
    scheduler.ended(job(1), row: 1)
    scheduler.settled(job(1))
    // 2 are spent; 4 more at 2 each.
    #expect(starts(&scheduler).count == 4)
    scheduler[job(1)]?.budget.ceiling = 14
    #expect(starts(&scheduler).count == 2)
  }

  @Test func theEstimateStandsForThePriceUntilOneIsKnown() {
    var budget = CostBudget(ceiling: 1, estimate: 0.25)
    #expect(budget.allows(running: 3))
    #expect(!budget.allows(running: 4))
    budget.add(0.5)
    #expect(budget.allows(running: 0))
    #expect(!budget.allows(running: 1))
    budget.add(0.25, isNew: false)
    #expect(budget.spent == 0.75)
    #expect(budget.isExhausted)
  }

  @Test func sumsOfTenthsReachTheirCeiling() {
    var budget = CostBudget(ceiling: 0.3)
    budget.add(0.1)
    budget.add(0.1)
    #expect(budget.allows(running: 0))
    budget.add(0.1)
    #expect(budget.isExhausted)
  }

  @Test func workThatCostsNothingIsNotLimited() {
    var budget = CostBudget(ceiling: 1)
    #expect(!budget.allows(running: 1))
    budget.add(nil)
    #expect(budget.allows(running: 1000))
  }
}
