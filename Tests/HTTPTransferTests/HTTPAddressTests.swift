import HTTPTransfer
import JobModel
import Testing

/// The guard of addresses at work: what is connected to counts, not what the name was.
@Suite struct HTTPAddressTests {
  private static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

  private func client(_ host: String, _ port: Int, at addresses: String) -> HTTPClient {
    var options = HTTPClientOptions.direct
    options.addresses = [.init(host: host, port: port, address: addresses)]
    return HTTPClient(options: options)
  }

  private func request(_ server: RawServer, host: String = "turned.example") -> HTTPRequest {
    var request = HTTPRequest("GET", server.url(host: host))
    request.access = HTTPAccess(hosts: Set([HTTPHostPattern("*")].compactMap { $0 }))
    return request
  }

  @Test(arguments: ["127.0.0.1", "[::ffff:127.0.0.1]", "[::1]", "0.0.0.0", "10.0.0.1", "169.254.169.254"])
  func aNameThatTurnedPrivateIsNotConnectedTo(_ address: String) async throws {
    let server = try RawServer(answering: Self.ok)
    let client = client("turned.example", server.port, at: address)
    let error = await failure { () async throws(HTTPError) in try await client.send(request(server)) }
    #expect(error?.code == .addressNotAllowed)
    #expect(error?.wasSent == false)
    #expect(
      error?.message.english.hasPrefix("The server turned.example:\(server.port) was not called: its address ") == true)
    #expect(server.connectionCount == 0)
  }

  @Test func anAllowedNameMayBePrivate() async throws {
    let server = try RawServer(answering: Self.ok)
    let client = client("turned.example", server.port, at: "127.0.0.1")
    var allowed = request(server)
    allowed.access.privateHosts = Set([HTTPHostPattern("*.example")].compactMap { $0 })
    #expect(try await client.send(allowed).text == "ok")
    // The connection is kept, and would serve the next request too.
    let error = await failure { () async throws(HTTPError) in try await client.send(request(server)) }
    #expect(error?.code == .addressNotAllowed)
    #expect(error?.wasSent == false)
    #expect(server.requests.count == 1)
  }

  @Test(arguments: [
    "http://127.0.0.1/", "http://2130706433/", "http://0x7f.1/", "http://[::1]/", "http://[::ffff:10.0.0.1]/",
    "http://169.254.169.254/latest/", "http://100.100.100.200/", "http://[fd00:ec2::254]/", "https://10.1.2.3/",
  ])
  func aPrivateAddressInTheURLIsRefused(_ url: String) async throws {
    var request = HTTPRequest("GET", url)
    request.access = HTTPAccess(hosts: Set([HTTPHostPattern("*")].compactMap { $0 }))
    let client = HTTPClient(options: .direct)
    let error = await failure { () async throws(HTTPError) in try await client.send(request) }
    #expect(error?.code == .addressNotAllowed)
    #expect(error?.wasSent == false)
  }

  @Test func aProxyIsConnectedToWhereverItLies() async throws {
    let proxy = try RawServer(answering: Self.ok)
    var options = HTTPClientOptions()
    options.proxies = HTTPProxies(["http_proxy": "http://127.0.0.1:\(proxy.port)", "no_proxy": "inner.example"])
    let client = HTTPClient(options: options)
    var request = HTTPRequest("GET", "http://outer.example/a")
    request.access = HTTPAccess(hosts: Set([HTTPHostPattern("*")].compactMap { $0 }))
    #expect(try await client.send(request).text == "ok")
    #expect(proxy.requests.map(\.line) == ["GET http://outer.example/a HTTP/1.1"])
    request.url = "http://10.0.0.1/"
    let error = await failure { () async throws(HTTPError) in try await client.send(request) }
    #expect(error?.code == .addressNotAllowed)
  }
}
