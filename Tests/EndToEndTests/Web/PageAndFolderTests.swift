import Foundation
import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// Orders of the page and orders of `control/`: the one shows what the other did.
@Suite(.serialized) struct PageAndFolderTests {
  private let page: PageServer
  private var server: TemporarySpoolServer { page.server }

  init() throws {
    page = try PageServer()
  }

  private func orders(of job: JobID) throws -> JobOrders { try server.spool.jobFolder(job).orders() }

  /// Waits until the page in `outgoing/`, which people look at who have no other, says how the job stands.
  private func status(_ state: String, of job: JobID) async throws {
    let file = server.outgoing.appending(job.text).appending("STATUS.html")
    try await wait(for: "\(state) in \(file); \(server.evidence)") { try? file.text().contains(">\(state)</b>") }
  }

  @Test func whatThePageOrdersTheFolderShows() async throws {
    let address = try await page.start()
    let job = try await page.heldJob()
    try await Browser.use { browser in
      try await browser.open("\(address)/jobs")
      try await browser.click(.button("Pause: held.csv"))
      try await status("Paused", of: job)
      try await browser.click(.button("Resume: held.csv"))
      try await status("Running", of: job)
      try await browser.choose("2", of: ".priority select")
      try await wait(for: "the priority") { try orders(of: job).priority == 2 }
      try await browser.open("\(address)/jobs/\(job)#tab=details")
      try await browser.wait(for: "the limits", until: "document.querySelector('#limits')?.checkVisibility()")
      try await browser.type("1", into: .css("#limits [name=concurrency]"))
      try await browser.click(.css("#limits button"))
      try await wait(for: "the limit of rows") { try orders(of: job).concurrency == 1 }
      try await browser.click(.css("#head [data-order=results]"))
      try await wait(for: "the results so far") {
        server.outgoing.appending(job.text).names.contains { $0.hasSuffix(".xlsx") }
      }
      try await browser.click(.css("#head [data-order=cancel]"))
      try await browser.click(.css("#question button[value=yes]"))
      #expect(try await server.finished(job).state == .cancelled)
      try page.letGo()
      try await browser.click(.css("#head [data-order=retry]"))
      #expect(try await server.finished(job, round: 2).state == .completed)
      try await browser.click(.css("#head [data-order=clear]"))
      try await browser.click(.css("#question button[value=yes]"))
      try await wait(for: "a cleared job") { !server.outgoing.appending(job.text).exists }
      try await browser.waitForText("There are no jobs yet.")
    }
  }

  @Test func whatTheFolderOrdersThePageShows() async throws {
    let address = try await page.start()
    let job = try await page.heldJob()
    try await Browser.use { browser in
      func shows(_ state: String) async throws {
        try await browser.wait(
          for: state, until: "!!document.querySelector('#jobs .job[data-state=' + arguments[0] + ']')", .string(state))
      }
      try await browser.open("\(address)/jobs")
      try await shows("running")
      try server.giveTicket(.pause, job)
      try await shows("paused")
      try server.giveTicket(.resume, job)
      try await shows("running")
      var order = Order(.set, job: job, by: "test")
      order.priority = 2
      try server.give(order)
      try await browser.wait(for: "the priority", until: "document.querySelector('.priority select').value === '2'")
      try server.giveTicket(.cancel, job)
      try await shows("cancelled")
      try page.letGo()
      try server.giveTicket(.retry, job)
      try await shows("completed")
      try server.giveTicket(.clear, job)
      try await browser.wait(for: "an empty list", until: "!document.querySelector('#jobs .job')")
    }
  }

  @Test func everythingIsPausedFromEitherSide() async throws {
    let address = try await page.start()
    try await Browser.use { browser in
      try await browser.open("\(address)/jobs")
      try server.give(Order(.pause, job: nil, by: "test"))
      try await browser.wait(for: "that all is paused", until: "document.querySelector('#paused').checkVisibility()")
      try await browser.open("\(address)/admin")
      try await browser.click(.button("Let everything go on"))
      try await wait(for: "the order") { try server.spool.spoolOrders().last?.verb == .resume }
    }
  }
}
