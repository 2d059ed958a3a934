import JobModel
import Spool
import Testing
import Workflows

@testable import JobProcessing

@Suite struct BackEndReportTests {
  private let away = Failure(.transient, code: "http-connect", message: "The connection was refused.")

  private func heldHarness() async throws -> (DispatcherHarness, JobID) {
    let harness = try DispatcherHarness(inFlight: 1)
    let job = try await harness.commit(rows: 1...10, estimate: "estimate: {currency: CNY}\n")
    harness.service.answer { [away, service = harness.service] _ in
      service.calls.count == 1 ? .success(StepOutput(cost: 0.5)) : .failure(away)
    }
    await harness.run(for: .seconds(30))
    return (harness, job)
  }

  @Test func comesBackFromItsFileAsItWas() async throws {
    let (harness, job) = try await heldHarness()
    let report = await harness.dispatcher.backEndReport()
    #expect(report.jobs[job]?.cost == 0.5)
    #expect(
      report.jobs[job]?.wait?.sentence.english.hasPrefix("The service 'openai' does not work at present.") == true)
    try report.write(to: harness.spool)
    #expect(try BackEndReport.read(from: harness.spool) == report)
    #expect(report.holds.map(\.hold.reason) == [.outage])
    #expect(
      try !String(decoding: harness.spool.root.contents(of: BackEndReport.file) ?? [], as: UTF8.self).contains("k1"))
  }

  @Test func aTornFileIsNone() async throws {
    let (harness, _) = try await heldHarness()
    try harness.spool.root.replace(BackEndReport.file, with: Array("{\"at\":".utf8), by: harness.spool.tmp)
    #expect(try BackEndReport.read(from: harness.spool) == nil)
  }

  @Test func showsAWaitingJobWhileAServerRuns() async throws {
    let (harness, job) = try await heldHarness()
    try await harness.dispatcher.backEndReport().write(to: harness.spool)
    let view = SpoolView(harness.spool)
    #expect(try view.job(job)?.state == .running)
    let lock = try SpoolLock(harness.spool)
    defer { withExtendedLifetime(lock) {} }
    let summary = try #require(try view.job(job))
    #expect(summary.state == .onHold)
    #expect(summary.cost == 0.5)
    #expect(summary.json["waitsFor"]?.object?["next"] != nil)
    #expect(try view.backEndReport()?.backEnds.first?.hold?.reason == .outage)
  }

  @Test func countsAreNewsEveryFewSecondsAndHoldsAtOnce() throws {
    let start = Timestamp(milliseconds: 0)
    var last = BackEndReport(at: start)
    last.backEnds = [BackEndStatus(service: "s", endpoint: "e", limit: 4, configuredLimit: 4)]
    var next = last
    next.at = start.advanced(by: .seconds(60))
    #expect(!next.isNews(after: last, interval: .seconds(5)))
    next.backEnds[0].inFlight = 3
    #expect(next.isNews(after: last, interval: .seconds(5)))
    next.at = start.advanced(by: .seconds(1))
    #expect(!next.isNews(after: last, interval: .seconds(5)))
    next.backEnds[0].hold = BackEndHold(.quota, since: start, lastFailure: "", nextProbe: start, until: start)
    #expect(next.isNews(after: last, interval: .seconds(5)))
  }
}
