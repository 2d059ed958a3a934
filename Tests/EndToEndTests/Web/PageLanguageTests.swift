import JobModel
import TestSupport
import Testing

/// The language of the page is the visitor's, and stays as chosen.
@Suite(.serialized) struct PageLanguageTests {
  private let page: PageServer

  init() throws {
    page = try PageServer()
  }

  @Test func everyPageChangesItsLanguageAndKeepsIt() async throws {
    let address = try await page.start()
    let job = try await page.pictureJob()
    let paths = ["/?workflow=ledger", "/jobs", "/jobs/\(job)", "/admin", "/you", "/nowhere"]
    try await Browser.use { browser in
      for path in paths {
        try await browser.open(address + path)
        let (english, place) = (try await heading(browser, "en"), try await browser.address)
        try await browser.click(.button("中文"))
        let chinese = try await heading(browser, "zh-Hans")
        #expect(try await browser.address == place)
        try await browser.reload()
        #expect(try await heading(browser, "zh-Hans") == chinese)
        try await browser.click(.button("English"))
        let again = try await heading(browser, "en")
        #expect(again == english, "\(path)")
      }
      #expect(try await browser.console().filter { !$0.contains("404") }.isEmpty)
    }
  }

  /// The page's title and navigation, once it speaks that language.
  private func heading(_ browser: Browser, _ language: String) async throws -> JSONValue {
    try await browser.wait(
      for: "a page in \(language)",
      until: """
        document.readyState === "complete" && document.documentElement.lang === arguments[0]
          ? document.title + document.querySelector("nav").textContent : null
        """, .string(language))
  }
}
