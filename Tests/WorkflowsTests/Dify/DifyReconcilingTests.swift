import HTTPTransfer
import JobModel
import Testing

@testable import Workflows

/// What is lost on the way is looked for, and never sent twice.
@Suite struct DifyReconcilingTests {
  private let id = String(DifyBench.named.dropFirst("remote 1 ".count))
  private let started: ScriptedDify.Event = .json(DifyWords.started)

  // MARK: Lost after the run was named

  @Test(arguments: [
    ("succeeded", "done"), ("partial-succeeded", "warning transient dify-partial"),
    ("failed", "failed invalid dify-run-failed"), ("stopped", "failed invalid dify-stopped"),
    ("paused", "failed invalid dify-paused"),
  ])
  func aDroppedStreamIsSettledByTheRunsRecord(_ status: String, _ wanted: String) async throws {
    let bench = try DifyBench()
    bench.dify.on(DifyBench.run, .events([started, .cut]))
    bench.dify.on(DifyBench.detail, .json(200, DifyWords.detail(status)))
    #expect(bench.short(try await bench.run()) == wanted)
    #expect(bench.dify.calls.map(\.name) == [DifyBench.run, DifyBench.detail])
    #expect(bench.journal.prefix(2) == ["sent 1", DifyBench.named])
  }

  @Test func anEndWithoutAFinalEventIsADroppedStream() async throws {
    let bench = try DifyBench()
    bench.dify.on(DifyBench.run, .events([started, .ping]))
    bench.dify.on(DifyBench.detail, .json(200, DifyWords.detail("succeeded")))
    #expect(try await bench.run().outcome == .done)
  }

  @Test func aRunThatGoesOnIsReadFromItsEvents() async throws {
    let bench = try DifyBench()
    bench.dify.on(DifyBench.run, .events([started, .cut]))
    bench.dify.on(DifyBench.detail, .json(200, DifyWords.detail("running", outputs: [:])))
    bench.dify.on(DifyBench.events, .events([.ping, .json(DifyWords.finished())]))
    #expect(try await bench.run().outputs == ["text": "Hello"])
    let url = try #require(bench.dify.calls.last?.url)
    #expect(
      url.hasSuffix("/events?user=\(DifyBench.user)&include_state_snapshot=true&continue_on_pause=false"))
    #expect(bench.dify.count(DifyBench.run) == 1)
  }

  @Test func anOlderServerIsAskedAgainAndAgain() async throws {
    let bench = try DifyBench()
    bench.dify.on(DifyBench.run, .events([started, .cut]))
    bench.dify.on(
      DifyBench.detail, .json(200, DifyWords.detail("running", outputs: [:])),
      .fault(.reset, wasSent: true), .json(429, ["code": "too_many_requests"]),
      .json(200, DifyWords.detail("running", outputs: [:])),
      .json(200, DifyWords.detail("succeeded", outputs: #"{"text": "Hello"}"#)))
    bench.dify.on(DifyBench.events, .text(404, "<html>Not Found</html>"))
    #expect(try await bench.run().outputs == ["text": "Hello"])
    #expect(bench.dify.count(DifyBench.events) == 1)
    #expect(bench.dify.count(DifyBench.run) == 1)
  }

  @Test func aRunThatNeverEndsIsUnknownAndKeepsItsName() async throws {
    let deadline = DifyBench.workflow + "\ndeadline: 300ms"
    let bench = try DifyBench(["title": "Cup"], deadline)
    bench.dify.on(DifyBench.run, .events([started, .cut]))
    bench.dify.on(DifyBench.detail, .json(200, DifyWords.detail("running", outputs: [:], ["total_steps": 0])))
    let ending = try await bench.run()
    #expect(bench.short(ending) == "unknown unknown dify-still-running")
    #expect(bench.journal == ["sent 1", DifyBench.named])
    #expect(bench.dify.count(DifyBench.run) == 1)
  }

  @Test func aStreamThatFallsSilentForGoodIsUnknown() async throws {
    let bench = try DifyBench(["title": "Cup"], DifyBench.workflow + "\ndeadline: 300ms")
    bench.dify.on(DifyBench.run, .events([started, .ping, .silence]))
    #expect(bench.short(try await bench.run()) == "unknown unknown dify-still-running")
  }

  @Test func aRunThatTheServiceForgotIsUnknown() async throws {
    let bench = try DifyBench()
    bench.dify.on(DifyBench.run, .events([started, .cut]))
    #expect(bench.short(try await bench.run()) == "unknown unknown dify-run-lost")
    #expect(bench.dify.count(DifyBench.detail) == 3)
    #expect(bench.dify.count(DifyBench.run) == 1)
  }

  @Test func aServiceThatIsDownIsAskedByTheNextAttempt() async throws {
    let bench = try DifyBench()
    bench.dify.on(DifyBench.run, .events([started, .cut]))
    bench.dify.on(DifyBench.detail, .fault(.notConnected, wasSent: false))
    #expect(bench.short(try await bench.run()) == "retry transient dify-unreachable")
    #expect(bench.journal == ["sent 1", DifyBench.named])
  }

  @Test func aKeyRevokedMeanwhileKeepsTheRun() async throws {
    let bench = try DifyBench()
    bench.dify.on(DifyBench.run, .events([started, .cut]))
    bench.dify.on(DifyBench.detail, .json(401, ["code": "unauthorized", "message": "no", "status": 401]))
    #expect(bench.short(try await bench.run()) == "retry auth dify-unauthorized")
    #expect(bench.journal == ["sent 1", DifyBench.named])
  }

  @Test func aFaultEventOfTheServerIsNoEnd() async throws {
    let error: JSONValue = ["event": "error", "status": 500, "code": "internal_server_error", "message": "Oops"]
    let bench = try DifyBench()
    bench.dify.on(DifyBench.run, .events([started, .json(error)]))
    bench.dify.on(DifyBench.detail, .json(200, DifyWords.detail("succeeded")))
    #expect(try await bench.run().outcome == .done)
  }

  // MARK: Lost before the run was named

  @Test(arguments: [502, 504, 524])
  func aGatewaysPageIsSettledByTheLogs(_ status: Int) async throws {
    var bench = try DifyBench()
    bench.times.lookUp = .seconds(60)
    bench.dify.on(DifyBench.run, .text(status, "<html>Gateway Time-out</html>"))
    bench.dify.on(
      DifyBench.logs, .json(200, DifyWords.logs(nil)), .json(200, DifyWords.logs("somebody")),
      .json(200, DifyWords.logs(DifyBench.user)))
    bench.dify.on(DifyBench.detail, .json(200, DifyWords.detail("succeeded")))
    #expect(try await bench.run().outcome == .done)
    #expect(
      bench.journal == [
        "sent 1", DifyBench.unnamed,
        #"remote 1 {"user":"rowspool-20261121-093512-cups-abcd-7-1","run":"r1"}"#, "step 1",
      ])
    #expect(bench.dify.count(DifyBench.run) == 1)
  }

  @Test(arguments: [
    ScriptedDify.Answer.fault(.reset, wasSent: true), .fault(.idle, wasSent: true), .text(504, "<html></html>"),
    .text(200, ""), .text(200, "{\"workflow_run_id\":"), .events([]), .events([.ping, .cut]),
    .events([.raw("{\"event\":\"workflow_started\",\"task")]),
  ])
  func whatCannotBeFoundIsUnknown(_ answer: ScriptedDify.Answer) async throws {
    let bench = try DifyBench()
    bench.dify.on(DifyBench.run, answer)
    bench.dify.on(DifyBench.logs, .json(200, DifyWords.logs(nil)))
    let ending = try await bench.run()
    #expect(bench.short(ending) == "unknown unknown dify-run-lost")
    #expect(bench.journal == ["sent 1", DifyBench.unnamed])
    #expect(bench.dify.count(DifyBench.run) == 1)
    #expect(
      ending.failure?.message
        == """
        The row was sent to Dify (service 'shop'), and what became of it cannot be found out. \
        Look at the app's logs in Dify: it may have been done and paid for. Retry the row if it was not.
        """)
  }

  @Test func aLookUpGoesOnWhenTheServiceIsBack() async throws {
    var bench = try DifyBench()
    bench.dify.on(DifyBench.run, .fault(.reset, wasSent: true))
    bench.dify.on(DifyBench.logs, .fault(.notConnected, wasSent: false))
    #expect(bench.short(try await bench.run()) == "retry transient dify-unreachable")
    #expect(bench.journal == ["sent 1", DifyBench.unnamed])
    bench.bench.history.remoteIDs = [1: String(DifyBench.unnamed.dropFirst("remote 1 ".count))]
    bench.bench.history.attempt = 2
    bench.dify.on(DifyBench.logs, .json(200, DifyWords.logs(DifyBench.user)))
    bench.dify.on(DifyBench.detail, .json(200, DifyWords.detail("succeeded")))
    #expect(try await bench.run().outcome == .done)
    #expect(bench.dify.count(DifyBench.run) == 1)
  }

  @Test func aUserOfTheWorkflowsOwnFindsNothing() async throws {
    let bench = try DifyBench(["title": "Cup"], DifyBench.workflow + "\nuser: shop-{{title}}")
    bench.dify.on(DifyBench.run, .fault(.reset, wasSent: true))
    #expect(bench.short(try await bench.run()) == "unknown unknown dify-run-lost")
    #expect(bench.dify.calls.map(\.name) == [DifyBench.run])
    #expect(bench.dify.calls[0].json["user"] == "shop-Cup")
  }

  // MARK: After a crash

  @Test func goesOnWithTheRunOfAnEarlierAttempt() async throws {
    var bench = try DifyBench()
    bench.bench.history.attempt = 2
    bench.bench.history.remoteIDs = [1: id]
    bench.bench.history.sent = [1]
    bench.dify.on(DifyBench.detail, .json(200, DifyWords.detail("succeeded")))
    #expect(try await bench.run().outcome == .done)
    #expect(bench.dify.calls.map(\.name) == [DifyBench.detail])
  }

  @Test func looksForWhatACrashLeftUnnamed() async throws {
    var bench = try DifyBench()
    bench.bench.history.attempt = 3
    bench.bench.history.sent = [1]
    bench.bench.history.sentAttempt = 1
    bench.dify.on(DifyBench.logs, .json(200, DifyWords.logs(DifyBench.user)))
    bench.dify.on(DifyBench.detail, .json(200, DifyWords.detail("succeeded")))
    #expect(try await bench.run().outcome == .done)
    #expect(bench.dify.count(DifyBench.run) == 0)
    #expect(bench.dify.calls[0].url.hasSuffix("created_by_end_user_session_id=\(DifyBench.user)"))
  }

  @Test func aPersonMayRunAgainWhatCannotBeFound() async throws {
    var bench = try DifyBench()
    bench.bench.history.attempt = 2
    bench.bench.history.remoteIDs = [1: id]
    bench.bench.history.mayRepeat = true
    bench.dify.on(DifyBench.detail, .json(200, DifyWords.detail("running", outputs: [:])))
    bench.dify.on(DifyBench.run, .events([started, .json(DifyWords.finished())]))
    #expect(try await bench.run().outcome == .done)
    #expect(bench.dify.count(DifyBench.run) == 1)
    #expect(bench.journal.prefix(2) == ["remote 1 none", "sent 1"])
  }

  @Test func whatAPersonWantsAgainIsFetchedWhereItIsDone() async throws {
    var bench = try DifyBench()
    bench.bench.history.remoteIDs = [1: id]
    bench.bench.history.mayRepeat = true
    bench.dify.on(DifyBench.detail, .json(200, DifyWords.detail("succeeded")))
    #expect(try await bench.run().outcome == .done)
    #expect(bench.dify.count(DifyBench.run) == 0)
  }

  // MARK: Cancelling

  @Test func aCancelStopsTheRunAndReadsToItsEnd() async throws {
    let bench = try DifyBench()
    bench.dify.on(DifyBench.run, .events([started, .untilStopped(DifyWords.finished("stopped", outputs: nil))]))
    bench.dify.on("POST /v1/workflows/tasks/t1/stop", .json(200, ["result": "success"]))
    let task = Task { try await bench.run() }
    try await bench.waitForName()
    task.cancel()
    #expect(try await task.value.outcome == .cancelled)
    #expect(bench.dify.calls.last?.json == ["user": .string(DifyBench.user)])
    #expect(bench.journal.last == "remote 1 none")
  }

  @Test func aStopThatComesTooLateKeepsTheResult() async throws {
    let bench = try DifyBench()
    bench.dify.on(DifyBench.run, .events([started, .untilStopped(DifyWords.finished())]))
    bench.dify.on("POST /v1/workflows/tasks/t1/stop", .json(200, ["result": "success"]))
    let task = Task { try await bench.run() }
    try await bench.waitForName()
    task.cancel()
    #expect(try await task.value.outcome == .done)
  }

  @Test func aRunThatDoesNotStopIsLeftAfterTheGrace() async throws {
    var bench = try DifyBench()
    bench.times.stopGrace = .milliseconds(50)
    bench.dify.on(DifyBench.run, .events([started, .silence]))
    bench.dify.on("POST /v1/workflows/tasks/t1/stop", .json(200, ["result": "success"]))
    let task = Task { [bench] in try await bench.run() }
    try await bench.waitForName()
    task.cancel()
    #expect(try await task.value.outcome == .cancelled)
    #expect(bench.dify.count("POST /v1/workflows/tasks/t1/stop") == 1)
  }

  @Test func aServerThatShutsDownLeavesTheRunAlone() async throws {
    let bench = try DifyBench()
    bench.dify.on(DifyBench.run, .events([started, .silence]))
    let task = Task { try await bench.run(isGivenUp: false) }
    try await bench.waitForName()
    task.cancel()
    #expect(try await task.value.outcome == .cancelled)
    #expect(bench.dify.calls.map(\.name) == [DifyBench.run])
    #expect(bench.journal == ["sent 1", DifyBench.named])
  }
}

extension DifyBench {
  /// Waits until the run's names are written down.
  func waitForName() async throws {
    for _ in 0..<5_000 where !journal.contains(Self.named) { try await ContinuousClock().sleep(for: .milliseconds(1)) }
    try #require(journal.contains(Self.named), "the run was named")
  }
}
