import Foundation
import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// What the first page and the list remember and show, in a real browser.
@Suite(.serialized) struct StartPageTests {
  private let page: PageServer
  private var server: TemporarySpoolServer { page.server }

  init() throws {
    page = try PageServer()
  }

  @Test func aFinishedPictureIsTwoClicksAway() async throws {
    let address = try await page.start()
    _ = try await page.pictureJob()
    try await Browser.use { browser in
      try await browser.open(address)
      try await browser.wait(
        for: "its small copy",
        until: "[...document.querySelectorAll('#recent img')].some((picture) => picture.naturalWidth > 0)")
      try await browser.click(.css("#recent a"))
      try await browser.click(.css("#shots .shot .open"))
      try await browser.wait(
        for: "the picture itself", until: "document.querySelector('#stage-after img').naturalWidth > 0")
    }
  }

  @Test func statesAreRightAfterAReloadAndARestart() async throws {
    let address = try await page.start()
    let job = try await page.heldJob()
    let pictures = try await page.pictureJob(["cup"])
    server.settings["ROWSPOOL_STOP_GRACE"] = "200ms"
    try await Browser.use { browser in
      func agrees(_ state: String) async throws {
        let expected: JSONObject = [job.text: .string(state), pictures.text: "completed"]
        try await browser.wait(
          for: "the states \(expected) on the page",
          until: """
            ((items, name) => items.length === 2 && items.every((item) => arguments[0][name(item)] === item.dataset.state))
              ([...document.querySelectorAll("#jobs .job")],
                (item) => decodeURIComponent(item.querySelector(".name").pathname.slice("/jobs/".length)))
            """, .object(expected))
      }
      try await browser.open("\(address)/jobs")
      try await agrees("running")
      try await browser.click(.button("Pause: held.csv"))
      try await agrees("paused")
      try await browser.reload()
      try await agrees("paused")
      try await page.restart()
      try await agrees("paused")
      try await browser.wait(for: "the stream", until: "document.querySelector('#state').className === 'state live'")
      try await browser.click(.button("Resume: held.csv"))
      try page.letGo()
      try await agrees("completed")
      try await browser.reload()
      try await agrees("completed")
    }
  }

  // MARK: What others wrote

  private static let markup = "<img src=x onerror='window.hacked=1'>"

  @Test func whatOthersWroteIsTextOnEveryPage() async throws {
    let address = try await page.start()
    let markup = Self.markup
    let cells = "key,n,way\n\(markup),1,ok\n<script>window.hacked=1</script>,2,bad\n\(markup),\(markup),ok\n"
    try server.drop("\(markup).csv", into: "ledger", cells)
    let job = try await server.finishedJob(named: "\(markup).csv")
    try server.drop("\(markup) 2.csv", into: "ledger", "\(markup)\n1\n")
    _ = try await server.rejection(of: "\(markup) 2.csv")
    let path = "/jobs/\(job.text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
    try await Browser.use { browser in
      for (place, selector) in [
        ("/", "#recent"), ("/jobs", "#jobs"), ("/jobs", "#rejected"), (path, "#head"),
        ("\(path)#tab=rows", "#row-list"),
      ] {
        try await browser.open(address + place)
        try await browser.waitForText(markup, in: selector)
        try await isHarmless(browser)
      }
      try await browser.click(.css("#row-list button"))
      try await browser.waitForText(markup, in: "#row-open")
      try await browser.click(.css("#row-open .buttons button"))
      try await browser.wait(
        for: "the cell in the form", until: "document.querySelector('#field-key')?.value === arguments[0]",
        .string(markup))
      try await isHarmless(browser)
      try await browser.open(address)
      try await browser.drop([("\(markup) 3.csv", Array(cells.utf8))], on: "#drop")
      try await browser.waitForText(markup, in: "#chosen-files")
      try await browser.click(.css("#submission button[value=files]"))
      try await browser.wait(for: "what is wrong", until: "!!document.querySelector('#submitted td')")
      try await isHarmless(browser)
    }
  }

  private func isHarmless(_ browser: Browser) async throws {
    let found = try await browser.run(
      "return [window.hacked ?? 0, document.querySelectorAll('[onerror], script:not([src]):not([type])').length];")
    #expect(found == [0, 0])
  }
}
