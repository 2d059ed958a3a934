import HTTPTypes
import JobModel
import JobProcessing
import Testing

@testable import SpoolWeb

@Suite struct AdmissionTests {
  @Test func whoWorksAtThisMachineNeedsNoLogin() async throws {
    let page = try TestPage()
    let answer = try await page.ask(.get, "/api/v1/session")
    #expect(answer.status == .ok)
    #expect(answer.body.contains(#""name":"web","role":"admin""#))
  }

  @Test func theNameOfTheCookieIsTaken() async throws {
    let page = try TestPage()
    let answer = try await page.ask(.get, "/api/v1/session", [.cookie: "x=1; name=%E6%9D%8E%E2%80%AE"])
    #expect(answer.body.contains(#""name":"李""#), "without the mark that turns writing round")
  }

  @Test func othersMustLogIn() async throws {
    let page = try TestPage(address: "0.0.0.0:8080")
    let program = try await page.ask(.get, "/api/v1/session")
    #expect(program.status == .unauthorized && program.body.contains("Please log in first."))
    #expect(program.headers[.wwwAuthenticate] == "Bearer realm=\"rowspool\"")
    let person = try await page.ask(.get, "/you?a=b", [.accept: "text/html"])
    #expect(person.status == .seeOther && person.headers[.location] == "/login?back=%2Fyou%3Fa%3Db")
  }

  @Test func aTokenOpensTheAPI() async throws {
    let page = try TestPage(address: "0.0.0.0:8080")
    let token = try page.token("lin")
    let answer = try await page.ask(.get, "/api/v1/session", [.authorization: "Bearer \(token)"])
    #expect(answer.status == .ok && answer.body.contains(#""name":"lin","role":"operator""#))
    let wrong = try await page.ask(.get, "/api/v1/session", [.authorization: "Bearer \(token)0"])
    #expect(wrong.status == .unauthorized)
    #expect(wrong.body.contains("This access token is not known here. Please check it, or ask your administrator."))
  }

  @Test func guessingIsStoppedByAddress() async throws {
    let page = try TestPage(address: "0.0.0.0:8080")
    let token = try page.token("lin")
    for _ in 0..<30 { _ = try await page.ask(.get, "/api/v1/session", [.authorization: "Bearer x"], peer: "10.0.0.9") }
    let fields: HTTPFields = [.authorization: "Bearer \(token)"]
    let guesser = try await page.ask(.get, "/api/v1/session", fields, peer: "10.0.0.9")
    #expect(guesser.status == .tooManyRequests && guesser.headers[.retryAfter].flatMap { Int($0) } ?? 0 > 0)
    let other = try await page.ask(.get, "/api/v1/session", fields, peer: "10.0.0.8")
    #expect(other.status == .ok)
  }

  @Test func aLoginIsKeptInACookie() async throws {
    let page = try TestPage(address: "0.0.0.0:8080")
    let token = try page.token("lin", .admin)
    let cookie = try await page.logIn(token)
    let answer = try await page.ask(.get, "/api/v1/session", [.cookie: cookie])
    #expect(answer.status == .ok && answer.body.contains(#""name":"lin","role":"admin""#))
    // Another role, another end, a cut code: none is ours.
    let changes = [String(cookie.dropLast()), cookie + "0", cookie.replacing(".", with: ".1", maxReplacements: 1)]
    for change in changes {
      #expect(try await page.ask(.get, "/api/v1/session", [.cookie: change]).status == .unauthorized)
    }
  }

  @Test func theCookieIsForThisSiteAndNoScript() async throws {
    let page = try TestPage(address: "0.0.0.0:8080")
    let token = try page.token("lin")
    let answer = try await page.logInAnswer(token)
    let cookie = try #require(answer.headers[.setCookie])
    #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict") && cookie.contains("Path=/"))
  }

  @Test func whoseTokenIsTakenAwayIsLoggedOut() async throws {
    let page = try TestPage(address: "0.0.0.0:8080")
    let cookie = try await page.logIn(try page.token("lin"))
    #expect(try TokenFile(page.desk.configuration.pageAccess.tokens).remove("lin"))
    // Another desk, so that nobody has to wait for the next look at the file.
    let later = try AccessDesk(page.desk, address: page.access.options.address)
    let head = HTTPRequest(
      method: .get, scheme: nil, authority: "127.0.0.1", path: "/", headerFields: [.cookie: cookie])
    #expect(try await later.admit(head, from: nil).recognition == .nobody)
  }

  @Test func aSessionEnds() async throws {
    let page = try TestPage(address: "0.0.0.0:8080")
    let (token, _) = try AccessToken.make(name: "lin", role: .operator)
    let session = Session(token, at: .now)
    let text = try session.text(page.access.key)
    let end = Int64(session.ends) * 1000
    #expect(try Session(text, page.access.key, at: .init(milliseconds: end - 1000)) == session)
    #expect(try Session(text, page.access.key, at: .init(milliseconds: end)) == nil)
  }

  @Test func aCodeForOneThingIsNoneForAnother() throws {
    let key = WebKey(bytes: Array(0..<32))
    #expect(try !key.isCode(key.code(.link, "a"), .session, of: "a"))
    #expect(try key.isCode(key.code(.link, "a"), .link, of: "a"))
  }
}

extension TestPage {
  /// Logs in as a person does, and gives the cookie.
  func logIn(_ token: String) async throws -> String {
    let answer = try await logInAnswer(token)
    #expect(answer.status == .seeOther && answer.headers[.location] == "/jobs")
    return String((answer.headers[.setCookie] ?? "").prefix { $0 != ";" })
  }

  func logInAnswer(_ token: String) async throws -> TestAnswer {
    let form = "secret=\(token)&back=%2Fjobs&token=\(try access.pageToken("nobody"))"
    return try await ask(.post, "/login", [.contentType: "application/x-www-form-urlencoded"], body: form)
  }
}
