import Foundation
import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// Services that answer badly, through the whole server: what becomes of the row, what it is told, what was sent.
@Suite(.serialized) struct BadAnswerTests {
  private let server: TemporarySpoolServer
  private let standIns: StandIns

  init() async throws {
    standIns = try await StandIns.start()
    server = try TemporarySpoolServer(settings: ["ROWSPOOL_RETRIES": "1", "ROWSPOOL_LOG_LEVEL": "trace"])
  }

  // MARK: Setting up

  private var templates: FilePath { server.folder.appending("templates") }

  private func key(of name: String) -> String { "test-key-of-\(name)/+end" }

  private func prepare(_ cases: [BadAnswer]) async throws {
    var services = ""
    for bad in cases {
      let file = templates.appending("keys/\(bad.name).key")
      try file.write(key(of: bad.name) + "\n")
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.string)
      services += """
        \(bad.name):
          url: \(base(of: bad))
          key-file: keys/\(bad.name).key
          hosts: ["127.0.0.1:\(standIns.storagePort)"]
          private: true
          errors:
            - {at: [/error/code, /error/type], is: insufficient_quota, class: quota}
            - {at: [/error/code, /error/type], is: [moderation_blocked, content_policy_violation], class: blocked}

        """
      try server.addWorkflow(bad.name, bad.workflow())
      if let fault = bad.fault {
        try await standIns.fault(fault, service: "openai", marker: "prompt of \(bad.name).", times: bad.times)
      }
    }
    try templates.appending("services.yaml").write(services)
    try server.start()
    for bad in cases { try server.drop("\(bad.name).csv", into: bad.name, "prompt\nThe prompt of \(bad.name).\n") }
  }

  private func base(of bad: BadAnswer) -> String {
    switch bad.place {
    case .openAI: standIns.url("openai/v1")
    case .misbehaving: standIns.misbehavingURL("")
    case .nowhere: "http://127.0.0.1:1"
    }
  }

  // MARK: Looking

  /// How the row's last attempt ended, once it is as it stays.
  private func ending(of bad: BadAnswer) async throws -> Ending {
    guard bad.ending.hasPrefix("retry") else {
      let job = try await server.finishedJob(named: "\(bad.name).csv")
      return try #require(try server.ending(ofRow: 2, of: job))
    }
    let job = try await server.job(named: "\(bad.name).csv")
    return try await wait(for: "an attempt of \(bad.name); \(server.evidence)") {
      guard case .end(let ending)? = try server.row(2, of: job)?.history.last?.event else { return nil }
      return ending
    }
  }

  private func requests(of bad: BadAnswer) async throws -> Int {
    switch bad.place {
    case .openAI: try await standIns.calls(service: "openai", marker: "prompt of \(bad.name).").count
    case .misbehaving:
      try await standIns.calls(service: "misbehaving")
        .count { $0.json.object?["query"]?.object?["case"]?.string == bad.name }
    case .nowhere: 0
    }
  }

  private func check(_ bad: BadAnswer) async throws {
    let ending = try await ending(of: bad)
    let words = [ending.outcome.rawValue, ending.failure?.class.rawValue, ending.failure?.code].compactMap(\.self)
    #expect(words.joined(separator: " ") == bad.ending, "\(bad.name): \(ending.failure?.message ?? "")")
    #expect(try await requests(of: bad) == bad.requests, "\(bad.name)")
    let message = ending.failure?.message ?? ""
    #expect(bad.says.isEmpty || message.english.contains(bad.says), "\(bad.name): \(message)")
    let names = ["'\(bad.name)'", "127.0.0.1", "localhost", "169.254.169.254"]
    #expect(message.isEmpty || names.contains { message.english.contains($0) }, "\(bad.name): \(message)")
    for jargon in ["curl", "errno", "Optional(", "Error(", "nil", "{\"", "<h", "\n", "0x"] {
      #expect(!message.english.contains(jargon), "\(bad.name): \(message)")
    }
  }

  private func check(_ cases: [BadAnswer]) async throws {
    try await prepare(cases)
    for bad in cases { try await check(bad) }
    #expect(server.isRunning)
    try await server.stop()
    #expect(
      try KeySearch.files(
        holding: cases.map { key(of: $0.name) }, below: server.folder, except: templates.appending("keys")) == [])
  }

  // MARK: Tests

  @Test func faultsOfTheWayAreToldFromEachOther() async throws {
    try await check(BadAnswer.ofTheWay)
  }

  @Test func answersThatAreNoGoodAreToldFromEachOther() async throws {
    try await check(BadAnswer.ofTheAnswer)
  }

  @Test func whatConcernsEveryRowHoldsItsService() async throws {
    try await check(BadAnswer.thatHold)
  }

  @Test func anAnswerOf200MegabytesIsReadInFlatMemory() async throws {
    let bad = BadAnswer("huge", .openAI("chat/completions"), ["damage": "huge"], ending: "done")
    try await prepare([bad])
    var most = 0
    let job = try await server.job(named: "huge.csv")
    try await wait(for: "the answer to be read; \(server.evidence)", atMost: .seconds(120)) {
      most = max(most, server.privateBytes ?? 0)
      return try server.spool.jobFolder(job).finished() != nil
    }
    try await check(bad)
    #expect(most > 0 && most < 150_000_000, "\(most / 1_000_000) MB")
  }

  // MARK: Dify

  /// What befalls the run of a row with this title, and how the row ends.
  private static let runs: [(title: String, fault: JSONValue?, ending: String)] = [
    ("good", nil, "done"), ("cut", ["cut": "midBody"], "done"),
    ("event", ["cut": "midEvent", "reset": true], "done"),
    ("end", ["cut": "beforeLastEvent"], "done"), ("twice", ["damage": ["duplicatedEvents", "unknownEvents"]], "done"),
    ("late", ["html": true, "status": 504, "performed": true], "done"),
    ("failed", ["behaviour": "failed"], "failed invalid dify-run-failed"),
    ("partial", ["behaviour": "partial"], "warning transient dify-partial"),
    ("paused", ["behaviour": "paused"], "failed invalid dify-paused"),
    ("nothing", ["behaviour": "noOutputs"], "failed blocked dify-no-output"),
  ]

  @Test func everyRunOfDifyIsSubmittedOnceAndSettled() async throws {
    let file = templates.appending("keys/dify.key")
    try file.write("test-key-dify-workflow\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.string)
    try templates.appending("services.yaml").write(
      "dify: {url: '\(standIns.url("dify/v1"))', key-file: keys/dify.key}\n")
    let own = FilePath(#filePath).removingLastComponent().removingLastComponent().removingLastComponent()
    try server.addWorkflow("dify", try own.appending("templates/dify/workflow.yaml").text())
    for run in Self.runs {
      guard let fault = run.fault else { continue }
      try await standIns.fault(fault, service: "dify", path: "/workflows/run", marker: "a \(run.title) cup", times: 1)
    }
    try server.start()
    let lines = Self.runs.map { "a \($0.title) cup\n" }.joined()
    try server.drop("runs.csv", into: "dify", "Title\n" + lines)
    let job = try await server.finishedJob(named: "runs.csv")
    for (index, run) in Self.runs.enumerated() {
      let ending = try #require(try server.ending(ofRow: index + 2, of: job))
      let message = ending.failure?.message ?? ""
      let words = [ending.outcome.rawValue, ending.failure?.class.rawValue, ending.failure?.code].compactMap(\.self)
      #expect(words.joined(separator: " ") == run.ending, "\(run.title): \(message)")
      #expect(
        message.isEmpty || message.english.contains("Dify") || message.english.contains("app"),
        "\(run.title): \(message)")
      let calls = try await standIns.calls(service: "dify", path: "/workflows/run", marker: "a \(run.title) cup")
      #expect(calls.count == 1, "\(run.title)")
    }
    try InvariantCheck(server).check([job])
  }
}
