import JobModel
import Spool
import TestSupport
import Testing
import Workflows

@testable import JobProcessing

/// What becomes of rows while a back end does not work, in a time that stands until a test moves it.
@Suite struct OutageTests {
  private static let away = Failure(
    .transient, code: "http-connect", message: "The connection to api.openai.com was refused.")

  private static func isUp(_ service: ScriptedService) {
    service.answer { _ in .success(StepOutput(values: ["text": "ok"])) }
  }

  private static func isDown(_ service: ScriptedService, _ failure: Failure = away) {
    service.answer { _ in .failure(failure) }
  }

  @Test func aBackEndDownForThirtyMinutesCostsNoRowAndIsToldOnce() async throws {
    let harness = try DispatcherHarness()
    let job = try await harness.commit(rows: 1...50)
    Self.isDown(harness.service)
    await harness.run(for: .seconds(1800))
    #expect(try harness.endings(of: job).isEmpty)
    #expect(await harness.dispatcher.state(of: job) == .onHold)
    // Five that found it away, some that were with it meanwhile, and three probes; not fifty.
    #expect(harness.service.calls.count <= 15)
    Self.isUp(harness.service)
    await harness.run(for: .seconds(1800))
    #expect(try harness.outcomes(of: job) == ["done": 50])
    #expect(try harness.events("on-hold", of: job).count == 1)
    #expect(try harness.events("going-on", of: job).count == 1)
    for event in try harness.events("on-hold", of: job) + harness.events("going-on", of: job) {
      #expect(ChineseText.problem(event.message("reason"), names: [Self.away.message.english]) == nil)
    }
    #expect(harness.lines.all.count { $0.contains("does not work at present") } == 1)
    #expect(harness.lines.all.count { $0.contains("works again") } == 1)
  }

  @Test func noMoreThanFourRowsSpendAnAttemptOnAnOutage() async throws {
    let harness = try DispatcherHarness()
    let job = try await harness.commit(rows: 1...50)
    Self.isDown(harness.service)
    await harness.run(for: .seconds(7200))
    let rows = try JobRows(job, in: harness.spool)
    let spent = try (1...50).compactMap { try rows.read($0)?.history.attemptsUsed }
    #expect(spent.reduce(0, +) == 4)
    #expect(spent.max() == 1)
  }

  @Test func restartsInBetweenSpendNothingEither() async throws {
    let first = try DispatcherHarness()
    let job = try await first.commit(rows: 1...20)
    Self.isDown(first.service)
    await first.run(for: .seconds(120))
    var last = first
    for _ in 0..<6 {
      let next = try DispatcherHarness(after: first)
      next.backEnds.resume(last.backEnds.holds())
      Self.isDown(next.service)
      try await next.recover()
      await next.run(for: .seconds(120))
      #expect(next.lines.all.allSatisfy { !$0.contains("does not work at present") })
      last = next
    }
    Self.isUp(last.service)
    await last.run(for: .seconds(1800))
    let outcomes = try last.outcomes(of: job)
    #expect(outcomes == ["done": 20])
    #expect(try last.events("on-hold", of: job).count == 1)
  }

  @Test func twoJobsShareTheHoldAndEachIsToldOnce() async throws {
    let harness = try DispatcherHarness()
    let jobs = [
      try await harness.commit("a", rows: 1...10), try await harness.commit("b", rows: 1...10, by: "wang"),
    ]
    Self.isDown(harness.service)
    await harness.run(for: .seconds(600))
    for job in jobs { #expect(try harness.events("on-hold", of: job).count == 1) }
    let calls = harness.service.calls.count
    await harness.run(for: .seconds(900))
    // One probe in all, not one for each job.
    #expect(harness.service.calls.count == calls + 1)
    Self.isUp(harness.service)
    await harness.run(for: .seconds(1800))
    for job in jobs { #expect(try harness.outcomes(of: job) == ["done": 10]) }
  }

  @Test func aLoneFailingRowKeepsItsRetriesAndHoldsNobodyUp() async throws {
    let harness = try DispatcherHarness(inFlight: 1)
    let job = try await harness.commit(rows: 1...40)
    harness.service.answer { $0 == 3 ? .failure(Self.away) : .success(StepOutput()) }
    await harness.run(for: .seconds(3600))
    #expect(try harness.outcomes(of: job) == ["done": 39, "failed": 1])
    #expect(harness.service.calls.count { $0 == 3 } == 4)
    #expect(try harness.events("on-hold", of: job).isEmpty)
  }

  @Test func spentMoneyHoldsAndResumeTriesAtOnce() async throws {
    let harness = try DispatcherHarness()
    let job = try await harness.commit(rows: 1...20)
    Self.isDown(harness.service, Failure(.quota, code: "insufficient_quota", message: "The money is spent."))
    await harness.run(for: .seconds(30))
    let calls = harness.service.calls.count
    #expect(try harness.events("row", of: job).isEmpty)
    #expect(await harness.dispatcher.state(of: job) == .onHold)
    Self.isUp(harness.service)
    let answers = try await harness.dispatcher.apply(Order(.resume, job: job, by: "li", at: harness.clock.now))
    #expect(answers.map(\.acted) == [true])
    await harness.run()
    #expect(harness.service.calls.count > calls)
    await harness.run(for: .seconds(10))
    #expect(try harness.outcomes(of: job) == ["done": 20])
  }

  @Test func aNewKeyLetsRowsGoOnByItself() async throws {
    let harness = try DispatcherHarness()
    let job = try await harness.commit(rows: 1...20)
    Self.isDown(harness.service, Failure(.auth, code: "http-401", message: "The key is refused."))
    await harness.run(for: .seconds(30))
    Self.isUp(harness.service)
    harness.found.use.backEnds = [BackEndID(service: "openai", endpoint: "https://api.openai.com", key: "k2")]
    await harness.run(for: .seconds(100))
    #expect(try harness.outcomes(of: job) == ["done": 20])
    #expect(harness.backEnds.statuses().count == 1)
  }

  @Test func aMissingKeyStartsNoRowAndIsTold() async throws {
    let harness = try DispatcherHarness()
    let missing = Failure(.auth, code: "key-missing", message: "The key of the service 'openai' is not there.")
    harness.found.use.backEnds = []
    harness.found.use.missing = missing
    let job = try await harness.commit(rows: 1...5)
    await harness.run(for: .seconds(600))
    #expect(harness.service.calls.isEmpty)
    #expect(await harness.dispatcher.state(of: job) == .onHold)
    #expect(try harness.events("on-hold", of: job).count == 1)
    harness.found.use.missing = nil
    harness.found.use.backEnds = [DispatcherHarness.openai]
    await harness.run(for: .seconds(60))
    #expect(try harness.outcomes(of: job) == ["done": 5])
  }

  @Test func afterADayRowsFailWithASentenceAndAJobThatCameLaterStillWaits() async throws {
    let harness = try DispatcherHarness()
    let old = try await harness.commit("old", rows: 1...10)
    Self.isDown(harness.service)
    await harness.run(for: .seconds(43_200))
    let late = try await harness.commit("late", rows: 1...10)
    await harness.run(for: .seconds(44_000))
    #expect(try harness.outcomes(of: old) == ["failed": 10])
    let failure = try harness.endings(of: old).values.first?.failure
    #expect(failure?.code == "back-end-away")
    #expect(try harness.endings(of: late).isEmpty)
    Self.isUp(harness.service)
    await harness.run(for: .seconds(1800))
    #expect(try harness.outcomes(of: late) == ["done": 10])
  }
}
