import Foundation
import HTTPTransfer
import JobModel
import SystemPackage
import TestSupport
import Testing

@testable import Workflows

/// The step and the real client against the stand-in, over HTTP.
@Suite(.serialized) struct DifyServiceTests {
  /// A row with a picture in its job's folder.
  private func rowWithPicture() throws -> Bench {
    let bench = try Bench(["title": "Cup", "qty": 2, "photo": "source/cup.jpg"])
    try FileManager.default.createDirectory(
      atPath: bench.job.appending("source").string, withIntermediateDirectories: true)
    try Data(DifyWords.png).write(to: URL(fileURLWithPath: bench.job.appending("source/cup.jpg").string))
    return bench
  }

  @Test func aRowGoesThereAndItsPictureComesBack() async throws {
    let live = try await LiveDify()
    let ending = try await live.run(try rowWithPicture())
    #expect(ending.short == "done")
    #expect(ending.outputs == ["text": "Done: Cup", "count": 9])
    #expect(ending.files.map(\.mediaType) == ["image/png"])
    #expect(ending.cost == 0.0125)
    let calls = try await live.standIns.calls(service: "dify")
    #expect(calls.map(\.path).prefix(2) == ["/files/upload", "/workflows/run"])
    #expect(calls.allSatisfy { $0.status == 200 || $0.status == 201 })
    // The key goes to the API alone; its value is not recorded.
    #expect(calls.map { $0.header("Authorization") != nil } == [true, true, false])
    let inputs = try #require(calls[1].body?.object?["inputs"]?.object)
    #expect(inputs["photo"]?.object?["type"] == "image")
    #expect(inputs["qty"] == 2)
  }

  // MARK: Faults on the way: the run is done once, and its result is found

  @Test(arguments: [
    #"{"cut": "midBody"}"#, #"{"cut": "midEvent"}"#, #"{"cut": "beforeLastEvent"}"#,
    #"{"cut": "midBody", "reset": true}"#, #"{"cut": "beforeHeaders", "performed": true}"#,
    #"{"html": true, "status": 504, "performed": true}"#, #"{"html": true, "status": 502, "performed": true}"#,
    #"{"behaviour": "pingOnly"}"#, #"{"damage": ["brokenJSON"]}"#,
  ])
  func whatIsLostOnTheWayIsFoundAndNotSentAgain(_ fault: String) async throws {
    let live = try await LiveDify()
    try await live.fault(try JSONReader.read(fault))
    let ending = try await live.run()
    #expect(ending.short == "done")
    #expect(ending.outputs["text"] == "Done: Cup")
    #expect(try await live.submissions() == 1)
  }

  @Test(arguments: [
    #"{"behaviour": "oddEvents"}"#, #"{"behaviour": "repeatedEvents"}"#, #"{"damage": ["duplicatedEvents"]}"#,
    #"{"damage": ["unknownEvents"]}"#, #"{"damage": ["numbersAsStrings"]}"#, #"{"damage": ["splitEvents"]}"#,
  ])
  func oddStreamsAreRead(_ fault: String) async throws {
    let live = try await LiveDify()
    try await live.fault(try JSONReader.read(fault))
    #expect(try await live.run().short == "done")
    #expect(try await live.submissions() == 1)
  }

  @Test func aRequestThatNeverArrivedMayBeSentAgain() async throws {
    let live = try await LiveDify()
    live.standIns.stop()
    #expect(try await live.run().short == "retry transient dify-unreachable")
  }

  @Test func anOldServerThatLosesARunLeavesItUnknown() async throws {
    let live = try await LiveDify()
    try await live.standIns.settings(["isOld": true], service: "dify")
    try await live.fault(["cut": "midBody"])
    let settings = LiveDify.settings.replacing("deadline: 5s", with: "deadline: 500ms")
    let bench = try Bench(["title": "Cup"])
    #expect(try await live.run(bench, settings).short == "unknown unknown dify-still-running")
    #expect(try await live.submissions() == 1)
    #expect(bench.journal.events.count == 2)
  }

  @Test func aRunThatGoesOnAfterADroppedStreamIsAttachedTo() async throws {
    let live = try await LiveDify()
    try await live.standIns.settings(["runningSeconds": 0.6], service: "dify")
    try await live.fault(["cut": "midBody"])
    #expect(try await live.run().short == "done")
    #expect(try await live.standIns.calls(service: "dify", path: "/workflow/*/events").count == 1)
  }

  // MARK: How runs end

  @Test(arguments: [
    ("failed", "failed invalid dify-run-failed"), ("rateLimited", "retry transient dify-run-failed"),
    ("partial", "warning transient dify-partial"), ("paused", "failed invalid dify-paused"),
    ("noOutputs", "failed blocked dify-no-output"),
    ("errorEvent", "retry transient dify-completion-request-error"),
    ("errorBeforeStart", "retry quota dify-provider-quota-exceeded"), ("relativeLinks", "done"),
    ("expiredLinks", "failed invalid dify-link-expired"), ("foreignLinks", "failed invalid dify-address"),
  ])
  func saysHowARunEnded(_ behaviour: String, _ wanted: String) async throws {
    let live = try await LiveDify()
    try await live.fault(["behaviour": .string(behaviour)])
    #expect(try await live.run().short == wanted)
  }

  @Test func refusalsOfTheServerAreTold() async throws {
    let live = try await LiveDify()
    let ending = try await live.run(["title": .string(String(repeating: "x", count: 60))])
    #expect(ending.short == "failed invalid dify-invalid-param")
    #expect(
      ending.failure?.message
        == """
        Dify (service 'shop'): the app does not take this row's values. \
        It says: title in input form must be less than 48 characters
        """)
    try await live.standIns.settings(["mostRuns": 0], service: "dify")
    #expect(try await live.run().short == "retry throttled dify-too-many-requests")
  }

  @Test func aKeyThatIsRevokedAndEchoedIsNowhereToBeSeen() async throws {
    let live = try await LiveDify()
    try await live.standIns.keys(["revoke": [.string(live.key)], "echo": true])
    let ending = try await live.run()
    #expect(ending.short == "retry auth dify-unauthorized")
    #expect(!"\(ending)".contains(live.key))
    #expect(ending.failure?.detail?.contains("Incorrect API key provided") == true)
  }

  @Test func aCancelStopsTheRunThere() async throws {
    let live = try await LiveDify()
    try await live.standIns.settings(["runningSeconds": 60], service: "dify")
    let bench = try Bench(["title": "Cup"])
    let task = Task { try await live.run(bench) }
    for _ in 0..<2_000 where bench.journal.events.count < 2 { try await ContinuousClock().sleep(for: .milliseconds(5)) }
    task.cancel()
    #expect(try await task.value.short == "cancelled")
    #expect(try await live.standIns.calls(service: "dify", path: "/workflows/tasks/*/stop").count == 1)
    #expect(bench.journal.events.last == "remote 1 none")
  }

  // MARK: Apps that answer

  @Test(arguments: [DifyApp.completion, .chat, .agentChat, .advancedChat])
  func appsAnswer(_ app: DifyApp) async throws {
    let live = try await LiveDify(app)
    let settings =
      app.isChat
      ? "service: shop\napp: \(app.rawValue)\nquery: \"{{title}}\"\ninputs: {title: \"{{title}}\"}"
      : "service: shop\napp: completion\ninputs: {query: \"{{title}}\"}"
    let ending = try await live.run(["title": "Who?"], settings)
    #expect(ending.outputs == ["answer": "Done: Who?"])
    #expect(ending.cost == 0.00006)
  }

  // MARK: Other clients

  /// Clients that are not by us get the same from the stand-in as a row does.
  @Test(arguments: [
    ("dify_classic", "dify-client"), ("dify_fork", "dify-python-sdk"), ("dify_typed", "dify-client-python"),
  ])
  func otherClientsGetTheSame(script: String, place: String) async throws {
    let live = try await LiveDify()
    let answer = try #require(try await live.run().outputs["text"]?.string)
    let chat = try await LiveDify(.chat)
    let settings = "service: shop\napp: chat\nquery: \"{{title}}\""
    let said = try #require(try await chat.run(["title": "Cup"], settings).outputs["answer"]?.string)
    let results = try await Python.checks(
      script, [String(live.standIns.url("").dropLast()), answer, said], place: place)
    #expect(results.count >= 4)
    for (name, result) in results { #expect(result == "ok", "\(script).py, \(name)") }
  }
}
