import JobModel
import SystemPackage
import TestSupport
import Testing

/// A job's page in a real browser.
@Suite(.serialized) struct JobPageTests {
  private let page: PageServer
  private var server: TemporarySpoolServer { page.server }

  init() throws {
    page = try PageServer()
  }

  private static let picture = TestPicture.png(width: 60, height: 40, red: 200, green: 40, blue: 40)

  @Test func aFailedRowRunsAgainWithOtherValues() async throws {
    let address = try await page.start()
    try server.drop("mixed.csv", into: "ledger", "key,n,way\na,1,ok\nb,2,bad\n")
    let job = try await server.finishedJob(named: "mixed.csv")
    try await Browser.use { browser in
      try await browser.open("\(address)/jobs/\(job)#tab=rows&state=failed")
      try await browser.waitForText("The number 2 is bad.", in: "#row-list")
      try await browser.click(.css("#row-list button"))
      try await browser.click(.css("#row-open .buttons button"))
      try await browser.type("ok", into: .css("#field-way"))
      try await browser.click(.css("#run-start"))
      try await server.finished(job, round: 2)
      #expect(try server.ending(ofRow: 3, of: job)?.outputs["quadruple"] == 8)
      try await browser.wait(for: "a good end", until: "!!document.querySelector('#head .badge.good')")
    }
  }

  @Test func picturesAreMarkedAndTheMarkedOnesPacked() async throws {
    let address = try await page.start()
    let pictures = ["cup", "jug", "pot"].map { ("\($0).png", Self.picture) }
    try server.drop(folder: "tableware", into: "picture", Dictionary(uniqueKeysWithValues: pictures))
    let job = try await server.finishedJob(named: "tableware")
    try await Browser.use { browser in
      try await browser.open("\(address)/jobs/\(job)#tab=pictures")
      try await browser.wait(
        for: "three pictures that are loaded",
        until: """
          [...document.querySelectorAll("#shots .shot")].filter((shot) => [...shot.querySelectorAll("img")]
            .every((picture) => picture.complete && picture.naturalWidth > 0)).length === 3
          """)
      try await browser.click(.css("#shots .shot:nth-child(1) .mark.good"))
      try await browser.click(.css("#shots .shot:nth-child(2) .mark.bad"))
      try await browser.wait(
        for: "marks that are kept",
        until: """
          rowspool.call("GET", `/jobs/${encodeURIComponent(document.body.dataset.job)}/marks`)
            .then((answer) => Object.keys(answer.marks).length === 2)
          """)
      try await browser.reload()
      try await browser.wait(
        for: "the marks after a reload",
        until: "document.querySelectorAll('#shots .mark[aria-pressed=true]').length === 2")
      try await browser.click(.css("#pictures a[href*='marked=good']"))
      let archive = try await wait(for: "the download") {
        try browser.downloads.tree().keys.first { $0.hasSuffix(".zip") }.map { browser.downloads.appending($0) }
      }
      let names = try Python.json(
        "import json, sys, zipfile; print(json.dumps(zipfile.ZipFile(sys.argv[1]).namelist()))", [archive.string])
      let packed = names.array?.compactMap(\.string).filter { $0.hasSuffix(".jpg") } ?? []
      #expect(packed.count == 1, "\(names.plainText)")
    }
  }

  @Test func aPictureIsEnlargedAndItsNeighbourShownByKeys() async throws {
    let address = try await page.start()
    let pictures = ["cup", "jug"].map { ("\($0).png", Self.picture) }
    try server.drop(folder: "tableware", into: "picture", Dictionary(uniqueKeysWithValues: pictures))
    let job = try await server.finishedJob(named: "tableware")
    try await Browser.use { browser in
      try await browser.open("\(address)/jobs/\(job)#tab=pictures")
      try await browser.click(.css("#shots .shot .open"))
      try await browser.wait(for: "the viewer", until: "document.querySelector('#viewer').open")
      let first = try await browser.run("return document.querySelector('#viewer-name').textContent;").string ?? ""
      try await browser.press("\u{E014}")
      try await browser.wait(
        for: "the next picture", until: "document.querySelector('#viewer-name').textContent !== arguments[0]",
        .string(first))
      try await browser.press("\u{E00C}")
      try await browser.wait(for: "the grid", until: "!document.querySelector('#viewer').open")
    }
  }
}
