import HTTPTransfer
import JobModel
import Testing

@testable import Workflows

/// Files that a run gave.
@Suite struct DifyFileTests {
  private func bench(_ files: JSONValue, _ settings: String = DifyBench.workflow) throws -> DifyBench {
    let bench = try DifyBench(["title": "Cup"], settings)
    let finished = DifyWords.finished(outputs: ["text": "Hello", "pictures": files])
    bench.dify.on(DifyBench.run, .events([.json(DifyWords.started), .json(finished)]))
    return bench
  }

  @Test func filesAreFetchedWithoutTheKeyBeforeTheRowIsDone() async throws {
    let bench = try bench([
      DifyWords.file("/files/tools/a.png?sign=1"), DifyWords.file("http://api:5001/files/tools/b.png?sign=2"),
      DifyWords.file("https://elsewhere.example/c.png"),
    ])
    for name in [
      "GET /files/tools/a.png", "GET /files/tools/b.png", "GET https://elsewhere.example/c.png",
    ] { bench.dify.on(name, .bytes(DifyWords.png)) }
    let ending = try await bench.run()
    #expect(ending.outcome == .done)
    #expect(ending.files.map(\.mediaType) == ["image/png", "image/png", "image/png"])
    #expect(
      bench.dify.calls.dropFirst().map(\.url) == [
        "https://dify.example/files/tools/a.png?sign=1", "https://dify.example/files/tools/b.png?sign=2",
        "https://elsewhere.example/c.png",
      ])
    #expect(bench.dify.calls.dropFirst().allSatisfy { $0.headers.isEmpty })
  }

  @Test func aFaultOfTheMomentIsTriedAgainAtOnce() async throws {
    let bench = try bench(DifyWords.file("/files/a.png"))
    bench.dify.on("GET /files/a.png", .text(503, ""), .fault(.reset, wasSent: true), .bytes(DifyWords.png))
    #expect(try await bench.run().files.count == 1)
  }

  @Test func aDownloadThatFailsForGoodKeepsTheRun() async throws {
    let bench = try bench(DifyWords.file("/files/a.png"))
    bench.dify.on("GET /files/a.png", .text(503, ""))
    #expect(bench.short(try await bench.run()) == "retry transient dify-download")
    #expect(bench.dify.count("GET /files/a.png") == 3)
    #expect(bench.journal == ["sent 1", DifyBench.named])
  }

  @Test func anExpiredLinkIsReadAgainOnce() async throws {
    let bench = try bench(DifyWords.file("/files/a.png?old"))
    bench.dify.on("GET /files/a.png", .text(403, "expired"), .bytes(DifyWords.png))
    bench.dify.on(
      DifyBench.detail,
      .json(200, DifyWords.detail("succeeded", outputs: ["pictures": [DifyWords.file("/files/a.png?new")]])))
    #expect(try await bench.run().files.count == 1)
    #expect(bench.dify.calls.last?.url == "https://dify.example/files/a.png?new")
  }

  @Test func aLinkThatIsNotRenewedSaysThatARetryRunsAnew() async throws {
    let bench = try bench(DifyWords.file("/files/a.png?old"))
    bench.dify.on("GET /files/a.png", .text(403, "expired"))
    bench.dify.on(
      DifyBench.detail,
      .json(200, DifyWords.detail("succeeded", outputs: ["pictures": [DifyWords.file("/files/a.png?old")]])))
    #expect(bench.short(try await bench.run()) == "failed invalid dify-link-expired")
    #expect(bench.dify.count(DifyBench.detail) == 1)
    #expect(bench.journal.last == "remote 1 none")
  }

  @Test(arguments: [
    (Array("<html>Log in</html>".utf8), "retry transient dify-wrong-file"),
    (Array(DifyWords.png.prefix(12)), "retry transient dify-broken-file"),
    ([], "failed blocked dify-empty-file"),
  ])
  func whatIsNoWholePictureIsNotKept(_ bytes: [UInt8], _ wanted: String) async throws {
    let bench = try bench(DifyWords.file("/files/a.png"))
    bench.dify.on("GET /files/a.png", .bytes(bytes))
    #expect(bench.short(try await bench.run()) == wanted)
  }

  @Test func aForeignHostIsRefusedByItsName() async throws {
    let bench = try bench(DifyWords.file("https://evil.example/a.png"))
    bench.dify.on("GET https://evil.example/a.png", .fault(.hostNotAllowed, wasSent: false))
    #expect(bench.short(try await bench.run()) == "failed invalid dify-address")
  }

  @Test func moreFilesThanWantedMakeAWarning() async throws {
    let settings = """
      service: shop
      app: workflow
      outputs: {all: {file: files, most: 1}}
      """
    let bench = try bench([DifyWords.file("/files/a.png"), DifyWords.file("/files/b.pdf")], settings)
    bench.dify.on("GET /files/a.png", .bytes(DifyWords.png))
    let ending = try await bench.run()
    #expect(ending.outcome == .warning)
    #expect(ending.failure?.message == "The run gave 2 files for 'all'; the first 1 were kept.")
    #expect(ending.files.count == 1)
  }

  @Test(arguments: [
    ("https://api.dify.ai/v1", "https://api.dify.ai/v1"), ("https://api.dify.ai", "https://api.dify.ai/v1"),
    ("http://dify.lan:8080/", "http://dify.lan:8080/v1"), ("http://h/dify/v1//", "http://h/dify/v1"),
  ])
  func addressesArePastedInManyForms(_ text: String, _ wanted: String) {
    #expect(DifyAddress(text)?.base == wanted)
  }

  @Test(arguments: ["", "dify.lan", "ftp://h/v1", "https://", "https://u:p@h/v1", "https://h/v1?x=1"])
  func whatIsNoAddressIsNone(_ text: String) {
    #expect(DifyAddress(text) == nil)
  }

  @Test func linksToTheServersOwnNetworkLeadToItsOrigin() throws {
    let address = try #require(DifyAddress("https://dify.example/v1"))
    func file(_ url: String, _ hosts: [String] = []) -> String { address.file(url, internalHosts: hosts) }
    #expect(file("http://localhost/files/a") == "https://dify.example/files/a")
    #expect(file("http://127.0.0.1:5001/files/a?b") == "https://dify.example/files/a?b")
    #expect(file("files/a") == "https://dify.example/files/a")
    #expect(file("https://dify.example/files/a") == "https://dify.example/files/a")
    #expect(file("http://intern.lan/a") == "http://intern.lan/a")
    #expect(file("http://intern.lan:9/a", ["intern.lan"]) == "https://dify.example/a")
    let local = try #require(DifyAddress("http://127.0.0.1:8080/v1"))
    #expect(local.file("http://localhost:9/a", internalHosts: []) == "http://localhost:9/a")
  }
}
