import JobModel
import Spool
import TestSupport
import Testing

/// The page where event streams do not come through, and where nobody looks at it.
@Suite(.serialized) struct LostStreamTests {
  private let page: PageServer
  private var server: TemporarySpoolServer { page.server }

  init() throws {
    page = try PageServer()
  }

  private static let streams = ["*/api/v1/events*"]

  @Test func jobsAreAskedForWhileStreamsAreRefused() async throws {
    let address = try await page.start()
    try await Browser.use { browser in
      try await browser.block(Self.streams)
      try await browser.open("\(address)/jobs")
      try await browser.wait(for: "polling", until: "document.querySelector('#state').className === 'state polling'")
      let job = try await page.heldJob()
      try await browser.click(.link("Jobs"))
      try await browser.waitForText("held.csv", in: "#jobs")
      try server.giveTicket(.pause, job)
      try await browser.wait(for: "the pause", until: "!!document.querySelector('#jobs .badge.held')")
      try server.giveTicket(.resume, job)
      try page.letGo()
      try await server.finished(job)
      try await browser.wait(for: "the end", until: "!!document.querySelector('#jobs .badge.good')")
      try await browser.wait(for: "the sums", until: "document.querySelector('#s-done').textContent === '1'")
      try await browser.block([])
      try await browser.wait(for: "the stream", until: "document.querySelector('#state').className === 'state live'")
    }
  }

  @Test func aTabThatIsNotSeenAsksNothingAndCatchesUp() async throws {
    let address = try await page.start()
    let job = try await page.heldJob()
    try await Browser.use { browser in
      try await browser.block(Self.streams)
      try await browser.open("\(address)/jobs")
      try await browser.wait(for: "polling", until: "document.querySelector('#state').className === 'state polling'")
      try await browser.putAway()
      // What was asked for at that moment may still come.
      let asked = try await browser.wait(for: "quiet", until: Self.settled)
      try page.letGo()
      try await server.finished(job)
      #expect(try await browser.run("return performance.getEntriesByType('resource').length;") == asked)
      #expect(try await browser.run("return !!document.querySelector('#jobs .badge.good');") == false)
      try await browser.bringBack()
      try await browser.wait(for: "the end", until: "!!document.querySelector('#jobs .badge.good')")
    }
  }

  /// How many requests the page has made, once the number has stayed the same for many looks.
  private static let settled = """
    ((now) => {
      const last = (window.looks ??= []);
      last.push(now);
      return last.length > 60 && last.slice(-60).every((count) => count === now) ? now : null;
    })(performance.getEntriesByType("resource").length)
    """
}
