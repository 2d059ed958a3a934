import HTTPTypes
import Testing

@testable import SpoolWeb

@Suite struct LimitsTests {
  @Test func everyAnswerKeepsOtherSitesOut() async throws {
    let page = try TestPage()
    for target in ["/you", "/nowhere", "/api/v1/session", "/api/v1/jobs/x", "/assets/page.js", "/login"] {
      let headers = try await page.ask(.get, target, [.accept: "text/html"]).headers
      #expect(headers[.contentSecurityPolicy]?.contains("frame-ancestors 'none'") == true, "\(target)")
      #expect(headers[.contentSecurityPolicy]?.contains("script-src 'self';") == true, "\(target)")
      #expect(headers[.xFrameOptions] == "DENY" && headers[.xContentTypeOptions] == "nosniff")
      #expect(headers[.crossOriginResourcePolicy] == "same-origin" && headers[.referrerPolicy] == "same-origin")
    }
    #expect(try await page.ask(.get, "/you").headers[.cacheControl] == "no-store")
  }

  @Test func anAddressIsShortAndIsText() async throws {
    let page = try TestPage()
    let long = try await page.ask(.get, "/you?q=" + String(repeating: "a", count: 1 << 20))
    #expect(long.status == .uriTooLong)
    for target in ["/jobs/%FF%FE", "/jobs?search=%C3%28", "/%00", "//evil.example/x%E8", "http://evil.example/"] {
      #expect(try await page.ask(.get, target).status == .badRequest, "\(target)")
    }
  }

  @Test func aBodyThatIsTooLargeIsNotRead() async throws {
    let page = try TestPage()
    var fields = try page.fields
    fields[.contentLength] = String(17 << 20)
    let answer = try await page.ask(.post, "/you", fields)
    #expect(answer.status == .contentTooLarge && answer.headers[.connection] == "close")
    fields[.contentLength] = "99999999999999999999"
    #expect(try await page.ask(.post, "/you", fields).status == .contentTooLarge)
  }

  @Test func oneVisitorDoesNotTakeAllTheTime() async throws {
    let page = try TestPage(["webRequests": "10"], address: "0.0.0.0:8080")
    let fields: HTTPFields = [.authorization: "Bearer \(try page.token("ci"))"]
    let other: HTTPFields = [.authorization: "Bearer \(try page.token("lin"))"]
    for _ in 0..<10 { #expect(try await page.ask(.get, "/api/v1/session", fields).status == .ok) }
    let answer = try await page.ask(.get, "/api/v1/session", fields)
    #expect(answer.status == .tooManyRequests && answer.headers[.retryAfter] != nil)
    #expect(try await page.ask(.get, "/api/v1/session", other).status == .ok)
  }

  @Test(arguments: ["..", "%2e%2e", "..%2f..%2fweb-tokens", "%2e%2e%5cx", "20261121-093512-a-abcd%2f..", "a%0d%0ab"])
  func anIdThatIsAPathIsNoJob(id: String) async throws {
    let page = try TestPage()
    for target in ["/api/v1/jobs/\(id)", "/api/v1/jobs/\(id)/rows", "/jobs/\(id)/files/x"] {
      let answer = try await page.ask(.get, target)
      #expect(answer.status == .notFound, "\(target) \(answer.status)")
      #expect(!answer.body.contains("hmac"))
    }
  }

  @Test func streamsHaveTheirPlaces() throws {
    let places = StreamPlaces(2)
    var held = [try places.take(), try places.take()]
    #expect(throws: WebFailure.self) { try places.take() }
    held.removeLast()
    #expect(places.count == held.count)
    #expect(throws: Never.self) { _ = try places.take() }
  }

  @Test func goingBackLeadsNowhereElse() {
    for path in [
      "//evil.example", "/\\evil.example", "https://evil.example", "", "javascript:x", "/a\r\nSet-Cookie: x", "/\t/e",
    ] {
      #expect(WebAnswer.ownPath(path) == "/")
    }
    #expect(WebAnswer.ownPath("/jobs?x=1") == "/jobs?x=1")
  }
}
