import JobModel
import Spool
import TestSupport
import Testing
import Workflows

@testable import JobProcessing

/// Ceilings of money and rows, with rows that run.
@Suite struct CeilingTests {
  private func harness(_ cost: Double, after earlier: DispatcherHarness? = nil) throws -> DispatcherHarness {
    let harness = try DispatcherHarness(after: earlier)
    harness.service.answer { _ in .success(StepOutput(cost: cost)) }
    return harness
  }

  private func settings(maxCost: Double? = nil, trial: Int? = nil) -> JobSettings {
    var settings = JobSettings()
    settings.maxCost = maxCost
    settings.trial = trial
    return settings
  }

  private func resume(_ job: JobID, _ harness: DispatcherHarness) async throws -> Bool {
    try await harness.dispatcher.apply(Order(.resume, job: job, by: "li", at: harness.clock.now)).allSatisfy(\.acted)
  }

  @Test func aJobStopsAtItsCeilingAndSaysWhy() async throws {
    let harness = try harness(2)
    let job = try await harness.commit(
      rows: 1...50, settings(maxCost: 20), estimate: "estimate: {costPerRow: 2, currency: CNY}\n")
    await harness.run(for: .seconds(600))
    #expect(try harness.outcomes(of: job) == ["done": 10])
    #expect(await harness.dispatcher.state(of: job) == .onHold)
    let told = try harness.events("on-hold", of: job).compactMap { $0["reason"]?.string }
    #expect(
      told == [
        """
        The job's cost ceiling is reached: 20 of 20 CNY are spent, and a row costs about 2 CNY. 'resume' lets it spend \
        20 CNY more; 'set' gives it another ceiling.
        """
      ])
    let chinese = try harness.events("on-hold", of: job).compactMap { $0["reason-zh"]?.string }
    #expect(
      chinese == [
        "任务已达到费用上限：上限 20 CNY，已花费 20，每行约需 2 CNY。用“继续”（resume）可再花费 20 CNY，用“设置”（set）可更改上限。"
      ])
  }

  @Test func theWorkflowsCeilingStandsAboveTheJobs() async throws {
    let harness = try harness(1)
    let job = try await harness.commit(rows: 1...50, settings(maxCost: 30), limits: "limits: {maxCost: 5}\n")
    await harness.run(for: .seconds(60))
    #expect(try harness.outcomes(of: job) == ["done": 5])
  }

  @Test func resumeAllowsAsMuchAgainAndSetAnySum() async throws {
    let harness = try harness(1)
    let job = try await harness.commit(rows: 1...50, settings(maxCost: 5))
    await harness.run(for: .seconds(60))
    #expect(try await resume(job, harness))
    await harness.run(for: .seconds(60))
    #expect(try harness.outcomes(of: job) == ["done": 10])
    var order = Order(.set, job: job, by: "li")
    order.maxCost = 25
    _ = try await harness.dispatcher.apply(order)
    await harness.run(for: .seconds(60))
    #expect(try harness.outcomes(of: job) == ["done": 25])
  }

  @Test func theSumAndARaisedCeilingSurviveARestart() async throws {
    let first = try harness(1)
    let job = try await first.commit(rows: 1...50, settings(maxCost: 5))
    await first.run(for: .seconds(60))
    #expect(try await resume(job, first))
    await first.run(for: .seconds(60))
    let second = try harness(1, after: first)
    try await second.recover()
    await second.run(for: .seconds(60))
    #expect(try second.outcomes(of: job) == ["done": 10])
    #expect(await second.dispatcher.state(of: job) == .onHold)
    #expect(try await resume(job, second))
    await second.run(for: .seconds(60))
    let last = try second.outcomes(of: job)
    #expect(last == ["done": 15])
  }

  @Test func aTrialRunsItsRowsAndWaitsForResume() async throws {
    let harness = try harness(1)
    let job = try await harness.commit(rows: 1...20, settings(trial: 3))
    await harness.run(for: .seconds(60))
    #expect(try harness.outcomes(of: job) == ["done": 3])
    #expect(await harness.dispatcher.state(of: job) == .onHold)
    let told = try harness.events("on-hold", of: job).compactMap { $0["reason-zh"]?.string }
    #expect(told == ["试做的行已完成。任务正在等待“继续”（resume）。"])
    #expect(try await resume(job, harness))
    await harness.run(for: .seconds(60))
    #expect(try harness.outcomes(of: job) == ["done": 20])
  }

  @Test func aTrialWhoseRowsHaveToWaitStillRunsItsRowsAndResumeInBetweenDoesNotEndIt() async throws {
    let harness = try harness(1)
    let job = try await harness.commit(rows: 1...20, settings(trial: 3))
    harness.service.answer { _ in .failure(Failure(.quota, code: "x", message: "Spent.")) }
    await harness.run(for: .seconds(600))
    #expect(try harness.endings(of: job).isEmpty)
    harness.service.answer { _ in .success(StepOutput(cost: 1)) }
    #expect(try await resume(job, harness))
    await harness.run(for: .seconds(600))
    let outcomes = try harness.outcomes(of: job)
    #expect(outcomes == ["done": 3])
    #expect(try await resume(job, harness))
    await harness.run(for: .seconds(60))
    #expect(try harness.outcomes(of: job) == ["done": 20])
  }

  @Test func aTrialIsNotRunAgainAfterARestart() async throws {
    let first = try harness(1)
    let job = try await first.commit(rows: 1...20, settings(trial: 3))
    await first.run(for: .seconds(60))
    let second = try harness(1, after: first)
    try await second.recover()
    await second.run(for: .seconds(60))
    #expect(try second.outcomes(of: job) == ["done": 3])
  }

  @Test func rowsThatWereTakenOverAreNoRowsOfATrialAfterARestartEither() async throws {
    let first = try DispatcherHarness(inFlight: 1, rows: 1)
    first.service.answer { row in
      row > 6 ? .failure(Failure(.quota, code: "x", message: "Spent.")) : .success(StepOutput(cost: 1))
    }
    let job = try await first.commit(rows: 1...20, settings(trial: 3), carried: Set(1...5))
    try await wait(for: "the first row of the trial") {
      await first.run(for: .milliseconds(100))
      return try first.outcomes(of: job) == ["done": 6]
    }
    let second = try DispatcherHarness(inFlight: 1, rows: 1, after: first)
    try await second.recover()
    await second.run(for: .seconds(3600))
    #expect(second.service.calls.sorted() == [7, 8])
    #expect(try second.outcomes(of: job) == ["done": 8])
    #expect(await second.dispatcher.state(of: job) == .onHold)
    #expect(try SpoolView(second.spool).job(job)?.state == .onHold)
  }

  @Test func theViewOfATrialCountsOnlyRowsThatWereBegun() async throws {
    let harness = try DispatcherHarness(inFlight: 1, rows: 1)
    harness.service.answer { _ in .failure(Failure(.quota, code: "x", message: "Spent.")) }
    let job = try await harness.commit(rows: 1...20, settings(trial: 3), carried: Set(1...5))
    await harness.run()
    #expect(try SpoolView(harness.spool).job(job)?.state == .running)
  }
}
