import Foundation
import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// Servers that are not ours, as they are: httpbin and an OpenAI-compatible one, from the drop to the results.
@Suite(.serialized) struct RealServerTests {
  private static let key = "test-key-8w2k/fi+eld"
  private static let templates = FilePath(#filePath).removingLastComponent().removingLastComponent()
    .removingLastComponent().appending("templates")

  private let server: TemporarySpoolServer
  private var own: FilePath { server.folder.appending("templates") }

  init() throws {
    server = try TemporarySpoolServer(settings: ["ROWSPOOL_RETRIES": "1", "ROWSPOOL_LOG_LEVEL": "trace"])
    let key = own.appending("keys/test.key")
    try key.write(Self.key + "\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key.string)
  }

  private func addService(_ name: String, _ url: String, _ more: String = "") throws {
    let text = "\(name): {url: '\(url)', key-file: keys/test.key\(more)}\n"
    let path = own.appending("services.yaml")
    try path.write((path.exists ? try path.text() : "") + text)
  }

  private func keyIsNowhere() throws {
    #expect(try KeySearch.files(holding: [Self.key], below: server.folder, except: own.appending("keys")) == [])
  }

  private func expectDone(_ rows: [Int: [String: JSONValue]], _ count: Int) {
    #expect(rows.count == count)
    for (number, row) in rows {
      #expect(row["Status"] == "Done", "row \(number): \(row["Error"]?.string ?? "")")
    }
  }

  // MARK: httpbin

  /// Path, status, and a text that the page holds.
  private static let pages: [(path: String, status: Int, text: String)] = [
    ("html", 200, "Herman Melville"), ("status/404", 404, ""), ("status/418", 418, "teapot"),
    ("redirect/3", 200, "/get"), ("absolute-redirect/2", 200, "/get"), ("relative-redirect/2", 200, "/get"),
    ("redirect-to?url=/status/410&status_code=308", 410, ""), ("gzip", 200, "\"gzipped\": true"),
    ("deflate", 200, "\"deflated\": true"), ("encoding/utf8", 200, "∮ E⋅da"), ("delay/1", 200, "/delay/1"),
    ("stream/20", 200, "\"id\": 19"), ("drip?numbytes=5&duration=1&delay=0", 200, "*****"),
    ("response-headers?X-A=1", 200, "X-A"), ("basic-auth/me/secret", 401, ""),
    ("get?q=%E8%8C%B6", 200, "\\u8336"), ("xml", 200, "slideshow"), ("deny", 200, "YOU SHOULDN'T BE HERE"),
  ]

  @Test func pagesOfEveryKindComeBack() async throws {
    let httpbin = try await RealServer.start(.httpbin)
    defer { httpbin.stop() }
    try server.addWorkflow(
      "pages",
      """
      columns: [{name: page, type: url, required: true}]
      hosts: ["127.0.0.1:\(httpbin.port)"]
      private: true
      steps:
        - name: get
          http:
            url: "{{page}}"
            accept: [200-499]
            outputs:
              status: {from: $status, type: integer}
              text: {from: $text, optional: true, most: 20000}
              address: {from: $url}
              body: {file: {body: true}, optional: true}
      """)
    try server.start()
    let lines = Self.pages.map { "\"\(httpbin.url($0.path))\"\n" }.joined()
    try server.drop("pages.csv", into: "pages", "page\n" + lines + httpbin.url("image/png") + "\n")
    let job = try await server.finishedJob(named: "pages.csv")
    let rows = try server.results(of: job).rows
    expectDone(rows, Self.pages.count + 1)
    for (index, page) in Self.pages.enumerated() {
      let row = rows[index + 2]
      #expect(row?["status"]?.integer == page.status, "\(page.path)")
      if !page.text.isEmpty { #expect(row?["text"]?.string?.contains(page.text) == true, "\(page.path)") }
    }
    #expect(rows[5]?["address"]?.string == httpbin.url("get"))
    #expect(rows[Self.pages.count + 2]?["body"]?.string?.hasSuffix(".png") == true)
    try InvariantCheck(server).check([job])
  }

  @Test func aServerThatShowsTheKeyPutsItNowhere() async throws {
    let httpbin = try await RealServer.start(.httpbin)
    defer { httpbin.stop() }
    try addService("echo", httpbin.url(""))
    try server.addWorkflow(
      "echo",
      """
      columns: [{name: path, required: true}]
      steps:
        - name: ask
          http:
            service: echo
            url: "{{path}}"
            follow: true
            outputs:
              text: {from: $text}
              authorization: {from: /headers/Authorization}
              body: {file: {body: true}}
      """)
    try server.start()
    try server.drop("echo.csv", into: "echo", "path\nheaders\nredirect-to?url=/anything/x\nbearer\n")
    let job = try await server.finishedJob(named: "echo.csv")
    let rows = try server.results(of: job).rows
    for row in [2, 3] { #expect(rows[row]?["authorization"] == "Bearer •••", "\(rows[row] ?? [:])") }
    // httpbin takes any token there, and repeats it at another place: the output is missing.
    #expect(rows[4]?["Status"] == "Failed")
    try await server.stop()
    // The search itself finds what is there: in the row's file and in the workbook.
    let shown = try KeySearch.files(holding: ["Bearer •••"], below: server.folder, except: own.appending("keys"))
    #expect(shown.contains { $0.contains(".xlsx/") } && shown.contains { $0.contains("/done/") }, "\(shown)")
    try keyIsNowhere()
  }

  /// What cells may hold that a request must carry as it is.
  private static let cells = [
    #"a "quoted" 'text', with \ and /"#, "two\nlines", "{{key}} {{other}} {{$job}}", #"{"a":[1,{"b":null}]}"#,
    "x\r\nX-Evil: 1\r\n\r\nGET /evil HTTP/1.1", "http://169.254.169.254/latest/", "file:///etc/passwd",
    "--boundary--\r\nContent-Disposition: form-data; name=\"evil\"", "a=1&b=2;c=%00+%", "=cmd|' /C calc'!A0",
    "茶 🫖 e\u{301}", "' OR 1=1 --",
  ]

  @Test func cellsArriveAsTheyAreInEveryFormOfABody() async throws {
    let httpbin = try await RealServer.start(.httpbin)
    defer { httpbin.stop() }
    try addService("hook", httpbin.url("anything"))
    try server.addWorkflow(
      "hook",
      """
      columns: [{name: cell, type: paragraph, required: true}, {name: piece}, {name: key}, {name: picture, type: image}]
      steps:
        - name: asjson
          http:
            service: hook
            url: json
            json: {cell: "{{cell}}", around: "<{{cell}}>", "{{cell}}": 1}
            outputs: {cell: {from: /json/cell}, around: {from: /json/around}, whole: {from: /data}}
        - name: asform
          http:
            service: hook
            url: form
            form: {cell: "{{cell}}"}
            query: {q: "{{cell}}"}
            outputs: {cell: {from: /form/cell}, q: {from: /args/q}, rest: {from: /form/evil, optional: true}}
        - name: asparts
          http:
            service: hook
            url: "parts/{{piece}}/end"
            multipart: [{name: cell, text: "{{cell}}"}, {name: picture, file: "{{picture}}"}]
            outputs:
              cell: {from: /form/cell}
              url: {from: /url}
              evil: {from: /form/evil, optional: true}
              picture: {file: {base64: /files/picture}, type: image}
      """)
    try server.start()
    let lines = Self.cells.map { cell in
      // httpbin itself has no pages whose addresses hold line breaks.
      let piece = cell.filter { !$0.isNewline }
      return [cell, piece, "k", "red.png"].map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",")
    }
    let table = (["cell,piece,key,picture"] + lines).joined(separator: "\r\n")
    let picture = TestPicture.png(width: 4, height: 4, red: 255, green: 0, blue: 0)
    try server.drop(folder: "hook", into: "hook", ["rows.csv": Array(table.utf8), "red.png": picture])
    let job = try await server.finishedJob(named: "hook")
    for (index, cell) in Self.cells.enumerated() {
      let ending = try #require(try server.ending(ofRow: index + 2, of: job))
      #expect(ending.outcome == .done, "\(cell): \(ending.failure?.message ?? "")")
      let history = try #require(try server.row(index + 2, of: job)?.history)
      // A table keeps one kind of line break.
      let value = cell.replacing("\r\n", with: "\n")
      #expect(history.values["cell"]?.string == value)
      let answers = history.steps.map(\.outputs)
      guard answers.count == 3 else { continue }
      #expect(answers[0]["cell"]?.string == value && answers[0]["around"]?.string == "<\(value)>", "\(cell)")
      #expect(answers[0]["whole"]?.string?.hasSuffix(#","{{cell}}":1}"#) == true, "\(cell)")
      #expect(answers[1]["cell"]?.string == value && answers[1]["q"]?.string == value, "\(cell)")
      #expect(answers[2]["cell"]?.string == value, "\(cell)")
      #expect(answers[2]["url"]?.string?.contains("/anything/parts/") == true, "\(cell)")
      #expect(answers[1]["rest"] == nil && answers[2]["evil"] == nil, "\(cell)")
      let files = server.outgoing.appending(job.text).appending("files")
      #expect(try history.steps[2].files.map { [UInt8](try files.appending($0.name).bytes()) } == [picture])
    }
  }

  // MARK: An OpenAI-compatible server

  @Test func theTemplatesOfOpenAIRunAsTheyAreAgainstACompatibleServer() async throws {
    let openAI = try await RealServer.start(.openAI)
    defer { openAI.stop() }
    server.settings["ROWSPOOL_TEMPLATES"] = "\(own.string):\(Self.templates.string)"
    for name in ["chat", "openai"] { try addService(name, openAI.url("v1")) }
    try server.start()
    for workflow in ["openai-chat", "openai-image"] {
      try await wait(for: "the drop folder of \(workflow)") { server.incoming.appending(workflow).exists }
      let samples = Self.templates.appending(workflow).appending("samples")
      let files = try samples.names.map { ($0, [UInt8](try samples.appending($0).bytes())) }
      try server.drop(folder: "samples of \(workflow)", into: workflow, Dictionary(uniqueKeysWithValues: files))
    }
    let chats = try server.results(of: try await server.finishedJob(named: "samples of openai-chat")).rows
    expectDone(chats, chats.count)
    for (number, row) in chats {
      #expect(row["Answer"]?.string?.isEmpty == false, "row \(number)")
      #expect((row["Tokens"]?.integer ?? 0) > 0, "row \(number)")
    }
    let job = try await server.finishedJob(named: "samples of openai-image")
    let pictures = try server.results(of: job).rows
    expectDone(pictures, pictures.count)
    #expect(!chats.isEmpty && !pictures.isEmpty)
    for (number, row) in pictures {
      let name = try #require(row["Picture"]?.string)
      let file = server.outgoing.appending(job.text).appending("files").appending(name)
      #expect(name.hasPrefix("\(number)-") && name.hasSuffix(".png"))
      #expect(try file.bytes().starts(with: [0x89, 0x50, 0x4E, 0x47]))
    }
    try await server.stop()
    try keyIsNowhere()
  }
}
