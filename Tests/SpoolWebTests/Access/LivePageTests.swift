import Foundation
import JobProcessing
import Testing

@testable import SpoolWeb

/// What can be tried against the page through a real socket.
@Suite struct LivePageTests {
  private static let host = "Host: 127.0.0.1\r\n"

  @Test func aHeaderOfAMegabyteIsRefusedAndTheServerGoesOn() async throws {
    try await TestPage.serving { port, _ in
      let client = try RawClient(port: port)
      let field = "X-Long: " + String(repeating: "a", count: 1 << 20)
      let answer = try await client.ask("GET / HTTP/1.1\r\n\(Self.host)\(field)\r\n\r\n")
      #expect(answer.hasPrefix("HTTP/1.1 431 ") && answer.contains("The request's header is too large."))
      #expect(
        try await RawClient(port: port).ask("GET /healthz HTTP/1.1\r\n\(Self.host)\r\n").hasPrefix("HTTP/1.1 200 "))
    }
  }

  @Test func aQueryOfAMegabyteIsRefused() async throws {
    try await TestPage.serving { port, _ in
      let target = "/jobs?search=" + String(repeating: "a", count: 1 << 20)
      let answer = try await RawClient(port: port).ask("GET \(target) HTTP/1.1\r\n\(Self.host)\r\n")
      #expect(answer.hasPrefix("HTTP/1.1 431 "))
      let shorter = "/jobs?search=" + String(repeating: "a", count: 12_000)
      let other = try await RawClient(port: port).ask("GET \(shorter) HTTP/1.1\r\n\(Self.host)\r\n")
      #expect(other.hasPrefix("HTTP/1.1 414 "))
    }
  }

  @Test func manyFieldsAreRefused() async throws {
    try await TestPage.serving { port, _ in
      let fields = (0..<500).map { "X-\($0): a\r\n" }.joined()
      let answer = try await RawClient(port: port).ask("GET / HTTP/1.1\r\n\(Self.host)\(fields)\r\n")
      #expect(answer.hasPrefix("HTTP/1.1 431 "))
    }
  }

  @Test func bytesThatAreNoTextAreRefused() async throws {
    try await TestPage.serving { port, _ in
      for line in [
        Array("GET /\u{0} HTTP/1.1\r\n".utf8),
        [0x47, 0x45, 0x54, 0x20, 0x2F, 0xFF, 0xFE] + Array(" HTTP/1.1\r\n".utf8),
      ] {
        let client = try RawClient(port: port)
        _ = await client.send(line + Array("\(Self.host)\r\n".utf8))
        let answer = try await client.receive { $0.contains("\r\n\r\n") }
        #expect(answer.hasPrefix("HTTP/1.1 400 ") || answer.isEmpty, "\(answer.prefix(40))")
      }
      #expect(
        try await RawClient(port: port).ask("GET /healthz HTTP/1.1\r\n\(Self.host)\r\n").hasPrefix("HTTP/1.1 200 "))
    }
  }

  @Test func aBodyThatIsTooLargeIsAnsweredBeforeItIsSent() async throws {
    try await TestPage.serving { port, page in
      let client = try RawClient(port: port)
      let token = try page.access.pageToken("machine")
      let head = """
        POST /you HTTP/1.1\r\n\(Self.host)X-Rowspool-Token: \(token)\r\nContent-Length: 10737418240\r\n\r\n
        """
      _ = await client.send(head + String(repeating: "a", count: 100_000))
      let answer = try await client.receive()
      #expect(answer.hasPrefix("HTTP/1.1 413 "), "and the connection is closed: the rest is not waited for")
    }
  }

  @Test func tooManyConnectionsAreToldToComeBack() async throws {
    try await TestPage.serving(["webConnections": "10"]) { port, _ in
      var clients: [RawClient] = []
      for _ in 0..<10 {
        let client = try RawClient(port: port)
        #expect(try await client.ask("GET /healthz HTTP/1.1\r\n\(Self.host)\r\n").hasPrefix("HTTP/1.1 200 "))
        clients.append(client)
      }
      let late = try await RawClient(port: port).ask("GET /healthz HTTP/1.1\r\n\(Self.host)\r\n")
      #expect(late.hasPrefix("HTTP/1.1 503 ") && late.lowercased().contains("retry-after: 15"))
      #expect(clients.count == 10)
      clients = []
      // A connection that has ended makes room, once the server has seen it end.
      var answer = ""
      for _ in 0..<500 where !answer.hasPrefix("HTTP/1.1 200 ") {
        answer = try await RawClient(port: port).ask("GET /healthz HTTP/1.1\r\n\(Self.host)\r\n")
      }
      #expect(answer.hasPrefix("HTTP/1.1 200 "))
    }
  }

  @Test func otherSitesAndOtherNamesAreKeptOut() async throws {
    try await TestPage.serving { port, page in
      let token = try page.access.pageToken("machine")
      func status(_ head: String) async throws -> Substring {
        try await RawClient(port: port).ask(head + "Content-Length: 0\r\n\r\n").dropFirst(9).prefix(3)
      }
      let own = "Host: 127.0.0.1:\(port)\r\n"
      #expect(
        try await status("POST /logout HTTP/1.1\r\n\(own)Origin: http://evil.example\r\nX-Rowspool-Token: \(token)\r\n")
          == "403")
      #expect(try await status("POST /logout HTTP/1.1\r\n\(own)Origin: http://127.0.0.1:\(port)\r\n") == "403")
      #expect(
        try await status(
          "POST /logout HTTP/1.1\r\n\(own)Origin: http://127.0.0.1:\(port)\r\nX-Rowspool-Token: \(token)\r\n") == "303")
      #expect(try await status("GET /you HTTP/1.1\r\nHost: evil.example:\(port)\r\n") == "421")
      #expect(try await status("GET /../../etc/passwd HTTP/1.1\r\n\(own)") == "404")
    }
  }
}
