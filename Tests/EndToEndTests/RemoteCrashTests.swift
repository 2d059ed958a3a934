import JobModel
import TestSupport
import Testing

/// The server is killed before, during and after each request of a row; the services count what they were sent.
@Suite(.serialized) struct RemoteCrashTests {
  /// Longer than any machine takes to kill a server.
  private static let held: JSONValue = ["beforeHeaders": 600]
  private static let heldBody: JSONValue = ["inBody": 600]
  private static let slow: JSONValue = ["waitingSeconds": 0.1, "runningSeconds": 1.5]

  /// Where the service cannot be asked what it did with a request, `unknown` is the truth.
  private static let moments: [CrashMoment] =
    [
      CrashMoment(
        name: "answer not there", kind: .picture, path: "/images/generations", delay: held, endings: [.unknown]),
      CrashMoment(
        name: "half the answer", kind: .picture, path: "/images/generations", point: .answered, delay: heldBody,
        endings: [.unknown]),
      CrashMoment(
        name: "answer sent", kind: .picture, path: "/images/generations", point: .answered, endings: [.unknown, .done]),
    ] + tasks + apps + graphs

  private static let tasks = [
    CrashMoment(
      name: "submitted, no answer", kind: .task, path: RemoteLoad.Kind.task.submission, delay: held,
      endings: [.unknown]),
    CrashMoment(
      name: "id sent", kind: .task, path: RemoteLoad.Kind.task.submission, point: .answered, settings: slow,
      endings: [.unknown, .done]),
    CrashMoment(name: "polling", kind: .task, path: "/tasks/*", point: .answered, settings: slow),
    CrashMoment(name: "poll unanswered", kind: .task, path: "/tasks/*", delay: held),
    CrashMoment(name: "download begins", kind: .task, service: "storage", path: "/results/*", delay: held),
    CrashMoment(
      name: "half a download", kind: .task, service: "storage", path: "/results/*", point: .answered, delay: heldBody),
    CrashMoment(name: "download over", kind: .task, service: "storage", path: "/results/*", point: .answered),
  ]

  private static let apps = [
    CrashMoment(name: "no event yet", kind: .app, path: "/workflows/run", delay: held),
    CrashMoment(
      name: "in the stream", kind: .app, path: "/workflows/run", point: .answered, settings: ["runningSeconds": 2]),
    CrashMoment(name: "ended, no download", kind: .app, path: "/tools/*", delay: held),
    CrashMoment(name: "half a download", kind: .app, path: "/tools/*", point: .answered, delay: heldBody),
  ]

  private static let graphs = [
    CrashMoment(name: "uploading", kind: .graph, path: "/upload/image", delay: held),
    CrashMoment(name: "submitted, no answer", kind: .graph, path: "/prompt", delay: held, endings: [.unknown]),
    CrashMoment(
      name: "polling", kind: .graph, path: "/history/*", point: .answered, settings: ["runningSeconds": 1.5]),
    CrashMoment(name: "download begins", kind: .graph, path: "/view", delay: held),
  ]

  @Test(arguments: moments) func aKilledServerSendsNothingTwice(_ moment: CrashMoment) async throws {
    let load = try await RemoteLoad()
    let service = moment.service ?? moment.kind.service
    if let settings = moment.settings { try await load.standIns.settings(settings, service: service) }
    if let delay = moment.delay {
      try await load.standIns.fault(["delay": delay], service: service, path: moment.path, times: 1)
    }
    let job = try await load.drop(moment.kind)
    try await load.wait(forCallsOf: service, moment.path, moment.name) { calls in
      moment.point == .arrived ? !calls.isEmpty : calls.contains { $0.status != nil }
    }
    try await load.server.kill()
    try load.server.start()
    let ending = try await load.server.endedRow(2, of: job)
    #expect(moment.endings.contains(ending.outcome), "\(ending)")
    #expect(try await load.performed(moment.kind, row: 2) == 1)
    try await load.server.finished(job)
    try InvariantCheck(load.server).check([job])
  }

  /// The second row has no place at the service while the first one's answer is held.
  @Test func aRowThatWasNotSentYetIsSentOnce() async throws {
    let load = try await RemoteLoad(inFlight: 1)
    try await load.standIns.fault(["delay": Self.held], service: "openai", path: "/images/generations", times: 1)
    let job = try await load.drop(.picture, rows: 2)
    try await load.wait(forCallsOf: "openai", "/images/generations", "the first request") { !$0.isEmpty }
    try await load.server.kill()
    try load.server.start()
    try await load.server.finished(job)
    let outcomes = try [2, 3].map { try load.outcome(ofRow: $0, of: job) }
    #expect(Set(outcomes) == [.unknown, .done])
    for row in 2...3 { #expect(try await load.performed(.picture, row: row) == 1) }
  }

  /// As it is: only a person's order for this very row sends it again, once.
  @Test func anUnknownRowIsSentAgainOnlyWhenAPersonNamesIt() async throws {
    let load = try await RemoteLoad()
    try await load.standIns.fault(["delay": Self.held], service: "openai", path: "/images/generations", times: 1)
    let job = try await load.drop(.picture)
    try await load.wait(forCallsOf: "openai", "/images/generations", "the request") { !$0.isEmpty }
    try await load.server.kill()
    try load.server.start()
    try await load.server.finished(job)
    #expect(try load.outcome(ofRow: 2, of: job) == .unknown)
    try load.server.giveTicket(.retry, job)
    #expect(try await load.server.answer(to: job.text, .retry).contains("unknown are left as they are"))
    try await load.server.finished(job, round: 2)
    #expect(try load.outcome(ofRow: 2, of: job) == .unknown)
    #expect(try await load.performed(.picture, row: 2) == 1)
    try load.server.give(Order(.retry, job: job, rows: RowRanges([2]), by: "test"))
    try await load.server.finished(job, round: 3)
    #expect(try load.outcome(ofRow: 2, of: job) == .done)
    #expect(try await load.performed(.picture, row: 2) == 2)
  }
}
