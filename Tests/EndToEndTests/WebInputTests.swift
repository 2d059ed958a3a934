import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// Web addresses in a picture column: fetched when the row runs, and kept as its input.
@Suite(.serialized) struct WebInputTests {
  private let standIns: StandIns
  private let server: TemporarySpoolServer

  init() async throws {
    standIns = try await StandIns.start()
    server = try TemporarySpoolServer(
      settings: [
        "ROWSPOOL_FETCH_PRIVATE_HOSTS": "127.0.0.1:\(standIns.port),127.0.0.1:1", "ROWSPOOL_FETCH_LARGEST": "1MiB",
        "ROWSPOOL_FETCH_TIMEOUT": "1s", "ROWSPOOL_RETRIES": "1", "ROWSPOOL_DEDUPE_WINDOW": "1ms",
      ])
  }

  private func table(_ addresses: [String]) -> String {
    (["Image"] + addresses).joined(separator: "\n") + "\n"
  }

  private func originals(of job: JobID) throws -> [String] {
    let folder = server.outgoing.appending(job.text)
    let name = try #require(folder.names.first { $0.hasSuffix("-results.zip") })
    let names = try Python.json(
      "import json, sys, zipfile; print(json.dumps(zipfile.ZipFile(sys.argv[1]).namelist()))",
      [folder.appending(name).string])
    return (names.array ?? []).compactMap(\.string).filter { $0.hasPrefix("originals/") }.sorted()
  }

  @Test func picturesAreFetchedAndWhatIsNoneSaysWhy() async throws {
    try server.addPictureWorkflow()
    try server.start()
    let own = standIns.url("web")
    try await standIns.fault(["status": 503], service: "web", path: "/picture", times: 1)
    try server.drop(
      "web.csv", into: "picture",
      table([
        "\(own)/picture?width=80&height=40", "\(own)/picture?width=40&height=80", "\(own)/status/404?key=secret-key",
        "\(own)/page", "\(own)/big?bytes=2000000", "\(own)/redirect-to?url=http://169.254.169.254/cup.png",
        "\(own)/slow?seconds=30", "http://localhost:\(standIns.port)/web/picture",
        "\(own)/redirect-to?url=/web/picture", "\(own)/status/403", "http://127.0.0.1:1/cup.png",
      ]))
    let job = try await server.finishedJob(named: "web.csv")
    let rows = try server.results(of: job).rows
    let done = Set(rows.filter { $0.value["Status"] == "Done" }.keys)
    #expect(done == [2, 3, 10])
    // Each picture was fetched once, and once in vain.
    #expect(try await standIns.calls(service: "web", path: "/picture").count == 4)
    #expect(done.reduce(0) { $0 + (rows[$1]?["Attempts"]?.integer ?? 0) } == 4)
    let address = "http://127.0.0.1:\(standIns.port)/web"
    let errors = rows.compactMapValues { $0["Error"]?.string }
    #expect(
      errors[4] == """
        Image: There is nothing at “\(address)/status/404?…” (status 404). Correct the address in the cell.
        """)
    #expect(
      errors[5] == """
        Image: “\(address)/page” leads to a web page, not to a picture. Write the address of the picture itself: in a \
        browser, right-click the picture and copy its address.
        """)
    #expect(
      errors[6] == "Image: What “\(address)/big?…” leads to is larger than 1 MiB. Take a smaller file.")
    #expect(
      errors[7] == """
        Image: “\(address)/redirect-to?…” was not fetched. The server 127.0.0.1:\(standIns.port) sent the request on to \
        another. The server 169.254.169.254 was not called: its address 169.254.169.254 is not a public one.
        """)
    #expect(errors[8]?.hasPrefix("Image: “\(address)/slow?…” could not be fetched. ") == true)
    #expect(
      errors[9] == """
        Cell A9 (Image): Nothing is fetched from localhost:\(standIns.port): it is an address inside this network or \
        this machine. Put the file and the table into one folder or ZIP, and drop that.
        """)
    #expect(errors[11]?.contains("needs a login, or the link has run out") == true)
    #expect(errors[12]?.hasPrefix("Image: “http://127.0.0.1:1/cup.png” could not be fetched. ") == true)
    #expect(rows[8]?["Attempts"] == 2 && rows[12]?["Attempts"] == 2 && rows[5]?["Attempts"] == 1)
    #expect(
      try originals(of: job) == [
        "originals/from-web/10-redirect-to-image-from-web.png", "originals/from-web/2-picture-image-from-web.png",
        "originals/from-web/3-picture-image-from-web.png", "originals/web.csv",
      ])
    try await wait(for: "the originals beside the page") {
      server.outgoing.appending(job.text).appending("thumbnails").names.contains("original-2.jpg")
    }
    try InvariantCheck(server).check([job])
  }

  @Test func whatWasFetchedIsNotFetchedAgain() async throws {
    try server.addWorkflow(
      "flaky",
      """
      columns: [{name: image, titles: {en: Image}, type: image, required: true}]
      steps:
        - name: look
          command:
            run: [./look.sh, "{{image}}", "\(server.ledger.path)"]
            outputs: {size: {}}
      results: [{name: size}, {name: copy, from: "{{image}}", type: image}]
      """,
      programs: [
        // It works once the file is there; before, each row fails.
        "look.sh": """
        #!/bin/sh
        [ -e "$2.go" ] || { echo "Not yet." >&2; exit 65; }
        echo "{\\"size\\": \\"$(wc -c < "$1")\\"}"
        """
      ])
    try server.start()
    try server.drop("web.csv", into: "flaky", table([standIns.url("web/picture?width=20"), "no.png"]))
    let first = try await server.finishedJob(named: "web.csv")
    #expect(try server.results(of: first).rows[2]?["Status"] == "Failed")
    try FilePath(server.ledger.path.string + ".go").write("")
    try await server.restart()
    try server.giveTicket(.retry, first)
    try await server.finished(first, round: 2)
    let row = try #require(try server.results(of: first).rows[2])
    #expect(row["Status"] == "Done" && row["copy"]?.string?.isEmpty == false)
    let folder = server.outgoing.appending(first.text)
    let workbook = folder.appending(try #require(folder.names.first { $0.hasSuffix("-results.xlsx") }))
    try server.drop("web-results.xlsx", into: "flaky", try EditedWorkbook.openpyxl(workbook, "pass"))
    let second = try await server.finishedJob(named: "web-results.xlsx")
    #expect(try server.results(of: second).rows[2]?["Status"] == "Done")
    #expect(try originals(of: second).contains("originals/from-web/2-picture-image-from-web.png"))
    #expect(try await standIns.calls(service: "web", path: "/picture").count == 1)
    try InvariantCheck(server).check([first, second])
  }

  @Test func sentencesAreInTheOperatorsLanguage() async throws {
    server.settings["ROWSPOOL_LANGUAGE"] = "zh"
    try server.addPictureWorkflow()
    try server.start()
    try server.drop("web.csv", into: "picture", table([standIns.url("web/picture"), standIns.url("web/status/410")]))
    let job = try await server.finishedJob(named: "web.csv")
    let rows = try server.results(of: job).rows
    #expect(
      rows[3]?["错误说明"]?.string
        == "Image：“\(standIns.url("web/status/410"))”处没有文件（状态 410）。请更正单元格中的网址。")
  }
}
