import Foundation
import HTTPTransfer
import JobModel
import SystemPackage
import Testing

@testable import Workflows

/// What a row's web addresses become before its first step.
@Suite struct InputFetchingTests {
  private let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + Array("....IEND....".utf8)
  private let definition: WorkflowDefinition
  private let known = FetchedFiles()

  init() throws {
    setlocale(LC_ALL, "C.UTF-8")
    definition = try Samples.workflow(
      """
      columns: [{name: photo, titles: {en: Photo}, type: image}, {name: paper, type: file}]
      steps:
        - name: look
          command: {run: [a, "{{photo}}", "{{paper}}"], outputs: {seen: {}}}
      """)
  }

  private static let probed: JSONObject = [
    "ok": true,
    "probed": [
      "format": "png", "type": "image/png", "width": 3, "height": 2, "pages": 1, "alpha": false, "orientation": 1,
    ],
  ]

  /// Runs a row whose only step says what it was given.
  private func run(
    _ bench: Bench, _ http: ScriptedHTTP, rules: FetchRules = FetchRules(), picture: JSONObject = probed
  ) async throws -> Ending {
    var resources = bench.resources(pictures: FakeService { _ in picture })
    resources.fetching = rules
    var runner = WorkflowRunner(
      definition,
      executors: ["command": FakeStep { step, _ in StepOutput(values: ["seen": step.settings["run"] ?? .null]) }],
      options: bench.options)
    runner.fetcher = InputFetcher(
      rules: rules, http: http, pictures: resources.pictures, hosts: resources.hosts, known: known,
      now: { Timestamp(milliseconds: 0) })
    return await runner.run(try bench.attempt(), journal: bench.journal)
  }

  private func ending(
    of address: String = "https://shop.example/img/cup.png?sig=secret", column: String = "photo", attempt: Int = 1,
    picture: JSONObject = probed, _ reply: ScriptedHTTP.Reply
  ) async throws -> Ending {
    var bench = try Bench([column: .string(address)])
    bench.history.attempt = attempt
    return try await run(bench, ScriptedHTTP { _, _ in reply }, picture: picture)
  }

  @Test func stepsGetThePathOfWhatWasFetched() async throws {
    let bench = try Bench(["photo": "https://shop.example/img/cup.png", "paper": "source/a.pdf"])
    let http = ScriptedHTTP { [png] _, _ in .bytes(png) }
    let ending = try await run(bench, http)
    #expect(ending.outcome == .done)
    #expect(
      ending.outputs["seen"] == [
        "a", .string("\(bench.job)/files/0-0-photo-from-web.png"), .string("\(bench.job)/source/a.pdf"),
      ])
    #expect(bench.journal.events == ["step 0", "step 1"])
    let file = try #require(bench.journal.results.first?.files.first)
    #expect((file.mediaType, file.width, file.height) == ("image/png", 3, 2))
    let request = try #require(http.calls.first?.request)
    #expect(request.access == HTTPAccess(hosts: Set([HTTPHostPattern("*")].compactMap(\.self))))
    #expect(request.redirects == .follow(most: 5))
  }

  @Test func whatIsKeptIsNotFetchedAgain() async throws {
    var bench = try Bench(["photo": "https://a.example/1.png", "paper": "https://a.example/2.pdf"])
    let kept = ProducedFile(column: "photo-from-web", name: "7-cup.png", mediaType: "image/png", bytes: 1, sha256: "")
    bench.history.steps = [StepResult(number: StepResult.inputs, files: [kept])]
    let http = ScriptedHTTP { _, _ in .bytes(Array("%PDF-1.7".utf8)) }
    _ = try await run(bench, http)
    #expect(http.calls.map(\.request.url) == ["https://a.example/2.pdf"])
    #expect(bench.journal.results.first?.files.map(\.column) == ["photo-from-web", "paper-from-web"])
  }

  @Test(
    arguments: [
      (404, Failure.Class.invalid, "fetch-not-found"), (410, .invalid, "fetch-not-found"),
      (401, .invalid, "fetch-refused"), (403, .invalid, "fetch-refused"), (400, .invalid, "fetch-refused"),
      (408, .throttled, "fetch-server-fault"), (429, .throttled, "fetch-server-fault"),
      (500, .transient, "fetch-server-fault"), (502, .transient, "fetch-server-fault"),
      (503, .transient, "fetch-server-fault"), (504, .transient, "fetch-server-fault"),
    ])
  func statusesHaveTheirClasses(_ status: Int, _ kind: Failure.Class, _ code: String) async throws {
    let ending = try await ending(.page("<html>", status: status))
    #expect(ending.failure?.class == kind)
    #expect(ending.failure?.code == code)
    #expect(ending.failure?.message.english.contains("“https://shop.example/img/cup.png?…”") == true)
    #expect(ending.failure?.message.english.contains("secret") == false)
  }

  @Test func aServerThatAlwaysSaysLaterIsGivenUp() async throws {
    #expect(try await ending(attempt: 20, .page("", status: 429)).failure?.class == .throttled)
    #expect(try await ending(attempt: 21, .page("", status: 429)).failure?.class == .transient)
    let reply = ScriptedHTTP.Reply(status: 429, headers: [HTTPHeader("Retry-After", "90")])
    #expect(try await ending(reply).notBefore == Timestamp(milliseconds: 90_000))
  }

  @Test(
    arguments: [
      (HTTPError.Code.nameNotFound, Failure.Class.transient), (.notConnected, .transient), (.tls, .transient),
      (.reset, .transient), (.idle, .transient), (.deadlinePassed, .transient), (.tooLarge, .invalid),
      (.hostNotAllowed, .invalid), (.addressNotAllowed, .invalid), (.tooManyRedirects, .invalid),
    ])
  func requestsWithoutAnAnswerHaveTheirClasses(_ code: HTTPError.Code, _ kind: Failure.Class) async throws {
    #expect(try await ending(.error(code)).failure?.class == kind)
  }

  @Test func contentsDecideAndNotNames() async throws {
    let page = try await ending(.bytes(Array("<!DOCTYPE html><html>".utf8)))
    #expect(page.failure?.code == "fetch-not-a-picture")
    #expect(try await ending(.bytes([])).failure?.code == "fetch-empty")
    let cut = try await ending(.bytes(Array(png.prefix(8))))
    #expect(cut.failure?.code == "fetch-cut-off")
    #expect(cut.outcome == .retry)
    let bad = Failure(.invalid, code: "picture-unreadable", message: "The picture 'cup.png' is damaged.")
    let unusable = try await ending(picture: PictureReply.failed(bad).json, .bytes(png))
    #expect(unusable.outcome == .failed)
    #expect(
      unusable.failure?.message.english == """
        Photo: The picture at “https://shop.example/img/cup.png?…” cannot be used. The picture 'cup.png' is damaged.
        """)
  }

  @Test func aFileMayBeAnythingButALoginPage() async throws {
    let page = ScriptedHTTP.Reply.bytes(Array("<html><head>".utf8))
    #expect(
      try await ending(of: "https://a.example/doc?id=1", column: "paper", page).failure?.code == "fetch-not-a-file")
    #expect(try await ending(of: "https://a.example/doc.html", column: "paper", page).outcome == .done)
    let office = Array("PK\u{3}\u{4}".utf8)
    let named = HTTPHeader("Content-Disposition", "attachment; filename=\"报价 1.XLSX\"")
    for (address, reply, ending) in [
      ("https://a.example/a.docx", ScriptedHTTP.Reply.bytes(office), "docx"),
      ("https://a.example/get", ScriptedHTTP.Reply(headers: [named], body: office), "xlsx"),
      ("https://a.example/get", ScriptedHTTP.Reply.bytes(office), "zip"),
    ] {
      let bench = try Bench(["paper": .string(address)])
      _ = try await run(bench, ScriptedHTTP { _, _ in reply })
      #expect(bench.journal.results.first?.files.first?.name == "0-0-paper-from-web.\(ending)")
    }
  }

  @Test func rowsOfAJobThatNameTheSameAddressShareItsFile() async throws {
    let http = ScriptedHTTP { [png] _, _ in .bytes(png) }
    let bench = try Bench(["photo": "https://a.example/logo.png"])
    let first = try await run(bench, http)
    #expect(first.outcome == .done)
    let path = bench.job.appending("files/0-0-photo-from-web.png").string
    // The next row's journal gives it another name.
    try FileManager.default.moveItem(atPath: path, toPath: path + ".kept")
    #expect(try await run(bench, http).outcome == .done)
    #expect(http.calls.count == 2, "a file that is gone is fetched again")
    let again = RecordingJournal(files: bench.folder.path.appending("other"))
    var second = bench
    second.journal = again
    #expect(try await run(second, http).outcome == .done)
    #expect(http.calls.count == 2)
    let file = try #require(again.results.first?.files.first)
    #expect((file.column, file.width, file.bytes) == ("photo-from-web", 3, png.count))
  }

  @Test func aRowThatWasStoppedIsCancelled() async throws {
    #expect(try await ending(.error(.cancelled)).outcome == .cancelled)
  }
}
