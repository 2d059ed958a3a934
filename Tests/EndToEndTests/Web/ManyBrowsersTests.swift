import JobModel
import Spool
import TestSupport
import Testing

/// Several people at once.
@Suite(.serialized) struct ManyBrowsersTests {
  private let page: PageServer
  private var server: TemporarySpoolServer { page.server }

  init() throws {
    page = try PageServer()
  }

  @Test func fiveBrowsersHandInTenEachWithoutAnError() async throws {
    let address = try await page.start()
    try await withThrowingTaskGroup { group in
      for number in 1...5 {
        group.addTask {
          try await Browser.use { browser in try await Self.handInTen(of: number, at: address, browser) }
        }
      }
      try await group.waitForAll()
    }
    for number in 1...5 {
      for round in 1...10 { _ = try await server.finishedJob(named: "list-\(number)-\(round).csv") }
    }
    #expect(try server.spool.listJobs().jobs.count == 50)
  }

  private static func handInTen(of number: Int, at address: String, _ browser: Browser) async throws {
    try await browser.open("\(address)/?workflow=pass")
    for round in 1...10 {
      let name = "list-\(number)-\(round).csv"
      try await browser.drop([(name, Array("key,n\nrow \(round),\(number)\n".utf8))], on: "#drop")
      try await browser.waitForText(name, in: "#chosen-files")
      try await browser.click(.css("#submission button[value=files]"))
      try await browser.wait(for: "the empty form", until: "!document.querySelector('#chosen-files').childElementCount")
    }
    try await browser.wait(for: "ten jobs", until: "document.querySelectorAll('#submitted h3 a').length === 10")
    #expect(try await browser.run("return document.querySelectorAll('#submitted .bad').length;") == 0)
    #expect(try await browser.console().isEmpty)
  }
}
