import Foundation
import HTTPTransfer
import JobModel
import SystemPackage
import Testing

@testable import Workflows

@Suite struct HTTPStepTests {
  typealias Reply = ScriptedHTTP.Reply

  static let chat = """
    service: studio
    url: chat/completions
    json:
      model: "{{model}}"
      messages: [{role: user, content: "{{prompt}}"}]
      seed: "{{number}}"
    outputs:
      text: {from: /choices/0/message/content}
      tokens: {from: /usage/total_tokens, type: integer}
    cost: {from: /usage/total_tokens, each: 0.5}
    """

  @Test func aRowsValuesGoOutAndTheAnswersComeBack() async throws {
    let bench = try HTTPBench(["model": "m-1", "prompt": "say \"hi\"\n{{model}}", "number": 7]) { _, _ in
      .json(#"{"choices":[{"message":{"content":"hello"}}],"usage":{"total_tokens":"12"},"new":[1]}"#)
    }
    let ending = try await bench.run(Self.chat)
    #expect(ending.failure == nil)
    #expect(ending.outcome == .done)
    #expect(ending.outputs == ["text": "hello", "tokens": 12])
    #expect(ending.cost == 6)
    let call = try #require(bench.http.calls.first)
    #expect(call.request.url == "https://studio.example/v1/chat/completions")
    #expect(call.request.method == "POST")
    #expect(!call.request.isRepeatable)
    #expect(
      call.json == [
        "model": "m-1", "messages": [["role": "user", "content": "say \"hi\"\n{{model}}"]], "seed": 7,
      ])
    #expect(bench.journal.events == ["sent 1", "step 1"])
  }

  @Test func valuesWithoutContentsAreLeftOut() async throws {
    let bench = try HTTPBench(["prompt": "x"]) { _, _ in .json("{}") }
    _ = try await bench.run(
      """
      service: studio
      url: run
      json:
        model: "{{model}}"
        content: [{image: {$dataURL: "{{image}}"}}, {text: "{{prompt}}"}, {$if: "{{model}}", then: {role: system}}]
        settings: {}
        size: {$map: "{{prompt}}", to: {x: 1024}, else: auto}
        id: {$join: [a, "{{model}}", "{{prompt}}"], with: "-"}
      """)
    #expect(
      bench.http.calls.first?.json == ["content": [["text": "x"]], "settings": [:], "size": 1024, "id": "a-x"])
  }

  @Test func filesGoIntoJSONWhileTheyAreSent() async throws {
    var bench = try HTTPBench { _, _ in .json("{}") }
    let picture = SampleBytes.png + [UInt8](repeating: 9, count: 2 << 20)
    bench.bench.history.values["image"] = try bench.addFile("猫.bin", picture)
    _ = try await bench.run(
      """
      service: studio
      url: run
      json: {a: {$base64: "{{image}}"}, b: {$dataURL: "{{image}}"}, c: {$mediaType: "{{image}}"}, d: {$fileName: "{{image}}"}}
      """)
    let call = try #require(bench.http.calls.first)
    #expect(call.json.object?["a"]?.string == SampleBytes.base64(picture))
    #expect(call.json.object?["b"]?.string == "data:image/png;base64," + SampleBytes.base64(picture))
    #expect(call.json.object?["c"] == "image/png")
    #expect(call.json.object?["d"]?.string?.hasSuffix(".png") == true)
    #expect(call.json.object?["d"]?.string?.utf8.allSatisfy { $0 < 0x80 } == true)
    #expect((call.fileLength ?? 0) > 5 << 20)
  }

  @Test func multipartNamesItsFilesByTheirNumber() async throws {
    var bench = try HTTPBench(["prompt": "p", "number": 2]) { _, _ in .json("{}") }
    bench.bench.history.values["image"] = try bench.addFile("a.txt", SampleBytes.png)
    let recipe = """
      service: studio
      url: images/edits
      multipart:
        - {name: prompt, text: "{{prompt}}"}
        - {name: n, text: "{{number}}"}
        - {name: image, many: "image[]", file: ["{{image}}", "{{second}}"]}
        - {name: mask, file: "{{mask}}"}
        - {name: never, text: x, when: mask}
      """
    _ = try await bench.run(recipe)
    bench.bench.history.values["second"] = try bench.addFile("b.txt", SampleBytes.jpeg)
    _ = try await bench.run(recipe)
    let parts = bench.http.calls.map { call in
      if case .multipart(let parts) = call.request.body { parts } else { [MultipartPart]() }
    }
    #expect(parts.map { $0.map(\.name) } == [["prompt", "n", "image"], ["prompt", "n", "image[]", "image[]"]])
    #expect(parts[1].map(\.mediaType) == [nil, nil, "image/png", "image/jpeg"])
    #expect(parts[0][1].content == .text("2"))
  }

  @Test func valuesInAnAddressAreOnePieceOfIt() async throws {
    let bench = try HTTPBench(["model": "a/b ?&猫", "prompt": "x=1&y", "tags": ["p", "q"]]) { _, _ in .json("{}") }
    _ = try await bench.run(
      """
      service: studio
      url: "models/{{model}}:run"
      query: {q: "{{prompt}}", tag: "{{tags}}", none: "{{image}}", n: 3}
      """)
    #expect(
      bench.http.calls.first?.request.url
        == "https://studio.example/v1/models/a%2Fb%20%3F%26%E7%8C%AB:run?q=x%3D1%26y&tag=p&tag=q&n=3")
  }

  @Test(arguments: ["..", "."]) func aValueCannotLeadOutOfTheAddress(_ value: String) async throws {
    let bench = try HTTPBench(["model": .string(value)]) { _, _ in .json("{}") }
    let ending = try await bench.run("service: studio\nurl: \"models/{{model}}/run\"")
    #expect(ending.failure?.class == .invalid)
    #expect(bench.http.calls.isEmpty)
  }

  @Test(arguments: ["file:///etc/passwd", "ftp://x/y", "no address", "http://a@b/", "https://"])
  func whatIsNoAddressIsRefused(_ value: String) async throws {
    let bench = try HTTPBench(["address": .string(value)]) { _, _ in .json("{}") }
    let ending = try await bench.run("url: \"{{address}}\"")
    #expect(ending.failure?.class == .invalid)
    #expect(ending.failure?.code == "not-an-address")
    #expect(bench.http.calls.isEmpty)
  }

  @Test func aHeaderValueHasNoLineBreak() async throws {
    let bench = try HTTPBench(["prompt": "a\r\nX-Evil: 1"]) { _, _ in .json("{}") }
    let ending = try await bench.run("service: studio\nurl: x\nheaders: {X-Name: \"{{prompt}}\"}")
    #expect(ending.failure?.class == .invalid)
    #expect(ending.failure?.code == "header-value")
    #expect(bench.http.calls.isEmpty)
  }

  @Test func theKeyGoesToTheServicesOwnHostOnly() async throws {
    let bench = try HTTPBench(["address": "https://cdn.example/a.png"]) { _, _ in .bytes(SampleBytes.png) }
    let recipe = "service: studio\nurl: \"{{address}}\"\noutputs: {page: {file: {body: true}}}"
    let ending = try await bench.run(recipe)
    #expect(ending.outcome == .done)
    #expect(bench.http.calls.first?.request.headers.isEmpty == true)
    var own = try HTTPBench(["address": "https://STUDIO.example:443/v1/a.png"]) { _, _ in .bytes(SampleBytes.png) }
    own.access = bench.access
    _ = try await own.run(recipe)
    #expect(own.http.calls.first?.request.headers.map(\.name) == ["Authorization"])
  }

  @Test func picturesInBase64BecomeFiles() async throws {
    let text = SampleBytes.base64(SampleBytes.png)
    let bench = try HTTPBench { _, _ in
      .json(
        #"{"data":[{"b64_json":"\#(text)"},{"b64_json":"data:image/jpeg;base64,\#(SampleBytes.base64(SampleBytes.jpeg))"}]}"#
      )
    }
    let ending = try await bench.run(
      """
      service: studio
      url: images
      json: {a: 1}
      outputs: {picture: {file: [{base64: /data/*/b64_json}, {link: /data/*/url}], type: image}}
      cost: {each: 0.25, times: picture}
      """)
    #expect(ending.outcome == .done)
    #expect(ending.files.map(\.mediaType) == ["image/png", "image/jpeg"])
    #expect(try ending.files.map { try bench.storedFile($0) } == [SampleBytes.png, SampleBytes.jpeg])
    #expect(ending.cost == 0.5)
  }

  @Test func aLongAnswerIsReadFromItsFile() async throws {
    let picture = SampleBytes.png.dropLast(12) + [UInt8](repeating: 5, count: 3 << 20) + SampleBytes.png.suffix(12)
    let text = SampleBytes.base64(Array(picture)).replacing("/", with: "\\/")
    let bench = try HTTPBench { _, _ in
      .json(#"{"data":[{"b64_json":"\#(text)","words":"猫\n\u4e2d"}],"usage":{"n":3}}"#)
    }
    let ending = try await bench.run(
      """
      service: studio
      url: images
      json: {a: 1}
      outputs:
        picture: {file: {base64: /data/*/b64_json}, type: image}
        words: {from: /data/0/words}
        n: {from: /usage/n, type: integer}
      """)
    #expect(ending.failure == nil)
    #expect(ending.outputs == ["words": "猫\n中", "n": 3])
    #expect(try bench.storedFile(try #require(ending.files.first)) == Array(picture))
  }

  @Test func aPagesTitleAndStatusAreOutputs() async throws {
    let bench = try HTTPBench(["address": "https://cdn.example/page"]) { _, _ in
      .page("<html><head><TITLE lang=en>\n Cats &amp; D&#111;gs &unknown; </title>", status: 404)
    }
    let ending = try await bench.run(
      """
      url: "{{address}}"
      accept: [200-299, 404]
      outputs:
        status: {from: $status, type: integer}
        title: {from: $title}
        body: {file: {body: true}}
      """)
    #expect(ending.outputs == ["status": 404, "title": "Cats & Dogs &unknown;"])
    #expect(ending.files.map(\.mediaType) == ["text/html"])
    #expect(bench.http.calls.first?.request.redirects == .follow(most: 10))
    #expect(bench.journal.events == ["step 1"])
  }
}
