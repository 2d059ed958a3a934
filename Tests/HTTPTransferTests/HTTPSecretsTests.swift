import HTTPTransfer
import JobModel
import SystemPackage
import Testing

/// A service that tells the key back.
@Suite struct HTTPSecretsTests {
  private let client = HTTPClient(options: .direct)
  private static let key = "sk-secret/0123456789"

  private func server() throws -> RawServer {
    try RawServer { connection in
      while let request = try connection.readRequest() {
        let key = request.header("Authorization").map { $0.dropFirst("Bearer ".count) } ?? ""
        let body = "{\"error\":\"\(key)\"}"
        try connection.write(
          "HTTP/1.1 401 No\r\nX-Echo: \(key)\r\nLocation: /?key=\(key)\r\nContent-Length: \(body.utf8.count)\r\n\r\n")
        // In two pieces, the key cut through.
        try connection.write(String(body.prefix(20)))
        try connection.write(String(body.dropFirst(20)))
      }
    }
  }

  private func request(_ server: RawServer) -> HTTPRequest {
    var request = HTTPRequest.local("GET", server.url("/?key=sk-secret%2F0123456789"))
    request.headers = [HTTPHeader("Authorization", "Bearer \(Self.key)")]
    request.secrets = [Self.key]
    return request
  }

  @Test func isNotInTheAnswer() async throws {
    let server = try server()
    let response = try await client.send(request(server))
    #expect(response.text == "{\"error\":\"•••\"}")
    #expect(response.header("x-echo") == "•••")
    #expect(response.url == server.url("/?key=•••"))
    // The service itself got it.
    #expect(server.requests.first?.line == "GET /?key=sk-secret%2F0123456789 HTTP/1.1")
  }

  @Test func isNotInAFile() async throws {
    let (server, folder) = (try server(), try TestFolder())
    var request = request(server)
    request.receiver = .file(folder.path.appending("answer"), limit: 1000)
    let response = try await client.send(request)
    let bytes = try folder.path.appending("answer").bytes()
    #expect(String(decoding: bytes, as: UTF8.self) == "{\"error\":\"•••\"}")
    #expect(response.body == .file(folder.path.appending("answer"), count: bytes.count))
  }

  @Test func isNotInAnError() async throws {
    var request = HTTPRequest("GET", "http://sk-secret-0123456789.invalid/")
    request.access = HTTPAccess(hosts: Set([HTTPHostPattern("*")].compactMap { $0 }))
    request.secrets = ["sk-secret-0123456789"]
    let error = await failure { () async throws(HTTPError) in try await client.send(request) }
    #expect(error?.message == "The server •••.invalid could not be reached: its name is not known.")
    #expect(error?.detail == "Could not resolve host: •••.invalid")
  }
}
