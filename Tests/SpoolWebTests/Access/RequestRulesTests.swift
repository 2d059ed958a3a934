import HTTPTypes
import JobProcessing
import Testing

@testable import SpoolWeb

/// What another site's page could make a visitor's browser ask.
@Suite struct RequestRulesTests {
  // MARK: Names

  @Test(arguments: [
    "127.0.0.1:8080", "localhost:8080", "LOCALHOST", "[::1]:8080", "192.168.1.7:8080", "[fe80::1]",
    "spool.office.example",
    "spool.office.example.:443",
  ])
  func thePagesOwnNamesAreKnown(host: String) async throws {
    let page = try TestPage(["webHosts": "spool.office.example"])
    #expect(try await page.ask(.get, "/login", host: host).status == .ok)
  }

  @Test(arguments: [
    "evil.example", "evil.example:8080", "127.0.0.1.evil.example", "2130706433", "localhost.evil.example",
  ])
  func aNameThatSomebodyPointsAtUsIsNotOurs(host: String) async throws {
    let page = try TestPage()
    let answer = try await page.ask(.get, "/api/v1/session", host: host)
    #expect(answer.status == .misdirectedRequest && answer.body.contains("unknown-host"))
  }

  @Test(arguments: [nil, "", "a b", "a:b", "[::1", "a/b"])
  func aRequestForNoServerIsRefused(host: String?) async throws {
    #expect(try await TestPage().ask(.get, "/api/v1/session", host: host).status == .badRequest)
  }

  // MARK: Other sites

  @Test(
    arguments: [
      [.origin: "http://evil.example"], [.origin: "null"], [.origin: "http://127.0.0.1:9090"],
      [.secFetchSite: "cross-site"], [.secFetchSite: "same-site"],
      [.secFetchSite: "cross-site", .origin: "http://127.0.0.1:8080"],
    ] as [HTTPFields])
  func whatAnotherSitesPageSendsIsRefused(fields: HTTPFields) async throws {
    let page = try TestPage()
    var fields = fields
    fields[.pageToken] = try page.access.pageToken("machine")
    let answer = try await page.ask(.post, "/logout", fields)
    #expect(answer.status == .forbidden && answer.body.contains("other-site"))
  }

  @Test func aLinkOnAnotherSiteLeadsToAPageButReadsNoData() async throws {
    let page = try TestPage()
    let fields: HTTPFields = [.secFetchSite: "cross-site", .secFetchMode: "navigate"]
    #expect(try await page.ask(.get, "/you", fields).status == .ok)
    #expect(try await page.ask(.get, "/api/v1/session", fields).status == .forbidden)
    #expect(
      try await page.ask(.get, "/you", [.secFetchSite: "cross-site", .secFetchMode: "no-cors"]).status == .forbidden)
    #expect(try await page.ask(.post, "/logout", fields).status == .forbidden)
  }

  @Test func ourOwnPagesAreLetIn() async throws {
    let page = try TestPage()
    let fields: HTTPFields = [
      .secFetchSite: "same-origin", .origin: "http://127.0.0.1:8080", .pageToken: try page.access.pageToken("machine"),
    ]
    #expect(try await page.ask(.post, "/logout", fields).status == .seeOther)
  }

  // MARK: The token of the page

  @Test func withoutTheTokenOfAPageNothingChanges() async throws {
    let page = try TestPage()
    let none = try await page.ask(.post, "/logout")
    #expect(none.status == .forbidden && none.body.contains("no-page-token"))
    #expect(try await page.ask(.post, "/logout", [.pageToken: "x"]).status == .forbidden)
    #expect(try await page.ask(.delete, "/api/v1/jobs/x").status == .forbidden, "whatever the route")
    #expect(try await page.ask(.post, "/logout", try page.fields).status == .seeOther)
  }

  @Test func theTokenOfAnothersPageIsWorthNothing() async throws {
    let page = try TestPage(address: "0.0.0.0:8080")
    let tokens = (try page.token("lin"), try page.token("wang"))
    let (lin, wang) = (try await page.logIn(tokens.0), try await page.logIn(tokens.1))
    let session = try await page.ask(.get, "/api/v1/session", [.cookie: lin]).body
    let stolen = try #require(session.firstMatch(of: #/"token":"([0-9a-f]+)"/#)?.1)
    #expect(try await page.ask(.post, "/logout", [.cookie: wang, .pageToken: String(stolen)]).status == .forbidden)
    #expect(try await page.ask(.post, "/logout", [.cookie: lin, .pageToken: String(stolen)]).status == .seeOther)
  }

  @Test func programsNeedNoTokenOfAPage() async throws {
    let page = try TestPage(address: "0.0.0.0:8080")
    let fields: HTTPFields = [.authorization: "Bearer \(try page.token("ci"))"]
    #expect(try await page.ask(.post, "/logout", fields).status == .seeOther)
  }

  // MARK: Proxies

  @Test func theProxySaysWhoItIs() async throws {
    let page = try TestPage(["webProxyHeader": "Remote-User", "webProxies": "10.0.0.2", "webAdmins": "wang"])
    let lin = try await page.ask(.get, "/api/v1/session", [.remoteUser: "lin"], peer: "10.0.0.2")
    #expect(lin.body.contains(#""name":"lin","role":"operator""#))
    let wang = try await page.ask(.get, "/api/v1/session", [.remoteUser: "wang"], peer: "10.0.0.2")
    #expect(wang.body.contains(#""name":"wang","role":"admin""#))
  }

  @Test(arguments: ["10.1.2.3", "::ffff:10.1.2.3", "fd00::7"])
  func aNetworkOfProxiesIsBelieved(peer: String) async throws {
    let page = try TestPage(["webProxyHeader": "Remote-User", "webProxies": "10.0.0.0/8, fd00::/8"])
    #expect(try await page.ask(.get, "/api/v1/session", [.remoteUser: "lin"], peer: peer).status == .ok)
    #expect(try await page.ask(.get, "/api/v1/session", [.remoteUser: "lin"], peer: "11.1.2.3").status == .unauthorized)
  }

  @Test func whatIsNoNetworkIsRefusedInWords() {
    let error = #expect(throws: ConfigurationError.self) { try TestPage(["webProxies": "10.0.0.7/8"]) }
    #expect(
      error?.problems.map(\.message) == [
        """
        'webProxies' must be a list of addresses such as 10.0.0.2 or ::1, and of networks such as 10.0.0.0/8 or \
        fd00::/8 (with zeros behind that many bits), or 'none', not '10.0.0.7/8'.
        """
      ])
  }

  @Test func nobodyElseMaySayWhoTheyAre() async throws {
    let page = try TestPage(["webProxyHeader": "Remote-User", "webProxies": "10.0.0.2"])
    #expect(
      try await page.ask(.get, "/api/v1/session", [.remoteUser: "wang"], peer: "10.0.0.3").status == .unauthorized)
    #expect(try await page.ask(.get, "/api/v1/session", peer: "10.0.0.2").status == .unauthorized)
    let strange = try await page.ask(.get, "/api/v1/session", [.remoteUser: "wang\u{202E}"], peer: "10.0.0.2")
    #expect(strange.status == .badRequest)
  }

  @Test func guessesAreCountedByTheClientBehindTheProxy() async throws {
    let page = try TestPage(["webProxies": "10.0.0.2"])
    // Each guess claims another address before the one that the proxy saw. A slow machine allows some more.
    var last = HTTPResponse.Status.ok
    for number in 0..<100 where last != .tooManyRequests {
      let fields: HTTPFields = [.authorization: "Bearer x", .xForwardedFor: "1.1.1.\(number), 203.0.113.9"]
      last = try await page.ask(.get, "/api/v1/session", fields, peer: "10.0.0.2").status
    }
    #expect(last == .tooManyRequests)
    let other: HTTPFields = [.authorization: "Bearer x", .xForwardedFor: "203.0.113.10"]
    #expect(try await page.ask(.get, "/api/v1/session", other, peer: "10.0.0.2").status == .unauthorized)
  }

  @Test func aProxyNobodyNamedMakesNobodyAnAdministrator() async throws {
    let page = try TestPage()
    let answer = try await page.ask(.get, "/api/v1/session", [.xForwardedFor: "203.0.113.9"])
    #expect(answer.status == .forbidden && answer.body.contains("unknown-proxy"))
  }
}

extension HTTPField.Name {
  static let remoteUser = HTTPField.Name("Remote-User")!
}
