import HTTPTransfer
import JobModel
import SystemPackage
import Testing

@testable import Workflows

/// Answers that are no good: class, sentence, retry, and what the row's file says of the submission.
@Suite struct HTTPAnswerTests {
  typealias Reply = ScriptedHTTP.Reply

  static let post = """
    service: studio
    url: run
    json: {a: 1}
    outputs: {text: {from: /text}, n: {from: /usage, type: integer}}
    errors:
      - {status: 429, at: [/error/code, /error/type], is: [insufficient_quota, "*_limit_exceeded"], class: quota}
      - {at: /error/code, is: moderation_blocked, class: blocked}
      - {status: 429, at: /error/details/*/retryDelay, class: throttled, retryAfter: /error/details/*/retryDelay}
      - {message: "*overloaded*", class: throttled, retryAfter: 90s}
      - {at: /finish, is: length, class: warning, say: The text was cut off.}
    """

  static let get = """
    service: studio
    url: look
    outputs: {text: {from: /text}}
    """

  private func ending(_ recipe: String, _ reply: Reply) async throws -> (Ending, [String]) {
    let bench = try HTTPBench { _, _ in reply }
    return (try await bench.run(recipe), bench.journal.events)
  }

  @Test(
    arguments: [
      (400, Failure.Class.invalid), (401, .auth), (402, .quota), (403, .auth), (404, .invalid), (408, .throttled),
      (409, .invalid), (413, .invalid), (415, .invalid), (422, .invalid), (425, .throttled), (429, .throttled),
      (500, .transient), (502, .unknown), (503, .transient), (504, .unknown), (524, .unknown), (301, .invalid),
    ])
  func statusesHaveTheirClasses(_ status: Int, _ kind: Failure.Class) async throws {
    let (ending, events) = try await ending(Self.post, .json(#"{"error":{"message":"why"}}"#, status: status))
    #expect(ending.failure?.class == kind)
    #expect(ending.failure?.service == "studio")
    #expect(ending.failure?.message.english.hasSuffix("The service says: why") == true)
    #expect(events == (kind == .unknown ? ["sent 1"] : ["sent 1", "remote 1 none"]))
  }

  @Test func repeatableRequestsAreNeverUnknown() async throws {
    for reply in [Reply.page("<h1>504</h1>", status: 504), .error(.reset), .error(.idle), .json("{")] {
      let (ending, events) = try await ending(Self.get, reply)
      #expect(ending.failure?.class == .transient)
      #expect(ending.outcome == .retry)
      #expect(events.isEmpty)
    }
  }

  @Test func requestsThatWereNotAnsweredAreUnknown() async throws {
    for reply in [Reply.error(.reset), .error(.idle), .error(.badAnswer), .error(.tooLarge), .json(#"{"text":"#)] {
      let (ending, events) = try await ending(Self.post, reply)
      #expect(ending.outcome == .unknown)
      #expect(events == ["sent 1"])
    }
  }

  @Test func requestsThatNeverLeftAreTriedAgain() async throws {
    for code in [HTTPError.Code.nameNotFound, .notConnected, .tls] {
      let (ending, events) = try await ending(Self.post, .error(code, wasSent: false))
      #expect(ending.failure?.class == .transient)
      #expect(events == ["sent 1", "remote 1 none"])
    }
    let (refused, events) = try await ending(Self.post, .error(.addressNotAllowed, wasSent: false))
    #expect(refused.failure?.class == .invalid)
    #expect(events == ["sent 1", "remote 1 none"])
  }

  @Test func rulesComeBeforeStatuses() async throws {
    let (quota, _) = try await ending(Self.post, .json(#"{"error":{"type":"insufficient_quota"}}"#, status: 429))
    #expect(quota.failure?.class == .quota)
    let (number, _) = try await ending(Self.post, .json(#"{"error":{"code":429,"message":"m"}}"#, status: 429))
    #expect(number.failure?.class == .throttled)
    let (blocked, _) = try await ending(
      Self.post, .json(#"{"error":{"code":"Moderation_Blocked","message":"no"}}"#, status: 400))
    #expect(blocked.failure?.class == .blocked)
    let (delay, _) = try await ending(
      Self.post, .json(#"[{"error":{"details":[{"@type":"x"},{"retryDelay":"34.5s"}]}}]"#, status: 429))
    #expect(delay.notBefore == Timestamp(milliseconds: 34_500))
    let (words, _) = try await ending(Self.post, .json(#"{"message":"Model is OVERLOADED now"}"#, status: 400))
    #expect(words.failure?.class == .throttled)
    #expect(words.notBefore == Timestamp(milliseconds: 90_000))
  }

  @Test func aServicesWaitIsKeptTo() async throws {
    let date = "Thu, 01 Jan 1970 00:01:00 GMT"
    for (header, milliseconds) in [("30", 30_000), ("1.5", 1500), (date, 60_000), ("864000", 86_400_000)] {
      let (ending, _) = try await ending(Self.post, .json("{}", status: 429, headers: [.init("Retry-After", header)]))
      #expect(ending.notBefore == Timestamp(milliseconds: Int64(milliseconds)))
    }
  }

  @Test func anErrorInAGoodAnswerIsOne() async throws {
    let (ending, events) = try await ending(Self.post, .json(#"{"error":{"message":"no face found"}}"#))
    #expect(ending.failure?.class == .blocked)
    #expect(ending.failure?.code == "empty-answer")
    #expect(
      ending.failure?.message
        == "The service 'studio' gave no 'text' for this row. The service says: no face found")
    #expect(events == ["sent 1", "remote 1 none"])
  }

  @Test func blankLinesBeforeAnAnswerAreNothing() async throws {
    let waiting = String(repeating: "\n", count: 5000)
    let (ending, _) = try await ending(Self.post, .json(waiting + #"{"text":"good"}"#))
    #expect(ending.outputs == ["text": "good"])
    let (empty, _) = try await self.ending(Self.post, .json(waiting))
    #expect(empty.outcome == .unknown)
    #expect(empty.failure?.detail?.hasPrefix("not JSON: it is empty") == true)
  }

  @Test(arguments: [#"{"text":"cut o"#, #"[{"text":"cut"#, "\u{FFFD}PNG\u{1}"])
  func whatIsNoTextIsNotShownToPeople(_ body: String) async throws {
    let (ending, _) = try await ending(Self.post, .json(body))
    #expect(ending.failure?.message.english.contains("The service says") == false)
    #expect(ending.failure?.detail?.contains("status 200") == true)
  }

  @Test func aRemarkMakesAWarning() async throws {
    let (ending, _) = try await ending(Self.post, .json(#"{"text":"cut","finish":"length"}"#))
    #expect(ending.outcome == .warning)
    #expect(ending.failure?.message == "The text was cut off.")
    #expect(ending.outputs == ["text": "cut"])
  }

  @Test func detailsAreForAdministrators() async throws {
    let long = String(repeating: "x", count: 900)
    let (ending, _) = try await ending(
      Self.post, .json(#"{"detail":"\#(long)"}"#, status: 422, headers: [.init("X-Request-ID", "r-9")]))
    let failure = try #require(ending.failure)
    #expect(failure.message.english.count < 420)
    #expect(failure.detail?.hasPrefix("status 422 from https://studio.example/v1/run\nx-request-id r-9\n{") == true)
    #expect((failure.detail?.count ?? 0) < 600)
  }

  @Test(
    arguments: [
      (#"{"error":{"message":"a"}}"#, "a"), (#"{"error":"b"}"#, "b"), (#"{"message":"c","code":1}"#, "c"),
      (#"[{"error":{"message":"d"}}]"#, "d"), (#"{"detail":[{"loc":[1],"msg":"e"}]}"#, "e"), (#""f""#, "f"),
      (#"{"output":{"message":"g","code":"X"}}"#, "g"), ("plain\r\nwords", "plain words"),
      ("<html><head><title>502 Bad Gateway</title></head>", "502 Bad Gateway"),
    ])
  func aServicesWordsAreFound(_ body: String, _ words: String) async throws {
    let (ending, _) = try await ending(Self.post, Reply(status: 400, body: Array(body.utf8)))
    #expect(ending.failure?.message.english.hasSuffix("The service says: \(words)") == true)
  }

  @Test func brokenPicturesAreRefused() async throws {
    let recipe = """
      service: studio
      url: run
      json: {a: 1}
      outputs: {picture: {file: {base64: /b64}, type: image}}
      """
    let whole = SampleBytes.base64(SampleBytes.png)
    let cut = SampleBytes.base64(Array(SampleBytes.png.dropLast(20)))
    for text in [String(whole.dropLast(3)), cut, "****", SampleBytes.base64(Array("words".utf8))] {
      let (ending, events) = try await ending(recipe, .json(#"{"b64":"\#(text)"}"#))
      #expect(ending.outcome == .failed)
      #expect(ending.failure?.class == .blocked)
      #expect(ending.failure?.code == "file-broken")
      #expect(events == ["sent 1", "remote 1 none"])
    }
  }

  @Test func aStepThatTakesTooLongIsUnknownOnceItWasSent() async throws {
    let bench = try HTTPBench { _, _ in
      // Longer than the step may take; it is cancelled by then.
      try? await Task.sleep(for: .seconds(60))
      return .error(.cancelled)
    }
    var quick = bench
    quick.grace = .zero
    let workflow = try Samples.workflow(
      "\(HTTPBench.columns)\nsteps:\n  - name: ask\n    timeout: 50ms\n    http: {service: studio, url: run, json: {a: 1}}\n"
    )
    let ending = try await quick.run(workflow)
    #expect(ending.outcome == .unknown)
    #expect(ending.failure?.code == "step-timeout")
    #expect(ending.failure?.message.english.contains("was sent to the service") == true)
  }
}
