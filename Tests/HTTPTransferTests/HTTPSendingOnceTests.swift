import HTTPTransfer
import JobModel
import Testing

/// A kept connection that turns out to be closed: libcurl sends the request once more by itself, which must not happen
/// to one that costs money. It may connect once more; what counts is what arrives.
@Suite struct HTTPSendingOnceTests {
  private let client: HTTPClient

  init() {
    var options = HTTPClientOptions.direct
    // A slow machine must not make a new connection of it.
    options.mostIdle = .seconds(100)
    client = HTTPClient(options: options)
  }

  private static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

  /// Answers the first request of a connection, reads the second one whole, and closes.
  private func closingServer(_ end: @escaping @Sendable (Connection) -> Void) throws -> RawServer {
    try RawServer { connection in
      guard try connection.readRequest() != nil else { return }
      try connection.write(Self.ok)
      if try connection.readRequest() != nil { end(connection) }
    }
  }

  private func request(_ server: RawServer, _ body: HTTPBody) -> HTTPRequest {
    var request = HTTPRequest.local("POST", server.url("/second"))
    request.body = body
    return request
  }

  private static let bodies = [
    HTTPBody.none, .bytes([]), .bytes(Array("{}".utf8)), .bytes([UInt8](repeating: 7, count: 300_000)),
    .multipart([MultipartPart(name: "a", content: .text("b"))]),
  ]

  @Test(arguments: bodies, [false, true])
  func isNotSentAgainWhereItMustNotBe(_ body: HTTPBody, _ byReset: Bool) async throws {
    let server = try closingServer { byReset ? $0.reset() : $0.close() }
    _ = try await client.send(.local("GET", server.url("/first")))
    let error = await failure { () async throws(HTTPError) in try await client.send(request(server, body)) }
    #expect(error?.code == .reset)
    #expect(error?.wasSent == true)
    #expect(
      error?.message
        == "The server 127.0.0.1:\(server.port) ended the connection before its answer was complete.")
    #expect(server.requests.map(\.line) == ["GET /first HTTP/1.1", "POST /second HTTP/1.1"])
    #expect(server.requests.map(\.connection) == [1, 1])
    #expect(server.headCount == 2)
  }

  /// The head alone may set off work at the service.
  @Test func isNotSentAgainAfterItsHeadAlone() async throws {
    let server = try RawServer { connection in
      guard try connection.readRequest() != nil else { return }
      try connection.write(Self.ok)
      _ = try connection.readHead()
    }
    _ = try await client.send(.local("GET", server.url("/first")))
    let body = HTTPBody.bytes([UInt8](repeating: 7, count: 8_000_000))
    let error = await failure { () async throws(HTTPError) in try await client.send(request(server, body)) }
    #expect(error?.code == .reset)
    #expect(error?.wasSent == true)
    #expect(server.headCount == 2)
  }

  @Test func isSentAgainWhereItMayBe() async throws {
    let server = try closingServer { $0.close() }
    _ = try await client.send(.local("GET", server.url("/first")))
    var second = request(server, .bytes(Array("body".utf8)))
    second.isRepeatable = true
    #expect(try await client.send(second).text == "ok")
    #expect(server.requests.map(\.connection) == [1, 1, 2])
    #expect(server.requests.last?.text == "body")
  }
}
