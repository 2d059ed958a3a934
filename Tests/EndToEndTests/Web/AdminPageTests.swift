import JobModel
import Spool
import SystemPackage
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

  @Test func presetsAreAddedChangedOrderedAndRemoved() async throws {
    let address = try await page.start()
    let folder = page.server.folder.appending("templates").appending("ledger").appending("presets")
    try await Browser.use { browser in
      try await browser.open("\(address)/admin")
      try await browser.click(.css("#workflows details[data-workflow=ledger] summary"))
      for (name, way) in [("brisk", "ok"), ("calm", "slow")] {
        try await browser.click(.button("Add a preset: ledger"))
        try await browser.type(name, into: .css("#preset-name"))
        try await browser.type("Title of \(name)", into: .css("#preset-en"))
        try await browser.type(way, into: .css("#value-way"))
        try await browser.click(.css("#preset button[value=save]"))
        try await browser.waitForText(name, in: ".presets")
      }
      #expect(try folder.appending("calm.yaml").text().contains("slow"))
      try await lists("brisk", "calm", in: browser)
      try await browser.click(.button("Edit: calm"))
      try await browser.type("slower", into: .css("#value-way"))
      try await browser.click(.css("#preset button[value=save]"))
      try await wait(for: "the change") { try folder.appending("calm.yaml").text().contains("slower") }
      try await browser.click(.button("↑: Up calm"))
      try await lists("calm", "brisk", in: browser)
      try await browser.reload()
      try await browser.click(.css("#workflows details[data-workflow=ledger] summary"))
      try await lists("calm", "brisk", in: browser)
      try await browser.click(.button("Remove: calm"))
      try await browser.click(.css("#question button[value=yes]"))
      try await lists("brisk", in: browser)
      #expect(!folder.appending("calm.yaml").exists)
    }
  }

  @Test func aPresetThatCannotBeSavedStaysInItsDialogWithTheReason() async throws {
    let address = try await page.start()
    try await Browser.use { browser in
      try await browser.open("\(address)/admin")
      try await browser.click(.css("#workflows details[data-workflow=ledger] summary"))
      try await browser.click(.button("Add a preset: ledger"))
      try await browser.type("odd", into: .css("#preset-name"))
      try await browser.type("many", into: .css("#value-n"))
      try await browser.click(.css("#preset button[value=save]"))
      try await browser.waitForText("many", in: "#preset .alert")
      #expect(try await browser.run("return document.querySelector('#value-n').value;") == "many")
    }
  }

  /// Waits until these presets are listed, in this order.
  private func lists(_ names: String..., in browser: Browser) async throws {
    try await browser.wait(
      for: "the presets \(names)",
      until: """
        JSON.stringify([...document.querySelectorAll(".presets .name")].map((name) => name.textContent))
          === JSON.stringify(arguments[0])
        """, .array(names.map(JSONValue.string)))
  }

  @Test func aServiceThatIsHeldIsTriedAtOnce() async throws {
    let load = try await RemoteLoad(settings: ["ROWSPOOL_WEB": "127.0.0.1:0", "ROWSPOOL_PROBE_DELAYS": "10h"])
    try await load.standIns.fault(["status": 503], service: "openai", path: "/images/generations")
    let job = try await load.drop(.picture, rows: 6)
    let address = try await PageServer(load.server).address()
    try await Browser.use { browser in
      try await browser.open("\(address)/admin")
      try await browser.waitForText("On hold", in: "#services")
      try await load.standIns.reset()
      try await browser.click(.button("Try now: openai"))
      // It works, if slowly at first.
      try await browser.wait(
        for: "the light of a service that works",
        until: "/Works|Slowed down/.test(document.querySelector('#services .light')?.parentElement.innerText ?? '')")
    }
    #expect(try await load.server.finished(job).state == .completed)
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
