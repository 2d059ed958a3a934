import HTTPTransfer
import JobModel
import Testing

@testable import Workflows

@Suite struct DifyStreamTests {
  /// The decisions for a list of events.
  private func decisions(_ app: DifyApp, _ events: [JSONValue]) -> (DifyStream, [DifyStream.Decision]) {
    var stream = DifyStream(app, run: DifyRun(user: "u"))
    let decisions = events.map { stream.take(ServerSentEvent(data: $0.plainText)) }
    return (stream, decisions)
  }

  private func result(_ app: DifyApp, _ events: [JSONValue]) -> DifyResult? {
    if case .ended(.result(let result))? = decisions(app, events).1.last { result } else { nil }
  }

  @Test func aRunIsNamedByItsFirstEventAndEndsWithItsResult() {
    let (stream, found) = decisions(.workflow, [DifyWords.started, DifyWords.finished()])
    #expect(stream.run == DifyRun(user: "u", run: "r1", task: "t1"))
    #expect(found.first == .identified(stream.run))
    guard case .ended(.result(let result)) = found[1] else {
      Issue.record("no result")
      return
    }
    #expect(result.status == .succeeded)
    #expect(result.outputs == ["text": "Hello"])
  }

  @Test func unknownRepeatedAndBrokenEventsChangeNothing() {
    var stream = DifyStream(.workflow, run: DifyRun(user: "u"))
    #expect(stream.take(ServerSentEvent(name: "ping", data: "")) == .none)
    #expect(stream.take(ServerSentEvent(data: "{\"event\":\"workflow_sta")) == .none)
    #expect(stream.take(ServerSentEvent(data: "[1]")) == .none)
    #expect(stream.take(ServerSentEvent(data: #"{"event":"moon_phase","data":7}"#)) == .none)
    _ = stream.take(ServerSentEvent(data: DifyWords.started.plainText))
    #expect(stream.take(ServerSentEvent(data: DifyWords.started.plainText)) == .none)
    #expect(stream.take(ServerSentEvent(data: DifyWords.event("tts_message_end").plainText)) == .none)
  }

  @Test(arguments: [
    ("partial-succeeded", DifyStatus.partial), ("failed", .failed), ("stopped", .stopped), ("Succeeded", .succeeded),
  ])
  func readsHowARunEnded(_ word: String, _ status: DifyStatus) {
    #expect(result(.workflow, [DifyWords.finished(word)])?.status == status)
  }

  @Test func aStatusThatNobodyKnowsDecidesNothing() {
    #expect(
      decisions(.workflow, [DifyWords.started, DifyWords.finished("dreaming")]).1.last == DifyStream.Decision.none)
  }

  @Test func aPausedRunEndsItsStream() {
    #expect(result(.workflow, [DifyWords.started, DifyWords.event("workflow_paused")])?.status == .paused)
  }

  @Test func anErrorEventEndsItWithItsCode() {
    let error: JSONValue = ["event": "error", "status": "400", "code": "completion_request_error", "message": "No."]
    guard case .ended(.error(let event))? = decisions(.workflow, [error]).1.last else {
      Issue.record("no end")
      return
    }
    #expect(event.status == 400)
    #expect(event.code == "completion_request_error")
  }

  @Test func pricesOfNodesAreAddedOnceEach() {
    func node(_ id: String, _ price: JSONValue) -> JSONValue {
      DifyWords.event(
        "node_finished", ["id": .string(id), "execution_metadata": ["total_price": price, "currency": "USD"]])
    }
    let events = [node("a", "0.25"), node("b", 0.5), node("b", 0.5), node("c", nil), DifyWords.finished()]
    #expect(result(.workflow, events)?.prices == ["USD": 0.75])
  }

  @Test func numbersMayBeTextAndNamesNumbers() {
    var stream = DifyStream(.workflow, run: DifyRun(user: "u"))
    let event = #"{"event":"workflow_started","task_id":7,"workflow_run_id":"","data":{"id":"r9"}}"#
    #expect(stream.take(ServerSentEvent(data: event)) == .identified(DifyRun(user: "u", run: "r9", task: "7")))
  }

  // MARK: Apps that answer

  private func message(_ kind: String, _ more: JSONObject) -> JSONValue {
    let common: JSONObject = ["event": .string(kind), "task_id": "t1", "message_id": "m1", "conversation_id": "c1"]
    return .object(common.merging(more))
  }

  private let usage: JSONObject = [
    "metadata": ["usage": ["total_tokens": 9, "total_price": "0.002", "currency": "USD"]]
  ]

  @Test func anAnswerIsPutTogetherFromItsPieces() {
    let events = [
      message("message", ["answer": "Hel"]), message("agent_message", ["answer": "lo"]), message("message_end", usage),
    ]
    let ended = result(.chat, events)
    #expect(ended?.answer == "Hello")
    #expect(ended?.prices == ["USD": 0.002])
    #expect(ended?.document(DifyRun(user: "u"))["total_tokens"] == 9)
  }

  @Test func moderationReplacesAnAnswer() {
    let events = [
      message("message", ["answer": "secret"]), message("message_replace", ["answer": "(removed)"]),
      message("message_end", [:]),
    ]
    #expect(result(.completion, events)?.answer == "(removed)")
  }

  @Test func filesOfAnAnswerAreKept() {
    let file = message("message_file", ["id": "f1", "type": "image", "belongs_to": "assistant", "url": "/files/a.png"])
    let own = message("message_file", ["id": "f2", "type": "image", "belongs_to": "user", "url": "/files/b.png"])
    let ended = result(.agentChat, [file, own, message("message_end", [:])])
    #expect(ended?.document(DifyRun(user: "u"))["files"]?.array?.count == 1)
  }

  @Test func aChatsWorkflowEndsWithItsMessage() {
    let events = [
      DifyWords.started, message("message", ["answer": "Hel"]), message("message", ["answer": "Hel"]),
      DifyWords.finished(outputs: ["answer": "Hello"]),
    ]
    var (stream, found) = decisions(.advancedChat, events)
    #expect(found.last == DifyStream.Decision.none)
    guard case .result(let early)? = stream.finish() else {
      Issue.record("the result counts without message_end")
      return
    }
    #expect(early.answer == "Hello")
    guard case .ended(.result(let ended)) = stream.take(ServerSentEvent(data: message("message_end", usage).plainText))
    else {
      Issue.record("no end")
      return
    }
    #expect(ended.answer == "Hello")
    #expect(ended.prices == ["USD": 0.002])
  }

  @Test func aStreamThatOnlyPingsHasNoEnd() {
    var stream = DifyStream(.workflow, run: DifyRun(user: "u"))
    _ = stream.take(ServerSentEvent(name: "ping", data: ""))
    #expect(stream.finish() == nil)
    #expect(!stream.run.isNamed)
  }
}
