import JobModel
import Spool
import TestSupport
import Testing

/// Handing in and steering jobs in a real browser.
@Suite(.serialized) struct SubmissionPageTests {
  private let page: PageServer
  private var server: TemporarySpoolServer { page.server }

  init() throws {
    page = try PageServer()
  }

  private static let held = "key,n,way\na,1,ok\nb,2,hold\nc,3,hold\n"

  private func handIn(_ name: String, _ text: String, _ browser: Browser) async throws {
    try await browser.drop([(name, Array(text.utf8))], on: "#drop")
    try await browser.waitForText(name, in: "#chosen-files")
    try await browser.click(.css("#submission button[value=files]"))
    try await browser.waitForText(name, in: "#submitted")
  }

  @Test func aDroppedFileIsCheckedRunsIsPausedAndGoesOn() async throws {
    let address = try await page.start()
    try await Browser.use { browser in
      try await browser.open("\(address)/?workflow=ledger")
      try await handIn("held.csv", Self.held, browser)
      // The form is ready for the next one.
      try await browser.wait(
        for: "the form's defaults", until: "document.querySelector('#chosen-files').childElementCount === 0")
      let job = try await server.job(named: "held.csv")
      try await browser.open("\(address)/jobs/\(job)")
      try await browser.wait(for: "a bar that moves", until: "!!document.querySelector('#head .bar .done')")
      try await browser.click(.css("#head [data-order=pause]"))
      try await browser.wait(for: "resume", until: "!!document.querySelector('#head [data-order=resume]')")
      try await browser.click(.css("#head [data-order=resume]"))
      try await browser.wait(for: "pause", until: "!!document.querySelector('#head [data-order=pause]')")
      try page.letGo()
      try await server.finished(job)
      try await browser.wait(for: "the end", until: "document.querySelector('#head').dataset.live === ''")
    }
  }

  @Test func cellsThatCannotBeUsedAreSaidBeforeAnythingStarts() async throws {
    let address = try await page.start()
    try await Browser.use { browser in
      try await browser.open("\(address)/?workflow=ledger")
      try await handIn("wrong.csv", "key,n,way\na,x,ok\nb,2,ok\n", browser)
      try await browser.wait(
        for: "the cell with its problem", until: "document.querySelector('#submitted td')?.innerText.includes('B2')")
      #expect(!server.ledger.path.exists)
      try await browser.click(.css("#submitted button.main"))
      let job = try await server.finishedJob(named: "wrong.csv")
      try await browser.waitForText("wrong.csv", in: "#submitted")
      #expect(try server.count(.done, of: job) == 1)
    }
  }

  @Test func tenInARowAreAllTaken() async throws {
    let address = try await page.start()
    try await Browser.use { browser in
      try await browser.open("\(address)/?workflow=pass")
      for number in 1...10 { try await handIn("list-\(number).csv", "key,n\nrow \(number),\(number)\n", browser) }
      for number in 1...10 { _ = try await server.finishedJob(named: "list-\(number).csv") }
      #expect(try await browser.run("return document.querySelectorAll('#submitted .bad').length;") == 0)
    }
  }

  @Test func aRowIsFilledInAsAForm() async throws {
    let address = try await page.start()
    try await Browser.use { browser in
      try await browser.open("\(address)/?workflow=ledger")
      try await browser.type("cup", into: .css("#value-key"))
      try await browser.type("21", into: .css("#value-n"))
      try await browser.click(.css("#submission button[value=row]"))
      let job = try await wait(for: "the job of the row") { try server.spool.listJobs().jobs.first }
      try await server.finished(job)
      let row = try #require(try server.spool.jobFolder(job).manifest()?.rows.ranges.first?.lowerBound)
      #expect(try server.ending(ofRow: row, of: job)?.outputs["quadruple"] == 84)
      try await browser.wait(for: "an empty form", until: "document.querySelector('#value-key').value === ''")
    }
  }

  @Test func theListFollowsWhatHappensElsewhereAndAServerThatComesBack() async throws {
    var address = try await page.start()
    let port = address.split(separator: ":").last.map(String.init) ?? ""
    server.settings["ROWSPOOL_WEB"] = "127.0.0.1:\(port)"
    try await Browser.use { browser in
      try await browser.open("\(address)/jobs")
      try server.drop("held.csv", into: "ledger", Self.held)
      try await browser.waitForText("held.csv", in: "#jobs")
      _ = try await browser.run(Self.watchForEmptiness)
      let live = try await browser.wait(
        for: "a word that it is live", until: "document.querySelector('#state').textContent")
      try await server.stop()
      try await browser.wait(
        for: "a word that the server is away", until: "document.querySelector('#state').textContent !== arguments[0]",
        live)
      address = try await page.start()
      try await browser.wait(
        for: "the word that it is live", until: "document.querySelector('#state').textContent === arguments[0]", live)
      try page.letGo()
      _ = try await server.finishedJob(named: "held.csv")
      try await browser.wait(
        for: "the end of the job", until: "document.querySelector('#jobs .badge.good')?.checkVisibility()")
      let jobs = "return [...document.querySelectorAll('#jobs .name')].map((name) => name.innerText + ' ' + name.href);"
      let shown = try await browser.run(jobs)
      #expect(shown.array?.count == 1, "\(shown)")
      #expect(try await browser.run("return window.emptied;") == [], "the list never says that there are no jobs")
    }
  }

  /// Notes each time that the list has become empty, and what was said then.
  private static let watchForEmptiness = """
    window.emptied = [];
    const look = () => {
      if (!document.querySelector("#jobs .name")) window.emptied.push(document.querySelector("#none").textContent);
    };
    new MutationObserver(look).observe(document.querySelector("#jobs"), { childList: true });
    """
}
