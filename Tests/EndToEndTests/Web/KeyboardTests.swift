import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// The page without a mouse.
@Suite(.serialized) struct KeyboardTests {
  private let page: PageServer
  private var server: TemporarySpoolServer { page.server }

  init() throws {
    page = try PageServer()
  }

  private static let (enter, escape, right) = ("\u{E007}", "\u{E00C}", "\u{E014}")

  @Test func aRowIsHandedInAndItsJobOpened() async throws {
    let address = try await page.start()
    try await Browser.use { browser in
      try await browser.open("\(address)/?workflow=ledger")
      try await browser.tab(to: "#value-key")
      try await browser.press("cup")
      try await browser.tab(to: "#value-n")
      try await browser.press("21" + Self.enter)
      try await browser.wait(for: "the job's link", until: "!!document.querySelector('#submitted h3 a')")
      let job = try #require(try server.spool.listJobs().jobs.first)
      try await server.finished(job)
      try await browser.tab(to: "#submitted h3 a")
      try await browser.press(Self.enter)
      try await browser.wait(
        for: "the job's page", until: "document.body.dataset.job === arguments[0]", .string(job.text))
      try await browser.tab(to: "[data-tab]")
      try await browser.press(Self.right)
      try await browser.tab(to: "#row-list button")
      try await browser.press(Self.enter)
      try await browser.waitForText("84", in: "#row-open")
    }
  }

  @Test func aPictureIsEnlargedMarkedAndLeftAgain() async throws {
    let address = try await page.start()
    let job = try await page.pictureJob(["cup"])
    try await Browser.use { browser in
      try await browser.open("\(address)/jobs/\(job)#tab=pictures")
      try await browser.wait(for: "the grid", until: "!!document.querySelector('.shot')")
      try await browser.tab(to: ".shot .open")
      try await browser.press(Self.enter)
      try await browser.wait(for: "the viewer", until: "document.querySelector('#viewer').open")
      try await browser.press("g")
      try await browser.wait(
        for: "the mark", until: "document.querySelector('[data-view=good]').getAttribute('aria-pressed') === 'true'")
      try await browser.press(Self.escape)
      try await browser.wait(for: "the focus where it was", until: "document.activeElement.matches('.shot .open')")
      #expect(try await browser.run("return document.querySelector('.shot').dataset.mark;") == "good")
    }
  }

  @Test func theWayToThePagesContentsIsOneKey() async throws {
    let address = try await page.start()
    try await Browser.use { browser in
      for path in ["/", "/jobs", "/admin", "/you"] {
        try await browser.open(address + path)
        try await browser.press("\u{E004}")
        let first = try await browser.run("return document.activeElement.getAttribute('href');")
        #expect(first == "#main", "\(path)")
      }
    }
  }

  /// What a screen reader is told of a running job: that it was taken, and that it ended; not each row of it.
  @Test func progressIsNotReadOutRowByRow() async throws {
    let address = try await page.start()
    try await Browser.use { browser in
      try await browser.open("\(address)/?workflow=ledger")
      let rows = (1...20).map { "k\($0),\($0),hold\n" }.joined()
      try await browser.drop([("slow.csv", Array("key,n,way\n\(rows)".utf8))], on: "#drop")
      try await browser.click(.css("#submission button[value=files]"))
      try await browser.wait(for: "the bar", until: "!!document.querySelector('#submitted .bar')")
      try await browser.run(Self.counting)
      try page.letGo()
      let job = try await server.finishedJob(named: "slow.csv")
      try await browser.wait(
        for: "the end of \(job)", until: "document.querySelector('#submitted .bar .done')?.style.width === '100%'")
      let said = try await browser.wait(for: "the end to be said", until: "window.said || null").integer ?? 99
      #expect(said <= 5, "\(said) announcements")
    }
  }

  /// Counts the changes of texts that stand in a live region, the nearest of which decides.
  private static let counting = """
    window.said = 0;
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const region = (target.closest ? target : target.parentElement)?.closest("[aria-live], [role=status], [role=alert]");
        if (region && region.getAttribute("aria-live") !== "off") window.said += 1;
      }
    }).observe(document.getElementById("submitted"), { childList: true, characterData: true, subtree: true });
    """
}
