import HTTPTransfer
import JobProcessing
import SystemPackage
import Testing

@testable import SpoolWeb

@Suite struct AccessOptionsTests {
  private func options(_ address: String, _ change: (inout PageAccess) -> Void = { _ in }) throws -> AccessOptions {
    var settings = Configuration(spool: "/spool").pageAccess
    change(&settings)
    return AccessOptions(settings, address: try #require(WebAddress(address)))
  }

  private static func networks(_ texts: String...) -> [NetworkBlock] { texts.compactMap { NetworkBlock($0) } }

  @Test func onlyThisMachineNeedsNoLogin() throws {
    #expect(try !options("127.0.0.1:80").needsLogin && !options("[::1]:80").needsLogin)
    #expect(try options("0.0.0.0:80").needsLogin && options("192.168.1.2:80").needsLogin)
    #expect(try options("127.0.0.1:80") { $0.hosts = ["spool.example"] }.needsLogin, "a proxy serves it")
    #expect(try options("127.0.0.1:80") { $0.proxies = Self.networks("127.0.0.1") }.needsLogin)
    #expect(try options("127.0.0.1:80") { $0.login = .always }.needsLogin)
  }

  @Test func aPageThatIsOpenToAllIsNotServed() throws {
    #expect(
      try options("0.0.0.0:80").objection(hasTokens: false) == """
        The page at 0.0.0.0:80 would be open to everybody who reaches it. Make a token first, with \
        'rowspool token add <name> --role admin', or name the header of the proxy that logs people in (webProxyHeader).
        """)
    #expect(try options("0.0.0.0:80").objection(hasTokens: true) == nil)
    #expect(try options("127.0.0.1:80").objection(hasTokens: false) == nil)
  }

  @Test func aHeaderThatAnybodyCouldSendIsNotBelieved() throws {
    let open = try options("0.0.0.0:80") { $0.proxyHeader = "Remote-User" }
    #expect(
      open.objection(hasTokens: true) == """
        webProxyHeader is 'Remote-User', but webProxies is empty: anybody could send this header. Name the proxy's \
        address in webProxies.
        """)
    let closed = try options("0.0.0.0:80") { ($0.proxyHeader, $0.proxies) = ("Remote-User", Self.networks("10.0.0.2")) }
    #expect(closed.objection(hasTokens: false) == nil)
    let all = try options("0.0.0.0:80") {
      ($0.proxyHeader, $0.proxies) = ("Remote-User", Self.networks("::1", "0.0.0.0/0"))
    }
    #expect(
      all.objection(hasTokens: true) == """
        webProxyHeader is 'Remote-User', but webProxies has 0.0.0.0/0, which is every address: anybody could send this \
        header. Name the proxy's address in webProxies.
        """)
  }
}
