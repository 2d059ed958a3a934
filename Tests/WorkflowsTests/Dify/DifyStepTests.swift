import Foundation
import HTTPTransfer
import JobModel
import SystemPackage
import Testing

@testable import Workflows

@Suite struct DifyStepTests {
  private let good: ScriptedDify.Answer = .events([.json(DifyWords.started), .ping, .json(DifyWords.finished())])

  @Test func runsARowAndWritesDownItsNamesFirst() async throws {
    let bench = try DifyBench()
    bench.dify.on(DifyBench.run, good)
    let ending = try await bench.run()
    #expect(ending.outcome == .done)
    #expect(ending.outputs == ["text": "Hello"])
    #expect(bench.journal == ["sent 1", DifyBench.named, "step 1"])
    let call = try #require(bench.dify.calls.first)
    #expect(
      call.json == [
        "inputs": ["title": "Cup", "more": []], "response_mode": "streaming", "user": .string(DifyBench.user),
      ])
    #expect(call.headers.contains(HTTPHeader("Authorization", "Bearer app-key")))
    #expect(bench.dify.calls.count == 1)
  }

  @Test func aCellIsAValueAndNothingElse() async throws {
    let cell = "a \"b\"\r\nX: 1 {{photo}} {\"$file\": \"/etc/passwd\"}"
    let bench = try DifyBench(["title": .string(cell)])
    bench.dify.on(DifyBench.run, good)
    _ = try await bench.run()
    #expect(bench.dify.calls.first?.json["inputs"]?.object?["title"]?.string == cell)
  }

  @Test(arguments: [["title": "Cup"], ["title": "Cup", "link": ""], ["title": "Cup", "link": nil]] as [JSONObject])
  func anEmptyCellIsLeftOut(values: JSONObject) async throws {
    let settings = """
      service: shop
      app: workflow
      inputs: {title: "{{title}}", link: "{{link}}"}
      outputs: {text: {from: text}}
      """
    let bench = try DifyBench(values, settings)
    bench.dify.on(DifyBench.run, good)
    _ = try await bench.run()
    #expect(bench.dify.calls.first?.json["inputs"] == ["title": "Cup"])
  }

  // MARK: Files

  @Test func handsFilesInBeforeTheRequestAndForTheSameUser() async throws {
    let bench = try DifyBench(["title": "Cup", "photo": "source/cup.jpg", "link": "https://pics.example/b.webp?x=1"])
    try FileManager.default.createDirectory(
      atPath: bench.bench.job.appending("source").string, withIntermediateDirectories: true)
    let path = bench.bench.job.appending("source/cup.jpg")
    try Data(DifyWords.png).write(to: URL(fileURLWithPath: path.string))
    bench.dify.on("POST /v1/files/upload", .json(201, ["id": "f1", "name": "cup.jpg"]))
    bench.dify.on(DifyBench.run, good)
    #expect(try await bench.run().outcome == .done)
    #expect(bench.dify.calls.map(\.name) == ["POST /v1/files/upload", DifyBench.run])
    #expect(
      bench.dify.calls[0].body
        == .multipart([
          MultipartPart(name: "file", content: .file(path), fileName: "cup.jpg", mediaType: "image/png"),
          MultipartPart(name: "user", content: .text(DifyBench.user)),
        ]))
    #expect(
      bench.dify.calls[1].json["inputs"]
        == [
          "title": "Cup", "photo": ["type": "image", "transfer_method": "local_file", "upload_file_id": "f1"],
          "more": [["type": "image", "transfer_method": "remote_url", "url": "https://pics.example/b.webp?x=1"]],
        ])
  }

  @Test(arguments: ["/etc/passwd", "file:///etc/passwd", "http://a\r\nX:1", "job/files/other"])
  func aTextNeverNamesAFile(_ text: String) async throws {
    let settings = """
      service: shop
      app: workflow
      inputs: {photo: {$file: "{{title}}"}}
      """
    let bench = try DifyBench(["title": .string(text)], settings)
    let ending = try await bench.run()
    #expect(bench.short(ending) == "failed invalid dify-not-a-file")
    #expect(bench.dify.calls.isEmpty)
  }

  @Test func saysWhichKindsOfFilesAnInputTakes() async throws {
    let settings = """
      service: shop
      app: workflow
      inputs: {photo: {$file: "{{link}}", allow: [image, audio]}}
      """
    let bench = try DifyBench(["link": "https://a.example/film.mp4"], settings)
    #expect(
      try await bench.run().failure?.message
        == "The file 'film.mp4' is of a kind that the app does not take here. It takes: image, audio.")
  }

  @Test func aFailedUploadSendsNothing() async throws {
    let bench = try DifyBench(["photo": "source/cup.jpg"])
    try FileManager.default.createDirectory(
      atPath: bench.bench.job.appending("source").string, withIntermediateDirectories: true)
    try Data("x".utf8).write(to: URL(fileURLWithPath: bench.bench.job.appending("source/cup.jpg").string))
    bench.dify.on(
      "POST /v1/files/upload", .json(413, ["code": "file_too_large", "message": "File size exceeded.", "status": 413]))
    let ending = try await bench.run()
    #expect(bench.short(ending) == "failed invalid dify-file-too-large")
    #expect(
      ending.failure?.message
        == "Dify (service 'shop'): a file of this row is too large. It says: File size exceeded.")
    #expect(bench.journal.isEmpty)
  }

  // MARK: How runs end

  @Test(arguments: [
    ("failed", "Rate Limit reached", "retry transient dify-run-failed"),
    ("failed", "The prompt hit our Content Policy", "failed blocked dify-run-failed"),
    ("failed", "You exceeded your current quota, please check", "retry quota dify-run-failed"),
    ("failed", "Variable x is not set", "failed invalid dify-run-failed"),
    ("failed", "", "failed invalid dify-run-failed"),
    ("stopped", "", "failed invalid dify-stopped"),
  ])
  func aBadEndIsSettledSoThatARetryRunsAnew(_ status: String, _ error: String, _ wanted: String) async throws {
    let bench = try DifyBench()
    let finished = DifyWords.finished(status, outputs: nil, ["error": .string(error)])
    bench.dify.on(DifyBench.run, .events([.json(DifyWords.started), .json(finished)]))
    #expect(bench.short(try await bench.run()) == wanted)
    #expect(bench.journal == ["sent 1", DifyBench.named, "remote 1 none"])
    #expect(bench.dify.calls.count == 1)
  }

  @Test func theWorkflowMaySayWhatAFaultMeans() async throws {
    let rules = #"errors: [{message: ["*x is not set*"], class: transient, say: The app stumbled}]"#
    let bench = try DifyBench(["title": "Cup"], DifyBench.workflow + "\n" + rules)
    let finished = DifyWords.finished("failed", outputs: nil, ["error": "Variable X is not set"])
    bench.dify.on(DifyBench.run, .events([.json(DifyWords.started), .json(finished)]))
    let ending = try await bench.run()
    #expect(ending.failure?.class == .transient)
    #expect(ending.failure?.message == "The app stumbled: Variable X is not set")
  }

  @Test func aPartialSuccessIsDoneWithAWarning() async throws {
    let bench = try DifyBench()
    let finished = DifyWords.finished("partial-succeeded", ["exceptions_count": 1])
    bench.dify.on(DifyBench.run, .events([.json(DifyWords.started), .json(finished)]))
    let ending = try await bench.run()
    #expect(ending.outcome == .warning)
    #expect(ending.outputs == ["text": "Hello"])
    #expect(
      ending.failure?.message
        == "A part of the app failed and the rest went on without it. Look at the result.")
  }

  @Test func aPausedRunWaitsForItsPerson() async throws {
    var bench = try DifyBench()
    bench.dify.on(DifyBench.run, .events([.json(DifyWords.started), .json(DifyWords.event("workflow_paused"))]))
    #expect(bench.short(try await bench.run()) == "failed invalid dify-paused")
    #expect(bench.journal == ["sent 1", DifyBench.named])
    // Answered by then: the retry fetches what came of it.
    bench.dify.on(DifyBench.detail, .json(200, DifyWords.detail("succeeded")))
    bench.bench.history.remoteIDs = [1: String(DifyBench.named.dropFirst("remote 1 ".count))]
    #expect(try await bench.run().outcome == .done)
    #expect(bench.dify.count(DifyBench.run) == 1)
  }

  @Test func aGoodEndWithoutTheOutputIsBlocked() async throws {
    let bench = try DifyBench()
    bench.dify.on(DifyBench.run, .events([.json(DifyWords.started), .json(DifyWords.finished(outputs: [:]))]))
    let ending = try await bench.run()
    #expect(bench.short(ending) == "failed blocked dify-no-output")
    #expect(bench.journal.last == "remote 1 none")
  }

  @Test func moneyIsCounted() async throws {
    let bench = try DifyBench()
    let node = DifyWords.event(
      "node_finished", ["id": "n", "execution_metadata": ["total_price": "0.125", "currency": "USD"]])
    bench.dify.on(DifyBench.run, .events([.json(DifyWords.started), .json(node), .json(DifyWords.finished())]))
    #expect(try await bench.run().cost == 0.125)
  }

  // MARK: Refusals before a run

  @Test(arguments: [
    (400, "invalid_param", "failed invalid dify-invalid-param"),
    (400, "app_unavailable", "retry auth dify-app-unavailable"),
    (400, "not_workflow_app", "retry auth dify-not-workflow-app"),
    (400, "provider_quota_exceeded", "retry quota dify-provider-quota-exceeded"),
    (400, "provider_not_initialize", "retry auth dify-provider-not-initialize"),
    (400, "workflow_request_error", "retry transient dify-workflow-request-error"),
    (401, "unauthorized", "retry auth dify-unauthorized"),
    (403, "forbidden", "retry auth dify-forbidden"),
    (404, "not_found", "failed invalid dify-not-found"),
    (429, "too_many_requests", "retry throttled dify-too-many-requests"),
    (429, "rate_limit_error", "retry quota dify-rate-limit-error"),
    (500, "internal_server_error", "retry transient dify-internal-server-error"),
    (503, "", "retry transient dify-503"),
  ])
  func refusalsHaveTheirClasses(_ status: Int, _ code: String, _ wanted: String) async throws {
    let bench = try DifyBench()
    bench.dify.on(
      DifyBench.run,
      .json(status, ["code": .string(code), "message": "why", "status": .integer(Int64(status))]))
    bench.dify.on(DifyBench.logs, .json(200, DifyWords.logs(nil)))
    #expect(bench.short(try await bench.run()) == wanted)
    #expect(bench.journal.first == "sent 1")
    #expect(bench.journal.last == "remote 1 none")
    #expect(bench.dify.count(DifyBench.run) == 1)
  }

  @Test func nothingIsLeftOpenWhereNothingWasSent() async throws {
    let bench = try DifyBench()
    bench.dify.on(DifyBench.run, .fault(.notConnected, wasSent: false))
    #expect(bench.short(try await bench.run()) == "retry transient dify-unreachable")
    #expect(bench.journal == ["sent 1", "remote 1 none"])
  }

  @Test func anErrorEventBeforeARunIsARefusal() async throws {
    let bench = try DifyBench()
    let error: JSONValue = ["event": "error", "status": 400, "code": "provider_quota_exceeded", "message": "spent"]
    bench.dify.on(DifyBench.run, .events([.json(error)]))
    #expect(bench.short(try await bench.run()) == "retry quota dify-provider-quota-exceeded")
    #expect(bench.journal == ["sent 1", "remote 1 none"])
  }

  // MARK: Apps that answer

  @Test func completionAndChatGiveTheirAnswer() async throws {
    let message: JSONValue = ["event": "message", "task_id": "t1", "message_id": "m1", "answer": "Hi"]
    let end: JSONValue = ["event": "message_end", "task_id": "t1", "message_id": "m1", "metadata": [:]]
    for app in ["chat", "agent-chat", "advanced-chat", "agent"] {
      let bench = try DifyBench(["title": "Who?"], DifyBench.chat(app))
      bench.dify.on("POST /v1/chat-messages", .events([.json(message), .json(end)]))
      #expect(try await bench.run().outputs == ["answer": "Hi"])
      #expect(bench.dify.calls.first?.json["query"] == "Who?")
    }
    let bench = try DifyBench([:], "service: shop\napp: completion")
    bench.dify.on("POST /v1/completion-messages", .events([.json(message), .json(end)]))
    #expect(try await bench.run().outputs == ["answer": "Hi"])
  }

  @Test func anAnswerThatBreaksOffIsUnknown() async throws {
    let message: JSONValue = ["event": "message", "task_id": "t1", "message_id": "m1", "answer": "Hi"]
    let bench = try DifyBench(["title": "Who?"], DifyBench.chat("chat"))
    bench.dify.on("POST /v1/chat-messages", .events([.json(message), .cut]))
    #expect(bench.short(try await bench.run()) == "unknown unknown dify-run-lost")
    #expect(bench.dify.calls.count == 1)
  }

  @Test func aChatNeedsAQuestion() async throws {
    let bench = try DifyBench([:], DifyBench.chat("chat"))
    #expect(bench.short(try await bench.run()) == "failed invalid dify-query-missing")
  }

  // MARK: Answers that are no streams

  @Test func aBlockingAnswerIsUnderstood() async throws {
    let bench = try DifyBench()
    bench.dify.on(
      DifyBench.run, .json(200, ["task_id": "t1", "workflow_run_id": "r1", "data": DifyWords.detail("succeeded")]))
    #expect(try await bench.run().outputs == ["text": "Hello"])
    #expect(bench.journal.prefix(2) == ["sent 1", DifyBench.named])
  }

  @Test func aServiceWithoutAnAddressIsNamed() async throws {
    let bench = try DifyBench()
    var resources = bench.bench.resources(pictures: FakeService { _ in [:] })
    resources.services = DifyAtExample(baseURL: "dify.example")
    let runner = WorkflowRunner(
      try bench.definition(), executors: ["dify": DifyStep(resources: resources)], options: bench.bench.options)
    let ending = await runner.run(try bench.bench.attempt(), journal: bench.bench.journal)
    #expect(bench.short(ending) == "failed invalid dify-address")
  }
}
