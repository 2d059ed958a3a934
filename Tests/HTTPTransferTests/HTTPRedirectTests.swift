import HTTPTransfer
import JobModel
import Testing

@Suite struct HTTPRedirectTests {
  private let client = HTTPClient(options: .direct)

  /// Sends `/first…` on; anything else is answered.
  private func server(_ location: String, status: Int = 302) throws -> RawServer {
    try RawServer { connection in
      while let request = try connection.readRequest() {
        let isFirst = request.line.contains(" /first")
        try connection.write(
          isFirst
            ? "HTTP/1.1 \(status) Moved\r\nLocation: \(location)\r\nContent-Length: 5\r\n\r\nmoved"
            : "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
      }
    }
  }

  private func request(_ server: RawServer, most: Int = 3) -> HTTPRequest {
    var request = HTTPRequest.local("GET", server.url("/first/page?a=1"))
    request.redirects = .follow(most: most)
    request.headers = [
      HTTPHeader("Authorization", "Bearer key"), HTTPHeader("x-goog-api-key", "key"), HTTPHeader("Cookie", "a=b"),
      HTTPHeader("Accept", "image/png"),
    ]
    return request
  }

  @Test(arguments: [301, 302, 303, 307, 308])
  func aRedirectAtTheSameOriginKeepsTheHeaders(_ status: Int) async throws {
    let server = try server("/other?b=%20 c", status: status)
    let response = try await client.send(request(server))
    #expect(response.text == "ok")
    #expect(response.url == server.url("/other?b=%20+c"))
    #expect(server.requests.last?.header("x-goog-api-key") == "key")
  }

  @Test func relativeLocationsAreResolved() async throws {
    let server = try server("../second")
    let response = try await client.send(request(server))
    #expect(response.url == server.url("/second"))
    #expect(server.requests.last?.header("Authorization") == "Bearer key")
    #expect(server.requests.map(\.connection) == [1, 1])
  }

  @Test(arguments: ["127.0.0.1", "localhost"])
  func noKeyGoesToAnotherOrigin(_ host: String) async throws {
    let other = try RawServer(answering: "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nother")
    let server = try server(other.url("/picture", host: host))
    #expect(try await client.send(request(server)).text == "other")
    let sent = try #require(other.requests.first)
    #expect(sent.header("Authorization") == nil)
    #expect(sent.header("x-goog-api-key") == nil)
    #expect(sent.header("Cookie") == nil)
    #expect(sent.header("Accept") == "image/png")
  }

  @Test func redirectsAreAnswersWhereTheyAreNotFollowed() async throws {
    let server = try server("/second")
    var refused = request(server)
    refused.redirects = .refuse
    #expect(try await client.send(refused).status == 302)
    var post = request(server)
    post.method = "POST"
    #expect(try await client.send(post).text == "moved")
  }

  @Test func aLoopEnds() async throws {
    let server = try server("/first")
    let error = await failure { () async throws(HTTPError) in try await client.send(request(server, most: 5)) }
    #expect(error?.code == .tooManyRedirects)
    #expect(error?.wasSent == true)
    #expect(error?.message == "The server 127.0.0.1:\(server.port) was the last of too many that sent it on.")
    #expect(server.requests.count == 6)
  }

  @Test(arguments: [
    (
      "file:///etc/passwd", HTTPError.Code.badURL,
      "The address cannot be called: only http and https addresses can be called."
    ),
    (
      "http://user:word@127.0.0.1/", .badURL,
      "The address cannot be called: it must not hold a user's name or password."
    ),
    (
      "http://169.254.169.254/latest/meta-data", .hostNotAllowed,
      "The server 169.254.169.254 is not among the hosts that may be called."
    ),
  ])
  func whereItMustNotGo(_ location: String, _ code: HTTPError.Code, _ reason: String) async throws {
    let server = try server(location)
    let error = await failure { () async throws(HTTPError) in try await client.send(request(server)) }
    #expect(error?.code == code)
    #expect(error?.wasSent == true)
    #expect(error?.message == "The server 127.0.0.1:\(server.port) sent the request on to another. \(reason)")
  }

  @Test func toAPrivateAddress() async throws {
    let other = try RawServer(answering: "HTTP/1.1 200 OK\r\n\r\n")
    let server = try server(other.url("/admin"))
    var request = request(server)
    request.access.privateHosts = Set([HTTPHostPattern("127.0.0.1:\(server.port)")].compactMap { $0 })
    let error = await failure { () async throws(HTTPError) in try await client.send(request) }
    #expect(error?.code == .addressNotAllowed)
    #expect(other.connectionCount == 0)
  }

  @Test func aRedirectsLongBodyIsNotRead() async throws {
    let server = try RawServer { connection in
      guard let request = try connection.readRequest() else { return }
      guard request.line.contains(" /first") else { return try connection.write("HTTP/1.1 200 OK\r\n\r\nok") }
      try connection.write("HTTP/1.1 302 Moved\r\nLocation: /second\r\n\r\n")
      while true { try connection.write([UInt8](repeating: 0x78, count: 65_536)) }
    }
    #expect(try await client.send(request(server)).text == "ok")
  }
}
