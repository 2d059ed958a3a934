import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// Services that fail for a while, and rows that are stopped: what was paid for is neither lost nor bought again.
@Suite(.serialized) struct RemoteRecoveryTests {
  /// A request after the submission that can be made again.
  struct Download: Sendable, CustomTestStringConvertible {
    var kind: RemoteLoad.Kind
    var service: String
    var path: String

    var testDescription: String { kind.rawValue }
  }

  private static let downloads = [
    Download(kind: .picture, service: "storage", path: "/results/*"),
    Download(kind: .task, service: "storage", path: "/results/*"),
    Download(kind: .app, service: "dify", path: "/tools/*"),
    Download(kind: .graph, service: "comfyui", path: "/view"),
  ]

  @Test(arguments: downloads) func aDownloadThatFailsIsFetchedAgainWithoutASubmission(
    _ download: Download
  ) async throws {
    let load = try await RemoteLoad(settings: ["ROWSPOOL_RETRIES": "0"])
    if download.kind == .picture {
      try await load.standIns.fault(["behaviour": "urlResults"], service: "openai", path: "/images/generations")
    }
    try await load.standIns.fault(["status": 500], service: download.service, path: download.path, times: 3)
    let job = try await load.drop(download.kind)
    try await load.server.finished(job)
    let ending = try #require(try load.server.ending(ofRow: 2, of: job))
    #expect(ending.outcome == .failed, "\(ending)")
    #expect(try await load.performed(download.kind, row: 2) == 1)
    try load.server.giveTicket(.retry, job)
    try await load.server.finished(job, round: 2)
    #expect(try load.outcome(ofRow: 2, of: job) == .done)
    #expect(try await load.performed(download.kind, row: 2) == 1)
    #expect(try await load.standIns.calls(service: download.service, path: download.path).count == 4)
    try InvariantCheck(load.server).check([job])
  }

  @Test func aLaterStepThatFailsLeavesOneSubmission() async throws {
    let load = try await RemoteLoad()
    let job = try await load.drop(.checked)
    try await load.server.finished(job)
    #expect(try load.outcome(ofRow: 2, of: job) == .done)
    #expect(try await load.performed(.checked, row: 2) == 1)
    #expect(try load.server.ledger.counts() == [RemoteLoad.marker(.checked, 2): 4])
  }

  // MARK: Outages

  private func endWell(_ load: RemoteLoad, _ job: JobID, rows: ClosedRange<Int>) async throws {
    try await load.server.finished(job)
    var spent: [Int] = []
    for row in rows {
      let history = try #require(try load.server.row(row, of: job)?.history)
      #expect(try load.outcome(ofRow: row, of: job) == .done, "row \(row)")
      spent.append(history.attemptsUsed)
    }
    // The rows by which the outage is noticed spend one each.
    #expect(spent.allSatisfy { $0 <= 1 } && spent.count { $0 == 1 } <= 4, "\(spent)")
    let events = try load.server.spool.jobFolder(job).events().compactMap { $0["event"]?.string }
    #expect(events.count { $0 == "on-hold" } == 1, "\(events)")
    #expect(events.count { $0 == "going-on" } == 1, "\(events)")
    let told = load.server.log.split(separator: "\n").count { $0.contains("does not work at present") }
    #expect(told == 1)
  }

  private func waitForProbes(_ load: RemoteLoad, _ count: Int) async throws {
    try await wait(for: "\(count) probes in vain; \(load.server.evidence)") {
      let report = try? JSONReader.read(load.server.root.appending("back-ends.json").text())
      let backEnds = report?.object?["backEnds"]?.array ?? []
      return backEnds.contains { ($0.object?["hold"]?.object?["probes"]?.integer ?? 0) >= count }
    }
  }

  @Test func aServiceThatAnswers503HoldsItsRowsAndCostsThemNothing() async throws {
    let load = try await RemoteLoad()
    try await load.standIns.fault(["status": 503], service: "openai", path: "/images/generations", times: 12)
    let job = try await load.drop(.picture, rows: 20)
    try await waitForProbes(load, 2)
    try await endWell(load, job, rows: 2...21)
    for row in 2...21 { #expect(try await load.performed(.picture, row: row) == 1) }
  }

  @Test func aServiceThatIsAwayHoldsItsRowsAndCostsThemNothing() async throws {
    let load = try await RemoteLoad()
    load.standIns.stop()
    let job = try await load.drop(.picture, rows: 20)
    try await waitForProbes(load, 3)
    let back = try await StandIns.start(port: load.standIns.port)
    try await endWell(load, job, rows: 2...21)
    let calls = try await back.calls(service: "openai", path: "/images/generations")
    #expect(calls.count == 20 && calls.allSatisfy(\.isPerformed))
  }

  // MARK: Stopping

  private func cancel(_ load: RemoteLoad, _ job: JobID) async throws {
    try load.server.giveTicket(.cancel, job)
    try await load.server.finished(job)
    #expect(try load.outcome(ofRow: 2, of: job) == .cancelled)
  }

  @Test func aCancelledRunIsStoppedInDify() async throws {
    let load = try await RemoteLoad()
    try await load.standIns.settings(["runningSeconds": 600], service: "dify")
    let job = try await load.drop(.app)
    try await wait(for: "the run's names on disk") {
      try load.server.row(2, of: job)?.history.remoteIDs.isEmpty == false
    }
    try await cancel(load, job)
    let stops = try await load.standIns.calls(service: "dify", path: "/workflows/tasks/*/stop", method: "POST")
    #expect(stops.count == 1)
    #expect(try await load.performed(.app, row: 2) == 1)
  }

  /// Its work may be done and paid for, so that an order for the whole job does not buy it again.
  @Test func aRowCancelledWhileItsAnswerIsOutIsUnknown() async throws {
    let load = try await RemoteLoad()
    try await load.standIns.fault(
      ["delay": ["beforeHeaders": 600]], service: "openai", path: "/images/generations", times: 1)
    let job = try await load.drop(.picture)
    try await load.wait(forCallsOf: "openai", "/images/generations", "the request") { !$0.isEmpty }
    try load.server.giveTicket(.cancel, job)
    try await load.server.finished(job)
    #expect(try load.outcome(ofRow: 2, of: job) == .unknown)
    #expect(try await load.performed(.picture, row: 2) == 1)
  }

  @Test func aCancelledTaskThatWaitsIsTakenBack() async throws {
    let load = try await RemoteLoad()
    try await load.standIns.settings(["waitingSeconds": 60], service: "dashscope")
    let job = try await load.drop(.task)
    try await load.wait(forCallsOf: "dashscope", "/tasks/*", "a poll") { !$0.isEmpty }
    try await cancel(load, job)
    let stops = try await load.standIns.calls(service: "dashscope", path: "/tasks/*/cancel")
    #expect(stops.count == 1 && stops.allSatisfy(\.isPerformed))
    // It was never worked on: the row is submitted anew.
    try await load.standIns.settings(["waitingSeconds": 0], service: "dashscope")
    try load.server.giveTicket(.retry, job)
    try await load.server.finished(job, round: 2)
    #expect(try load.outcome(ofRow: 2, of: job) == .done)
    #expect(try await load.performed(.task, row: 2) == 2)
  }

  @Test func aCancelledTaskThatRunsIsFoundAgain() async throws {
    let load = try await RemoteLoad()
    try await load.standIns.settings(["waitingSeconds": 0, "runningSeconds": 5], service: "dashscope")
    let job = try await load.drop(.task)
    try await load.wait(forCallsOf: "dashscope", "/tasks/*", "a poll") { !$0.isEmpty }
    try await cancel(load, job)
    let stops = try await load.standIns.calls(service: "dashscope", path: "/tasks/*/cancel")
    #expect(stops.count == 1 && !stops.contains(where: \.isPerformed))
    try load.server.giveTicket(.retry, job)
    try await load.server.finished(job, round: 2)
    #expect(try load.outcome(ofRow: 2, of: job) == .done)
    #expect(try await load.performed(.task, row: 2) == 1)
  }
}
