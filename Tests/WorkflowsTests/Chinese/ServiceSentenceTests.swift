import HTTPTransfer
import JobModel
import SystemPackage
import TestSupport
import Testing

@testable import Workflows

/// What services make of a row, as a Chinese office reads it.
@Suite struct ServiceSentenceTests {
  private static let post = """
    service: studio
    url: run
    json: {a: 1}
    remote: /id
    poll: {url: look, state: /state, done: [done], failed: [bad], within: 20m}
    outputs: {text: {from: /text}, picture: {file: {base64: /image}, type: image, optional: true}}
    errors:
      - {at: /refusal, class: blocked, say: {en: The model refused., zh: 模型拒绝回答。}}
      - {at: /warned, class: warning, say: {en: Look twice., zh: 请再看一遍。}}
    """
  private static let get =
    "service: studio\nurl: look\noutputs: {text: {from: /text}, f: {file: {base64: /image}, type: image, optional: true}}"

  private func failure(_ recipe: String, _ replies: ScriptedHTTP.Reply...) async throws -> Failure? {
    let bench = try HTTPBench { _, index in replies[min(index, replies.count - 1)] }
    return try await bench.run(recipe).failure
  }

  @Test(arguments: [301, 400, 401, 402, 404, 408, 429, 500, 502, 503, 504])
  func statuses(_ status: Int) async throws {
    #expect(ChineseText.problem(try await failure(Self.post, .json("{}", status: status))?.message) == nil)
    #expect(ChineseText.problem(try await failure(Self.get, .page("", status: status))?.message) == nil)
  }

  @Test(arguments: [
    "{}", "[", #"{"text": null}"#, #"{"text": "a", "image": "aGVsbG8gd29ybGQ="}"#,
    #"{"text": "a", "image": "PGh0bWw+PC9odG1sPg=="}"#,
  ])
  func answersThatAreNoGood(_ body: String) async throws {
    #expect(ChineseText.problem(try await failure(Self.get, .json(body))?.message, names: ["image/", "text/"]) == nil)
  }

  @Test func theServicesOwnWordsStandAtTheEnd() async throws {
    let failure = try await failure(Self.get, .json(#"{"error": {"message": "Too long."}}"#, status: 400))
    #expect(
      failure?.message.chinese
        == "服务“studio”无法处理这一行（状态 400）。请检查这一行的内容。服务的说明：Too long.")
  }

  @Test func aRecipesSentenceIsSaidInBothLanguages() async throws {
    let refused = try await failure(Self.post, .json(#"{"refusal": "no"}"#))
    #expect(refused?.message.chinese?.hasPrefix("模型拒绝回答。") == true)
    #expect(refused?.message.english.hasPrefix("The model refused.") == true)
    let warned = try await failure(
      Self.get + "\nerrors: [{at: /w, class: warning, say: {zh: 请再看。}}]", .json(#"{"w": 1, "text": "a"}"#))
    #expect(warned?.message.text(in: .simplifiedChinese) == "请再看。")
  }

  @Test func workThatTakesTooLongOrIsLost() async throws {
    let sent = ScriptedHTTP.Reply.json(#"{"id": "7"}"#)
    let tooLong = try await failure(Self.post, sent, .json(#"{"state": "busy"}"#))
    #expect(ChineseText.problem(tooLong?.message) == nil)
    #expect(tooLong?.message.chinese?.hasPrefix("过了 20 分钟，服务“studio”仍在处理这一行。") == true)
    #expect(ChineseText.problem(try await failure(Self.post, sent, .json("{}", status: 404))?.message) == nil)
    #expect(ChineseText.problem(try await failure(Self.post, sent, .json(#"{"state": "bad"}"#))?.message) == nil)
  }

  @Test(arguments: [true, false])
  func anInterruptedRequestIsUnknown(_ wasLost: Bool) async throws {
    var bench = try HTTPBench { _, _ in .json("{}") }
    bench.bench.history.sent = [1]
    if wasLost { bench.bench.history.remoteIDs = [1: RemoteRecord(id: "7", isLost: true).text] }
    let failure = try await bench.run(Self.post).failure
    #expect(failure?.class == .unknown)
    #expect(ChineseText.problem(failure?.message) == nil)
  }

  @Test func aTransferThatBrokeIsUnknownInChinese() async throws {
    let error = HTTPError(.reset, wasSent: true, message: "The server \("a.example") was silent for \("x").")
    let failure = Failure(error, service: "studio", step: "ask", isRepeatable: false)
    #expect(ChineseText.problem(failure.message, names: ["a.example"]) == nil)
    #expect(failure.message.chinese?.contains("无法确定服务“studio”是否已处理这一行。") == true)
  }

  // MARK: Dify

  @Test(arguments: [
    "invalid_param", "not_workflow_app", "app_unavailable", "provider_not_initialize", "model_currently_not_support",
    "provider_quota_exceeded", "rate_limit_error", "too_many_requests", "completion_request_error",
    "workflow_version_execution_not_allowed", "file_too_large", "unsupported_file_type", "s3_connection_failed",
  ])
  func whatDifyRefuses(_ code: String) async throws {
    let bench = try DifyBench()
    bench.dify.on(DifyBench.run, .json(400, ["code": .string(code), "message": "", "status": 400]))
    #expect(ChineseText.problem(try await bench.run().failure?.message, names: ["app:"]) == nil)
  }

  @Test(arguments: [401, 402, 403, 404, 413, 415, 418, 429, 500, 302])
  func statusesOfDify(_ status: Int) async throws {
    let bench = try DifyBench()
    bench.dify.on(DifyBench.run, .json(status, [:]))
    #expect(ChineseText.problem(try await bench.run().failure?.message) == nil)
  }

  @Test(arguments: ["failed", "stopped", "paused", "partial-succeeded", "succeeded"])
  func runsOfDify(_ status: String) async throws {
    let bench = try DifyBench()
    let outputs: JSONValue = status == "succeeded" ? [:] : ["text": "Hello"]
    bench.dify.on(
      DifyBench.run, .events([.json(DifyWords.started), .json(DifyWords.finished(status, outputs: outputs))]))
    #expect(ChineseText.problem(try await bench.run().failure?.message, names: ["outputs:"]) == nil)
  }

  @Test func aRunThatDifyForgot() async throws {
    let bench = try DifyBench()
    bench.dify.on(DifyBench.run, .events([.json(DifyWords.started), .cut]))
    bench.dify.on(DifyBench.detail, .text(404, ""))
    let failure = try await bench.run().failure
    #expect(failure?.class == .unknown)
    #expect(ChineseText.problem(failure?.message, names: ["r1"]) == nil)
  }

  // MARK: Back ends

  private let openai = BackEndID(service: "openai", endpoint: "https://api.openai.com")

  @Test(arguments: [BackEndHold.Reason.outage, .refusing, .quota, .auth])
  func aHeldBackEnd(_ reason: BackEndHold.Reason) {
    let start = Timestamp(milliseconds: 0)
    let hold = BackEndHold(
      reason, since: start, lastFailure: "The service '\("openai")' refuses the key.", nextProbe: start, until: start)
    let day = Duration.seconds(86_400)
    for message in [
      hold.sentence(openai), hold.failure(openai).message, hold.farewell(openai, after: day).message,
      BackEndNews(openai, .released(after: .seconds(1860)), hold).sentence,
      BackEndNews(openai, .givenUp(after: day), hold).sentence,
    ] {
      #expect(ChineseText.problem(message) == nil)
    }
    #expect(hold.farewell(openai, after: day).message.chinese?.hasPrefix("服务“openai”已有 24 小时无法使用") == true)
  }

  @Test func aServiceOrAKeyThatIsNotThere() throws {
    let folder = try TemporaryFolder()
    try folder.write("openai: {url: 'https://api.openai.com/v1', key-file: none.key}\n", to: "services.yaml")
    let directory = ServiceDirectory(searchPath: [folder.path])
    let workflow = try Samples.workflow("steps: []")
    for name in ["openai", "opanai"] {
      #expect {
        _ = try directory.service(name, of: workflow)
      } throws: { error in
        let failure = try #require(error as? Failure)
        let names = [folder.path.string, "services.yaml", "install -D -m 600 -o", "/dev/stdin", "root"]
        return ChineseText.problem(failure.message, names: names) == nil
      }
    }
  }
}
