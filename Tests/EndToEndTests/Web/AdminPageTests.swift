import JobModel
import Spool
import TestSupport
import Testing

/// The page for administrators in a real browser.
@Suite(.serialized) struct AdminPageTests {
  private let page: PageServer

  init() throws {
    page = try PageServer()
  }

  @Test func everythingIsPausedAndGoesOn() async throws {
    let address = try await page.start()
    try await Browser.use { browser in
      try await browser.open("\(address)/admin")
      try await browser.waitForText("Rows start as they can")
      try await browser.click(.button("Pause everything"))
      try await browser.click(.css("#question[open] button[value=yes]"))
      try await browser.waitForText("Everything is paused", in: "#paused")
      #expect(try page.server.spool.spoolOrders().map(\.verb) == [.pause])
      try await browser.click(.button("Let everything go on"))
      try await browser.waitForText("Rows start as they can", in: "#paused")
      try await browser.type("3", into: .css("#limits input[name=ledger]"))
      try await browser.click(.css("#limits button.main"))
      try await browser.waitForText("The limits were changed.")
      #expect(try page.server.spool.spoolOrders().last?.workflow == "ledger")
    }
  }

  @Test func thePageSpeaksTheVisitorsLanguage() async throws {
    let address = try await page.start()
    var options = Browser.Options()
    options.language = "zh-CN"
    try await Browser.use(options) { browser in
      try await browser.open("\(address)/admin")
      try await browser.waitForText("正常处理中")
      try await browser.click(.button("English"))
      try await browser.waitForText("Rows start as they can")
      #expect(try await browser.console().isEmpty)
    }
  }
}
