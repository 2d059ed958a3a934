import Foundation
import JobModel
import Results
import SystemPackage
import TestSupport
import Testing

@testable import JobProcessing
@testable import Spool
@testable import SpoolWeb

/// Clients that are slow, silent, or up to no good, over real sockets.
@Suite struct HardClientTests {
  private static let host = "Host: 127.0.0.1\r\n"
  private static let health = "GET /healthz HTTP/1.1\r\n\(host)\r\n"

  /// Limits that a test can wait for.
  private static var short: ClientLimits {
    var limits = ClientLimits()
    (limits.header, limits.grace, limits.longestStall) = (.milliseconds(300), .milliseconds(300), .milliseconds(300))
    (limits.leastRate, limits.lookInterval) = (1e6, .milliseconds(50))
    return limits
  }

  private func expectHealth(_ port: Int) async throws {
    #expect(try await RawClient(port: port).ask(Self.health).hasPrefix("HTTP/1.1 200 "))
  }

  // MARK: Slow ones

  @Test(arguments: ["GET / HT", "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: ", "\r\n"])
  func aHeaderThatComesByteByByteIsNotWaitedFor(beginning: String) async throws {
    try await TestPage.serving([:], Self.short) { port, _ in
      let client = try RawClient(port: port)
      #expect(await client.send(beginning))
      let next = beginning == "\r\n" ? "\r\n" : "a"
      try await wait(for: "the end of the connection") { await !client.send(next) }
      try await expectHealth(port)
    }
  }

  @Test func aSecondHeaderThatDoesNotComeIsNotWaitedFor() async throws {
    try await TestPage.serving([:], Self.short) { port, _ in
      let client = try RawClient(port: port)
      #expect(await client.send(Self.health + "GET / HTTP/1.1\r\n"))
      #expect(try await client.receive().hasPrefix("HTTP/1.1 200 "), "and then the connection is closed")
    }
  }

  @Test func aBodyThatTricklesEndsAndNothingIsLeftOfIt() async throws {
    try await TestPage.serving([:], Self.short) { port, page in
      let client = try RawClient(port: port)
      let token = try page.access.pageToken("machine")
      let head = "POST /api/v1/jobs?name=a.csv HTTP/1.1\r\n\(Self.host)X-Rowspool-Token: \(token)\r\n"
      #expect(await client.send(head + "Content-Length: 1000000\r\n\r\nkey"))
      try await wait(for: "the upload") { !page.uploads.isEmpty }
      try await wait(for: "the end of the connection") { await !client.send("a") }
      try await wait(for: "the removal of what came") { page.uploads.isEmpty }
      #expect(page.desk.spool.jobs.path.names.isEmpty)
      try await expectHealth(port)
    }
  }

  @Test(arguments: ["Content-Length: 100\r\n\r\nkey\n1\n", "Transfer-Encoding: chunked\r\n\r\n6\r\nkey\n1\n\r\n3\r\n2"])
  func anUploadThatEndsTooEarlyIsNotTaken(rest: String) async throws {
    try await TestPage.serving { port, page in
      let client = try RawClient(port: port)
      let token = try page.access.pageToken("machine")
      let head = "POST /api/v1/jobs?name=a.csv HTTP/1.1\r\n\(Self.host)X-Rowspool-Token: \(token)\r\n"
      #expect(await client.send(head + rest))
      try await wait(for: "the upload") { !page.uploads.isEmpty }
      // It still listens.
      client.sendsNoMore()
      #expect(try await !client.receive().hasPrefix("HTTP/1.1 2"))
      try await wait(for: "the removal of what came") { page.uploads.isEmpty }
      #expect(page.desk.spool.jobs.path.names.isEmpty)
    }
  }

  @Test func aDownloadThatIsNotTakenEnds() async throws {
    let harness = try JobPageHarness()
    try harness.submit()
    let file = try harness.result(2, [UInt8](repeating: 7, count: 32 << 20), as: "bin", type: "application/zip")
    try harness.commitSubmitted(2...2, ending: { _ in Ending(.done, files: [file]) })
    try harness.finish()
    let path = "/jobs/\(harness.job.text.asLinkPart)/files/\(file.name.asLinkPart)"
    try await harness.server.frontDesk.serving(Self.short) { port in
      let client = try RawClient(port: port)
      #expect(await client.send("GET \(path) HTTP/1.1\r\n\(Self.host)\r\n"))
      // It takes nothing; what it sends is refused once the connection is closed.
      try await wait(for: "the end of the connection") { await !client.send("a") }
      try await expectHealth(port)
    }
    // Its folder goes with it.
    withExtendedLifetime(harness) {}
  }

  @Test func aStreamThatIsNotTakenEnds() async throws {
    try await TestPage.serving([:], Self.short) { port, page in
      let board = page.desk.board
      let client = try RawClient(port: port)
      #expect(await client.send("GET /api/v1/events HTTP/1.1\r\n\(Self.host)\r\n"))
      try await wait(for: "the watcher") { await board.watcherCount == 1 }
      let reason = String(repeating: "x", count: 1 << 20)
      try await wait(for: "the end of the watcher") {
        var drops = BoardDrops()
        drops.waiting = [IndexPage.Waiting(name: "a", reason: Message(verbatim: reason), since: .now)]
        var changes = BoardChanges()
        changes.drops = drops
        await board.tell(changes)
        return await board.watcherCount == 0
      }
      try await expectHealth(port)
    }
  }

  // MARK: Many

  @Test func moreStreamsThanThereArePlacesAreToldToComeBack() async throws {
    try await TestPage.serving(["webConnections": "60"]) { port, _ in
      var streams: [RawClient] = []
      let ask = "GET /api/v1/events HTTP/1.1\r\n\(Self.host)\r\n"
      for _ in 0..<30 {
        let client = try RawClient(port: port)
        #expect(try await client.ask(ask).hasPrefix("HTTP/1.1 200 "))
        streams.append(client)
      }
      let client = try RawClient(port: port)
      #expect(await client.send(ask))
      let late = try await client.receive { $0.contains("less often.") }
      #expect(late.hasPrefix("HTTP/1.1 503 "), "\(late)")
      #expect(late.lowercased().contains("retry-after: 15"))
      try await expectHealth(port)
      streams.removeLast(10)
      try await wait(for: "a place") { try await RawClient(port: port).ask(ask).hasPrefix("HTTP/1.1 200 ") }
    }
  }

  @Test func theServerStopsWhileManyStreamsAreOpen() async throws {
    let page = try TestPage()
    let clients = Clients()
    try await page.desk.serving { port in
      for number in 0..<100 {
        let client = try RawClient(port: port)
        let upgrade =
          number % 2 == 0
          ? ""
          : "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
        let answer = try await client.ask("GET /api/v1/events HTTP/1.1\r\n\(Self.host)\(upgrade)\r\n")
        #expect(answer.hasPrefix(upgrade.isEmpty ? "HTTP/1.1 200 " : "HTTP/1.1 101 "))
        await clients.add(client)
      }
    }
    // It has stopped.
    for client in await clients.all { _ = try await client.receive() }
    #expect(await page.desk.board.watcherCount == 0)
  }

  private actor Clients {
    private(set) var all: [RawClient] = []
    func add(_ client: RawClient) { all.append(client) }
  }

  @Test func requestsInARowAreAnsweredInOrder() async throws {
    try await TestPage.serving { port, _ in
      let client = try RawClient(port: port)
      let paths = ["/healthz", "/nowhere", "/assets/page.js", "/healthz"]
      let requests = paths.map { "GET \($0) HTTP/1.1\r\n\(Self.host)\r\n" }.joined()
      #expect(await client.send(requests + "GET /nowhere HTTP/1.1\r\n\(Self.host)Connection: close\r\n\r\n"))
      let answer = try await client.receive()
      #expect(Self.statuses(answer) == ["200", "404", "200", "200", "404"])
    }
  }

  @Test func thousandsOfRequestsWhoseAnswersNobodyTakesAreNotWorkedOff() async throws {
    try await TestPage.serving([:], Self.short) { port, _ in
      let client = try RawClient(port: port)
      let request = "GET /assets/page.js HTTP/1.1\r\n\(Self.host)\r\n"
      let many = String(repeating: request, count: 1000)
      try await wait(for: "the end of the connection") { await !client.send(many) }
      try await expectHealth(port)
    }
  }

  // MARK: What is no request

  private static func statuses(_ text: String) -> [String] {
    text.components(separatedBy: "HTTP/1.1 ").dropFirst().map { String($0.prefix(3)) }
  }

  private static let garbage: [[UInt8]] = [
    [0x16, 3, 1, 2, 0, 1, 0, 1, 0xFC],
    [UInt8]("SSH-2.0-OpenSSH_9.2\r\n".utf8),
    [UInt8]("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8),
    [UInt8](repeating: 0, count: 5000),
    [UInt8](repeating: 0xFF, count: 100_000),
    [UInt8]("GET\r\n\r\n".utf8),
    [UInt8]("GET / HTTP/9.9\r\n\r\n".utf8),
    [UInt8]("G\u{7F}T / HTTP/1.1\r\nHost: a\r\n\r\n".utf8),
    [UInt8]("{\"jsonrpc\": \"2.0\"}\r\n\r\n".utf8),
  ]

  @Test(arguments: garbage)
  func garbageEndsTheConnection(bytes: [UInt8]) async throws {
    try await TestPage.serving { port, _ in
      let client = try RawClient(port: port)
      _ = await client.send(bytes)
      client.sendsNoMore()
      let answer = try await client.receive()
      #expect(answer.isEmpty || Self.statuses(answer).allSatisfy { $0.hasPrefix("4") || $0 == "505" }, "\(answer)")
      try await expectHealth(port)
    }
  }

  /// Requests that two programs in a row could take for different ones (request smuggling): RFC 9112, sections 3.2, 5.1,
  /// 6.1, 6.3 and 11.2.
  private static let ambiguous: [String] = [
    "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcde",
    "Content-Length: 0\r\nContent-Length: 30\r\n\r\n", "Content-Length: +5\r\n\r\nabcde",
    "Content-Length: 5, 6\r\n\r\nabcde", "Content-Length: 0x5\r\n\r\nabcde", "Content-Length: -1\r\n\r\n",
    "Content-Length: 99999999999999999999\r\n\r\n", "Content-Length : 5\r\n\r\nabcde",
    "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
    "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n", "Transfer-Encoding: identity, chunked, x\r\n\r\n0\r\n\r\n",
    "Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\na\r\n",
    "Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n0\r\n\r\n",
    "X: a\r\n folded: yes\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "X\u{0}Y: a\r\n\r\n", "X: a\u{0}b\r\n\r\n",
    "no colon\r\n\r\n", ": nothing\r\n\r\n", "X: a\rContent-Length: 0\r\n\r\n",
  ]

  @Test(arguments: ambiguous)
  func whatCouldBeReadInTwoWaysIsRefused(fields: String) async throws {
    try await TestPage.serving { port, _ in
      let client = try RawClient(port: port)
      let hidden = "GET /assets/page.css HTTP/1.1\r\n\(Self.host)\r\n"
      _ = await client.send("POST /login HTTP/1.1\r\n\(Self.host)\(fields)\(hidden)")
      client.sendsNoMore()
      let answer = try await client.receive()
      let statuses = Self.statuses(answer)
      #expect(statuses.allSatisfy { $0.hasPrefix("4") }, "\(answer.prefix(300))")
    }
  }

  @Test(arguments: [
    "OPTIONS * HTTP/1.1\r\n",
    "CONNECT 127.0.0.1:22 HTTP/1.1\r\n", "GET //evil.example/%2e%2e HTTP/1.1\r\n", "GET /\\..\\x HTTP/1.1\r\n",
  ])
  func onlyPathsAreAddresses(line: String) async throws {
    try await TestPage.serving { port, _ in
      let answer = try await RawClient(port: port).ask(line + Self.host + "\r\n")
      #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 4"), "\(answer.prefix(200))")
      try await expectHealth(port)
    }
  }

  @Test func aWholeAddressIsAsGoodAsItsPathAndOneHostIsNamed() async throws {
    try await TestPage.serving { port, _ in
      // RFC 9112, section 3.2.2.
      let whole = try await RawClient(port: port).ask("GET http://127.0.0.1/healthz HTTP/1.1\r\n\(Self.host)\r\n")
      #expect(whole.hasPrefix("HTTP/1.1 200 "))
      let start = "GET /api/v1/session HTTP/1.1\r\n\(Self.host)"
      for second in ["Host: evil.example\r\n", Self.host] {
        #expect(try await RawClient(port: port).ask("\(start)\(second)\r\n").hasPrefix("HTTP/1.1 400 "))
      }
    }
  }

  @Test func anOldClientIsAnsweredAndTheConnectionEnds() async throws {
    try await TestPage.serving([:], Self.short) { port, _ in
      let client = try RawClient(port: port)
      // It waits for the end.
      #expect(await client.send("GET /api/v1/session HTTP/1.0\r\n\(Self.host)\r\n"))
      let answer = try await client.receive()
      #expect(Self.statuses(answer) == ["200"])
      #expect(!answer.lowercased().contains("transfer-encoding"), "HTTP/1.0 knows no chunks")
      let nameless = try await RawClient(port: port).ask("GET /api/v1/session HTTP/1.0\r\n\r\n")
      #expect(nameless.hasPrefix("HTTP/1.1 400 "))
    }
  }
}

extension TestPage {
  /// What lies in `tmp/` of uploads.
  var uploads: [String] { desk.spool.tmp.path.names.filter { $0.hasPrefix("upload-") } }
}
