import HTTPTransfer
import JobModel
import Testing

@Suite struct HTTPTrustTests {
  private func request(_ server: TLSServer, _ host: String = "localhost") -> HTTPRequest {
    .local("GET", "https://\(host):\(server.port)/")
  }

  private func client(_ server: TLSServer) -> HTTPClient {
    var options = HTTPClientOptions.direct
    options.authorities = server.authority
    return HTTPClient(options: options)
  }

  @Test func aGoodCertificateIsTrusted() async throws {
    let server = try TLSServer(.good)
    #expect(try await client(server).send(request(server)).text == "ok")
  }

  @Test(arguments: [
    (TLSServer.Certificate.expired, "its certificate has expired"),
    (.otherName, "its certificate is for another name"),
    (.selfSigned, "its certificate is signed by itself and by nobody else"),
  ])
  func aBadOneIsNot(_ certificate: TLSServer.Certificate, _ reason: String) async throws {
    let server = try TLSServer(certificate)
    let client = client(server)
    let error = await failure { () async throws(HTTPError) in try await client.send(request(server)) }
    #expect(error?.code == .tls)
    #expect(error?.wasSent == false)
    #expect(error?.message == "The server localhost:\(server.port) was not trusted: \(reason).")
  }

  @Test func anUnknownAuthorityIsNot() async throws {
    let server = try TLSServer(.good)
    let client = HTTPClient(options: .direct)
    let error = await failure { () async throws(HTTPError) in try await client.send(request(server)) }
    #expect(error?.code == .tls)
    #expect(
      error?.message
        == "The server localhost:\(server.port) was not trusted: its certificate comes from an authority that is not trusted."
    )
  }

  @Test func aServerWithoutTLSIsNot() async throws {
    let server = try RawServer { connection in
      _ = try connection.readHead()
    }
    let client = HTTPClient(options: .direct)
    var request = HTTPRequest.local("GET", "https://127.0.0.1:\(server.port)/")
    request.deadlines.connect = .seconds(1)
    let error = await failure { () async throws(HTTPError) in try await client.send(request) }
    #expect(error?.code == .notConnected)
    #expect(error?.wasSent == false)
    #expect(
      error?.message == "The server 127.0.0.1:\(server.port) could not be reached: it did not answer within 1 second.")
  }
}
