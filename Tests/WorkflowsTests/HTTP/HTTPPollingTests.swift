import HTTPTransfer
import JobModel
import Synchronization
import SystemPackage
import Testing

@testable import Workflows

@Suite struct HTTPPollingTests {
  typealias Reply = ScriptedHTTP.Reply

  static let task = """
    service: studio
    url: tasks
    json: {prompt: "{{prompt}}"}
    remote: /output/task_id
    poll:
      url: "tasks/{{$remote}}"
      state: /output/task_status
      done: [SUCCEEDED]
      failed: [FAILED]
      lost: [UNKNOWN]
      every: 2s
      most: 5s
      within: 60s
    cancel: {method: POST, url: "tasks/{{$remote}}/cancel"}
    outputs: {picture: {file: {link: /output/results/*/url}, type: image}}
    errors:
      - {at: /output/code, is: "InternalError*", class: transient}
    """

  /// Submits, is busy for two looks, succeeds, serves the file.
  @Sendable static func good(_ call: ScriptedHTTP.Call, _ number: Int) -> Reply {
    if call.request.method == "POST" { return .json(#"{"output":{"task_id":"t-1","task_status":"PENDING"}}"#) }
    if call.request.url.contains("cdn.example") { return .bytes(SampleBytes.png) }
    let isDone = number >= 3
    return .json(
      isDone
        ? #"{"output":{"task_status":"SUCCEEDED","results":[{"url":"https://cdn.example/1.png?s=1"}]}}"#
        : #"{"output":{"task_status":"RUNNING"}}"#)
  }

  @Test func theIDIsWrittenDownBeforeTheFirstLook() async throws {
    let bench = try HTTPBench(["prompt": "x"], answer: Self.good)
    let ending = try await bench.run(Self.task)
    #expect(ending.failure == nil)
    #expect(ending.files.map(\.mediaType) == ["image/png"])
    #expect(bench.journal.events == ["sent 1", "remote 1 t-1", "step 1"])
    #expect(bench.http.calls.map(\.request.method) == ["POST", "GET", "GET", "GET", "GET"])
    #expect(bench.waits.all == [.seconds(2), .seconds(2), .seconds(3)])
    let download = try #require(bench.http.calls.last?.request)
    #expect(download.url == "https://cdn.example/1.png?s=1")
    #expect(download.headers.isEmpty)
  }

  @Test func anAttemptWithAnIDSubmitsNothing() async throws {
    var bench = try HTTPBench(["prompt": "x"]) { call, number in Self.good(call, number + 3) }
    bench.bench.history.sent = [1]
    bench.bench.history.remoteIDs = [1: "t-1"]
    let ending = try await bench.run(Self.task)
    #expect(ending.outcome == .done)
    #expect(bench.http.calls.first?.request.url == "https://studio.example/v1/tasks/t-1")
    #expect(bench.http.calls.allSatisfy { $0.request.method == "GET" })
  }

  @Test func anAttemptCutOffAfterSendingIsUnknown() async throws {
    var bench = try HTTPBench(["prompt": "x"], answer: Self.good)
    bench.bench.history.sent = [1]
    let ending = try await bench.run(Self.task)
    #expect(ending.outcome == .unknown)
    #expect(ending.failure?.code == "answer-lost")
    #expect(bench.http.calls.isEmpty)
  }

  @Test func badEndsAreGivenUpAndJudged() async throws {
    let bench = try HTTPBench { call, _ in
      call.request.method == "POST"
        ? .json(#"{"output":{"task_id":"t-1"}}"#)
        : .json(#"{"output":{"task_status":"FAILED","code":"InternalError.Timeout","message":"too slow"}}"#)
    }
    let ending = try await bench.run(Self.task)
    #expect(ending.outcome == .retry)
    #expect(ending.failure?.class == .transient)
    #expect(ending.failure?.message.english.hasSuffix("The service says: too slow") == true)
    #expect(bench.journal.events == ["sent 1", "remote 1 t-1", "remote 1 none"])
  }

  @Test func workThatTheServiceLostIsUnknownUntilAPersonWantsItAgain() async throws {
    var bench = try HTTPBench { call, _ in
      call.request.method == "POST"
        ? .json(#"{"output":{"task_id":"t-1"}}"#) : .json(#"{"output":{"task_status":"UNKNOWN"}}"#)
    }
    let ending = try await bench.run(Self.task)
    #expect(ending.outcome == .unknown)
    #expect(ending.failure?.code == "remote-lost")
    let kept = try #require(bench.journal.events.last?.dropFirst("remote 1 ".count))
    // Cut off before the attempt's end: still nobody knows.
    bench.bench.history.remoteIDs = [1: String(kept)]
    bench.bench.history.sent = [1]
    let second = try await bench.run(Self.task)
    #expect(second.outcome == .unknown)
    #expect(bench.http.calls.count == 2)
    // A person's retry takes `sent` away.
    bench.bench.history.sent = []
    _ = try await bench.run(Self.task)
    #expect(bench.http.calls.count { $0.request.method == "POST" } == 2)
  }

  @Test func workThatNeverEndsIsUnknownAndGoesOnAfterARetry() async throws {
    let bench = try HTTPBench { call, _ in
      call.request.method == "POST"
        ? .json(#"{"output":{"task_id":"t-1"}}"#) : .json(#"{"output":{"task_status":"RUNNING"}}"#)
    }
    let ending = try await bench.run(Self.task)
    #expect(ending.outcome == .unknown)
    #expect(ending.failure?.code == "remote-too-long")
    #expect(bench.waits.total == .seconds(60))
    #expect(bench.journal.events == ["sent 1", "remote 1 t-1"])
  }

  @Test func looksThatFailAreRepeated() async throws {
    let bench = try HTTPBench { call, number in
      switch (call.request.method, number) {
      case ("GET", 1): .error(.reset)
      case ("GET", 2): .page("<html><title>502 Bad Gateway</title>", status: 502)
      case ("GET", 3): .json("{}", status: 429, headers: [HTTPHeader("Retry-After", "20")])
      default: Self.good(call, number)
      }
    }
    let ending = try await bench.run(Self.task)
    #expect(ending.outcome == .done)
    #expect(bench.waits.all == [.seconds(2), .seconds(2), .seconds(3), .seconds(20)])
  }

  @Test func looksThatKeepFailingKeepTheID() async throws {
    let bench = try HTTPBench { call, number in
      call.request.method == "POST" ? Self.good(call, number) : .error(.notConnected, wasSent: false)
    }
    let ending = try await bench.run(Self.task)
    #expect(ending.outcome == .retry)
    #expect(ending.failure?.class == .transient)
    #expect(bench.journal.events == ["sent 1", "remote 1 t-1"])
  }

  @Test func aRevokedKeyHoldsAndKeepsTheID() async throws {
    let bench = try HTTPBench { call, number in
      call.request.method == "POST" ? Self.good(call, number) : .json(#"{"message":"no"}"#, status: 401)
    }
    let ending = try await bench.run(Self.task)
    #expect(ending.failure?.class == .auth)
    #expect(bench.journal.events.last == "remote 1 t-1")
  }

  @Test func anAcceptedRequestWithoutAnIDIsUnknown() async throws {
    let bench = try HTTPBench { _, _ in .json(#"{"output":{}}"#) }
    let ending = try await bench.run(Self.task)
    #expect(ending.outcome == .unknown)
    #expect(ending.failure?.code == "no-remote-id")
  }

  @Test func aLinkThatHasRunOutIsUnknown() async throws {
    let bench = try HTTPBench { call, number in
      call.request.url.contains("cdn.example") ? .json("{}", status: 403) : Self.good(call, number)
    }
    let ending = try await bench.run(Self.task)
    #expect(ending.outcome == .unknown)
    #expect(ending.failure?.code == "link-expired")
    #expect(bench.journal.events.last?.contains("lost") == true)
  }

  @Test func aDownloadThatFailsLeavesOneSubmission() async throws {
    var bench = try HTTPBench { call, number in
      call.request.url.contains("cdn.example") ? .error(.reset) : Self.good(call, number)
    }
    for _ in 1...3 {
      let ending = try await bench.run(Self.task)
      #expect(ending.failure?.class == .transient)
      bench.bench.history.remoteIDs = [1: "t-1"]
    }
    #expect(bench.http.calls.count { $0.request.method == "POST" } == 1)
    #expect(bench.http.calls("cdn.example").count == 9)
  }

  @Test func aPictureThatWasCutOffIsFetchedAgain() async throws {
    let bench = try HTTPBench { call, number in
      call.request.url.contains("cdn.example") && number < 5
        ? .bytes(Array(SampleBytes.png.dropLast(12))) : Self.good(call, number)
    }
    let ending = try await bench.run(Self.task)
    #expect(ending.outcome == .done)
    #expect(bench.http.calls("cdn.example").count == 2)
  }

  @Test func cancellingARowStopsItsWork() async throws {
    var bench = try HTTPBench { call, number in
      call.request.method == "POST" && call.request.url.hasSuffix("cancel") ? .json("{}") : Self.good(call, number)
    }
    bench.whileWaiting = { withUnsafeCurrentTask { $0?.cancel() } }
    let ending = try await bench.run(Self.task)
    #expect(ending.outcome == .cancelled)
    #expect(bench.http.calls.last?.request.url == "https://studio.example/v1/tasks/t-1/cancel")
    #expect(bench.journal.events == ["sent 1", "remote 1 t-1", "remote 1 none"])
  }

  @Test func aServerThatStopsLeavesTheWorkAlone() async throws {
    var bench = try HTTPBench(answer: Self.good)
    bench.whileWaiting = { withUnsafeCurrentTask { $0?.cancel() } }
    bench.isGivenUp = false
    let ending = try await bench.run(Self.task)
    #expect(ending.outcome == .cancelled)
    #expect(bench.http.calls.count == 1)
    #expect(bench.journal.events == ["sent 1", "remote 1 t-1"])
  }

  @Test func linksOfAnAnswerAtOnceAreKeptAndFetchedLater() async throws {
    let recipe = """
      service: studio
      url: generate
      json: {prompt: x}
      outputs:
        picture: {file: {link: /data/*/url}, type: image}
        words: {from: /words}
      cost: {each: 2}
      """
    let isDown = Atomic<Bool>(true)
    var bench = try HTTPBench { call, _ in
      if call.request.method == "POST" { return .json(#"{"words":"w","data":[{"url":"/files/1.png"}]}"#) }
      return isDown.load(ordering: .relaxed) ? .error(.idle) : .bytes(SampleBytes.png)
    }
    let first = try await bench.run(recipe)
    #expect(first.outcome == .retry)
    let kept = try #require(bench.journal.events.last)
    #expect(kept.hasPrefix("remote 1 {"))
    isDown.store(false, ordering: .relaxed)
    bench.bench.history.remoteIDs = [1: String(kept.dropFirst("remote 1 ".count))]
    let second = try await bench.run(recipe)
    #expect(second.outcome == .done)
    #expect(second.outputs == ["words": "w"])
    #expect(second.cost == 2)
    #expect(second.files.count == 1)
    #expect(bench.http.calls.count { $0.request.method == "POST" } == 1)
    #expect(bench.http.calls.last?.request.url == "https://studio.example:443/files/1.png")
  }

  @Test func aPaidAnswerThatCannotBeKeptIsUnknown() async throws {
    let bench = try HTTPBench(isFull: true) { _, _ in .json(#"{"text":"done"}"#) }
    let ending = try await bench.run("service: studio\nurl: run\njson: {a: 1}\noutputs: {text: {from: /text}}")
    #expect(ending.outcome == .unknown)
    #expect(ending.failure?.code == "not-recorded")
    let repeatable = try HTTPBench(isFull: true) { _, _ in .json(#"{"text":"done"}"#) }
    let again = try await repeatable.run("service: studio\nurl: run\noutputs: {text: {from: /text}}")
    #expect(again.outcome == .retry)
    #expect(again.failure?.class == .throttled)
  }
}
