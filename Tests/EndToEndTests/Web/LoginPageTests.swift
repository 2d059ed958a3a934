import JobModel
import TestSupport
import Testing

/// Logging in with tokens, in a real browser.
@Suite(.serialized) struct LoginPageTests {
  private let page: PageServer
  private var server: TemporarySpoolServer { page.server }

  init() throws {
    page = try PageServer(settings: ["ROWSPOOL_WEB_LOGIN": "always", "ROWSPOOL_VISIBILITY": "own"])
  }

  private func logIn(_ token: String, _ browser: Browser) async throws {
    try await browser.type(token, into: .css("#secret"))
    try await browser.click(.css("main button.main"))
  }

  /// The cookie of a login.
  private func login(_ browser: Browser) async throws -> JSONObject? {
    try await browser.cookies().first { $0["name"] != "language" }
  }

  @Test func peopleLogInAndOut() async throws {
    let token = try page.token("lin")
    let address = try await page.start()
    try await Browser.use { browser in
      try await browser.open("\(address)/jobs?state=paused")
      try await browser.click(.button("中文"))
      try await browser.waitForText("访问令牌")
      try await browser.click(.button("English"))
      try await browser.waitForText("Access token")
      try await logIn("rowspool_wrong", browser)
      try await browser.waitForText("This access token is not known here.", in: "[role=alert]")
      #expect(try await browser.accessibilityFaults() == [])
      #expect(try await login(browser) == nil)
      try await logIn(token, browser)
      try await browser.wait(for: "the page that was asked for", until: "location.pathname === '/jobs'")
      #expect(try await browser.run("return location.search;") == "?state=paused")
      let cookie = try #require(try await login(browser))
      #expect(cookie["httpOnly"] == true && cookie["sameSite"] == "Strict" && cookie["secure"] == false)
      #expect(try await browser.run("return document.cookie;") == "", "no script sees it")
      try await browser.click(.link("lin"))
      try await browser.click(.button("Log out"))
      try await browser.waitForText("Access token")
      #expect(try await login(browser) == nil)
      try await browser.open("\(address)/jobs")
      try await browser.waitForText("Access token")
    }
  }

  @Test func operatorsSeeTheirOwnJobsAndAdministratorsAll() async throws {
    let (lin, wang, chief) = (try page.token("lin"), try page.token("wang"), try page.token("chief", role: "admin"))
    let address = try await page.start()
    for (name, token) in [("lin", lin), ("wang", wang)] {
      try await Browser.use { browser in
        try await browser.open("\(address)/?workflow=pass")
        try await logIn(token, browser)
        try await browser.drop([("of \(name).csv", Array("key\n\(name)\n".utf8))], on: "#drop")
        try await browser.click(.css("#submission button[value=files]"))
        _ = try await server.finishedJob(named: "of \(name).csv")
        try await browser.open("\(address)/jobs")
        try await browser.waitForText("of \(name).csv", in: "#jobs")
        try await browser.wait(for: "the sums", until: "document.querySelector('#s-jobs').textContent === '1'")
        #expect(try await browser.run("return document.querySelectorAll('#jobs .job').length;") == 1)
        #expect(try await browser.run("return !!document.querySelector('nav a[href=\"/admin\"]');") == false)
        try await browser.open("\(address)/admin")
        try await browser.waitForText("That did not work")
      }
    }
    let foreign = try #require(try server.jobs(named: "of wang.csv").first)
    try await Browser.use { browser in
      try await browser.open("\(address)/jobs/\(foreign)")
      try await logIn(lin, browser)
      try await browser.waitForText("There is no job \(foreign).")
    }
    try await Browser.use { browser in
      try await browser.open("\(address)/jobs")
      try await logIn(chief, browser)
      for name in ["lin", "wang"] { try await browser.waitForText("of \(name).csv", in: "#jobs") }
      try await browser.click(.link("Administration"))
      try await browser.waitForText("Rows start as they can")
    }
  }
}
