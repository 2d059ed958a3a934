import Foundation
import HTTPTransfer
import JobModel
import Synchronization
import SystemPackage
import Testing

@testable import Workflows

/// Uploads, event streams, ComfyUI.
@Suite struct HTTPServiceTests {
  typealias Reply = ScriptedHTTP.Reply

  // MARK: Uploads

  static let upload = """
    service: studio
    uploads:
      - {name: policy, url: uploads, query: {action: getPolicy}, cache: 4m}
      - name: picture
        url: "{{$uploads.policy/data/host}}"
        multipart:
          - {name: key, text: {$join: ["{{$uploads.policy/data/dir}}", /, {$fileName: "{{image}}"}]}}
          - {name: file, file: "{{image}}"}
        when: image
    url: run
    json: {image: {$join: ["oss://", "{{$uploads.policy/data/dir}}", /, {$fileName: "{{image}}"}]}}
    outputs: {text: {from: /text}}
    """

  @Sendable static func storage(_ call: ScriptedHTTP.Call, _ number: Int) -> Reply {
    if call.request.url.contains("getPolicy") {
      return .json(#"{"data":{"host":"https://cdn.example","dir":"d/1"}}"#)
    }
    return call.request.url == "https://cdn.example" ? Reply() : .json(#"{"text":"t"}"#)
  }

  @Test func uploadsComeFirstAndTheirAnswersAreValues() async throws {
    var bench = try HTTPBench(answer: Self.storage)
    bench.bench.history.values["image"] = try bench.addFile("a.png", SampleBytes.png)
    let ending = try await bench.run(Self.upload)
    #expect(ending.failure == nil)
    let calls = bench.http.calls
    #expect(calls.count == 3)
    guard case .multipart(let parts) = calls[1].request.body, case .text(let key) = parts[0].content else {
      Issue.record("no multipart body")
      return
    }
    #expect(calls[1].request.headers.isEmpty)
    #expect(key.hasPrefix("d/1/row-7-") && key.hasSuffix(".png"))
    #expect(calls[2].json == ["image": .string("oss://\(key)")])
    #expect(bench.journal.events == ["sent 1", "step 1"])
  }

  @Test func aSharedAnswerIsAskedForOnce() async throws {
    let bench = try HTTPBench(answer: Self.storage)
    let workflow = try HTTPBench.workflow(Self.upload)
    let step = bench.step
    for _ in 1...3 { _ = try await bench.run(workflow, step: step) }
    #expect(bench.http.calls("getPolicy").count == 1)
    #expect(bench.http.calls("/run").count == 3)
  }

  @Test func aFailedUploadLeavesNothingOpen() async throws {
    let bench = try HTTPBench { _, _ in .page("<html>", status: 502) }
    let ending = try await bench.run(Self.upload)
    #expect(ending.failure?.class == .transient)
    #expect(bench.journal.events.isEmpty)
  }

  // MARK: Event streams

  static let stream = """
    service: studio
    url: chat
    json: {stream: true}
    events: {texts: {text: /choices/0/delta/content}, final: "[DONE]"}
    outputs:
      text: {from: [$events.text, /choices/0/message/content]}
      tokens: {from: /usage/total_tokens, type: integer}
    errors: [{at: /error/code, is: overloaded, class: throttled}]
    """

  private func delta(_ text: String) -> String { #"{"choices":[{"delta":{"content":"\#(text)"}}]}"# }

  @Test func anEventStreamsTextsAreJoined() async throws {
    let events = [delta("Hel"), delta(""), "", delta("lo"), #"{"choices":[],"usage":{"total_tokens":5}}"#, "[DONE]"]
    let bench = try HTTPBench { _, _ in .events(events) }
    let ending = try await bench.run(Self.stream)
    #expect(ending.failure == nil)
    #expect(ending.outputs == ["text": "Hello", "tokens": 5])
  }

  @Test func anEventThatComesTwiceCountsOnce() async throws {
    func numbered(_ number: Int, _ text: String) -> String {
      #"{"sequence_number":\#(number),"choices":[{"delta":{"content":"\#(text)"}}]}"#
    }
    let cases: [([ServerSentEvent], String)] = [
      // Given twice by a proxy.
      (["Hel", "Hel", "lo", "lo"].map { ServerSentEvent(data: delta($0), id: $0) }, "Hello"),
      ([numbered(1, "ha"), numbered(1, "ha"), numbered(2, "ha")].map { ServerSentEvent(data: $0) }, "haha"),
      // Said twice by the service; and one id for all.
      (["ha", "ha"].map { ServerSentEvent(data: delta($0)) }, "haha"),
      (["Hel", "lo"].map { ServerSentEvent(data: delta($0), id: "run-1") }, "Hello"),
    ]
    for (events, text) in cases {
      let bench = try HTTPBench { _, _ in .events(events + [ServerSentEvent(data: "[DONE]")]) }
      #expect(try await bench.run(Self.stream).outputs == ["text": .string(text)])
    }
  }

  @Test func aPlainAnswerInPlaceOfEventsIsUnderstood() async throws {
    let bench = try HTTPBench { _, _ in .json(#"{"choices":[{"message":{"content":"Hi"}}]}"#) }
    #expect(try await bench.run(Self.stream).outputs == ["text": "Hi"])
  }

  @Test func aStreamThatEndsEarlyIsUnknown() async throws {
    let cut = HTTPError(.reset, wasSent: true, message: "The connection broke.")
    for reply in [Reply.events([delta("Hel")]), .events([]), .events([delta("Hel")], error: cut)] {
      let bench = try HTTPBench { _, _ in reply }
      let ending = try await bench.run(Self.stream)
      #expect(ending.outcome == .unknown)
      #expect(bench.journal.events == ["sent 1"])
    }
  }

  @Test func anErrorEventIsJudged() async throws {
    let events = [delta("Hel"), #"{"error":{"code":"overloaded","message":"later"}}"#]
    let bench = try HTTPBench { _, _ in .events(events) }
    let ending = try await bench.run(Self.stream)
    #expect(ending.failure?.class == .throttled)
    #expect(ending.failure?.message.english.hasSuffix("later") == true)
    #expect(bench.journal.events == ["sent 1", "remote 1 none"])
  }

  @Test func aStreamWithAnIDIsFollowedWhenItBreaks() async throws {
    let bench = try HTTPBench { call, _ in
      call.request.method == "POST"
        ? .events([#"{"id":"r-1","status":"queued"}"#]) : .json(#"{"id":"r-1","status":"completed","text":"all"}"#)
    }
    let ending = try await bench.run(
      """
      service: studio
      url: responses
      json: {stream: true}
      events: {final: completed}
      remote: /id
      poll: {url: "responses/{{$remote}}", state: /status, done: completed}
      outputs: {text: {from: /text}}
      """)
    #expect(ending.outputs == ["text": "all"])
    #expect(bench.journal.events == ["sent 1", "remote 1 r-1", "step 1"])
  }

  // MARK: ComfyUI

  static let graph = """
    {"3": {"class_type": "KSampler", "inputs": {"seed": 1, "model": ["4", 0]}, "_meta": {"title": "KSampler"}},
     "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "old", "clip": ["4", 1]}, "_meta": {"title": "Text"}},
     "7": {"class_type": "CLIPTextEncode", "inputs": {"text": "bad", "clip": ["4", 1]}, "_meta": {"title": "Text"}}}
    """

  static func comfy(_ values: String = "") -> String {
    """
    service: studio
    url: prompt
    json:
      client_id: "{{$id}}"
      prompt:
        $graph: graph.json
        values:
          - {node: "6", input: text, value: "{{prompt}}"}
          - {node: ksampler, input: seed, value: "{{number}}"}
    \(values)
    remote: /prompt_id
    poll:
      url: "history/{{$remote}}"
      state: "/*/status/status_str"
      done: [success]
      failed: [error]
      missing: {url: queue, at: "/*/*/1"}
      onLost: again
    outputs:
      picture:
        file:
          request:
            each: "/*/outputs/*/*/*[filename][type=output]"
            url: view
            query: {filename: "{{$item/filename}}", subfolder: "{{$item/subfolder}}", type: "{{$item/type}}"}
        type: image
    message: "/*/status/messages/*/1/exception_message"
    errors: [{at: "/node_errors/*", class: invalid}]
    """
  }

  @Sendable static func comfyServer(_ call: ScriptedHTTP.Call, _ number: Int) -> Reply {
    let url = call.request.url
    if url.hasSuffix("/prompt") { return .json(#"{"prompt_id":"p-1","number":1,"node_errors":{}}"#) }
    if url.hasSuffix("/queue") { return .json(#"{"queue_running":[[0,"p-1",{},{},[]]],"queue_pending":[]}"#) }
    if url.contains("/view") { return .bytes(SampleBytes.png) }
    if number < 4 { return .json("{}") }
    return .json(
      #"{"p-1":{"outputs":{"9":{"images":[{"filename":"a b.png","subfolder":"","type":"output"},{"filename":"t.png","type":"temp"}]}},"status":{"status_str":"success","completed":true}}}"#
    )
  }

  @Test func aGraphGetsTheRowsValues() async throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.graph, to: "graph.json")
    let bench = try HTTPBench(["prompt": "a cat"], answer: Self.comfyServer)
    let ending = try await bench.run(Self.comfy(), folder: folder.path)
    #expect(ending.failure == nil)
    #expect(ending.files.count == 1)
    let prompt = bench.http.calls.first?.json.object?["prompt"]?.object
    #expect(prompt?["6"]?.object?["inputs"]?.object?["text"] == "a cat")
    #expect(prompt?["7"]?.object?["inputs"]?.object?["text"] == "bad")
    #expect(prompt?["3"]?.object?["inputs"] == ["seed": 1, "model": ["4", 0]])
    #expect(bench.http.calls.last?.request.url.hasSuffix("/view?filename=a%20b.png&type=output") == true)
  }

  @Test func aPromptThatIsNowhereIsSentAgain() async throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.graph, to: "graph.json")
    let bench = try HTTPBench(["prompt": "a cat"]) { call, number in
      if call.request.url.hasSuffix("/queue") { return .json(#"{"queue_running":[],"queue_pending":[]}"#) }
      return call.request.url.contains("history") ? .json("{}") : Self.comfyServer(call, number)
    }
    let ending = try await bench.run(Self.comfy(), folder: folder.path)
    #expect(ending.outcome == .retry)
    #expect(ending.failure?.code == "remote-lost")
    #expect(bench.journal.events == ["sent 1", "remote 1 p-1", "remote 1 none"])
    #expect(bench.http.calls("/queue").count == 3)
  }

  @Test func graphsAreCheckedWhenTheWorkflowIsLoaded() throws {
    let folder = try TemporaryFolder()
    func problems(_ graph: String, _ values: String = "") throws -> [String] {
      try folder.write(graph, to: "graph.json")
      do {
        _ = try HTTPBench.workflow(Self.comfy(values), folder: folder.path)
        return []
      } catch let error as WorkflowError {
        return error.problems.map(\.message)
      }
    }
    #expect(try problems(Self.graph).isEmpty)
    #expect(try problems(#"{"nodes":[],"links":[]}"#).first?.contains("Export (API)") == true)
    #expect(try problems("{").first == "The file 'graph.json' of the step 'ask' is not JSON.")
    #expect(
      try problems(Self.graph, "      - {node: Txt, input: text, value: 1}").first
        == "'graph.json' has no node with the number or title 'Txt'. Did you mean 'Text'?")
    #expect(
      try problems(Self.graph, "      - {node: Text, input: text, value: 1}").first
        == "'graph.json' has 2 nodes titled 'Text'. Use the number: 6, 7.")
    #expect(
      try problems(Self.graph, "      - {node: '3', input: sed, value: 1}").first
        == "The node '3' in 'graph.json' has no input 'sed'. Did you mean 'seed'?")
  }
}
