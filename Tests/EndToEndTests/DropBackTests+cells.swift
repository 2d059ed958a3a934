import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// Cells and pictures that come back with a results workbook.
extension DropBackTests {
  @Test(arguments: ["openpyxl", "LibreOffice"])
  func cellsOfEveryKindSurviveBeingSavedAgain(program: String) async throws {
    try server.addWorkflow(
      "kinds",
      """
      columns:
        - {name: text, required: true}
        - {name: code}
        - {name: amount, type: number}
        - {name: day, type: date}
        - {name: moment, type: date}
        - {name: yes, type: boolean}
        - {name: long, type: paragraph}
      steps:
        - name: note
          command: {run: ["./note.sh", "{{text}}", "{{long}}"], outputs: {seen: {}}}
      """,
      programs: [
        "note.sh": """
        #!/bin/sh
        echo "ran" >> "\(server.ledger.path)"
        [ -z "$2" ] && exit 65
        echo '{"seen": "x"}'
        """
      ])
    try await server.restart()
    let source = server.folder.appending("kinds.xlsx")
    try Python.run(
      """
      import datetime, sys, openpyxl
      book = openpyxl.Workbook()
      sheet = book.active
      sheet.append(["text", "code", "amount", "day", "moment", "yes", "long"])
      day, moment = datetime.date(2026, 11, 21), datetime.datetime(2026, 11, 21, 9, 35, 12)
      sheet.append(["杯子 ", "110101199003071234", 1.0, day, moment, True, "one\\ntwo  \\n\\nthree"])
      sheet.append(["=not a formula", "007", 0.1 + 0.2, day, None, False, "_x0041_ & <b>"])
      sheet.append(["'quoted", "1.0", 1234567.891, None, moment, None, "  lead\\ttab"])
      sheet.append(["sum", "2", "=A2&B2", None, None, "=1=1", "formula"])
      sheet.append(["bad", 3, 5, None, None, True, None])
      sheet["A3"].data_type = "s"
      for row, form in ((2, "0.00"), (3, "0%"), (4, "#,##0.0")):
          sheet.cell(row, 3).number_format = form
      sheet["C5"] = "=1/3"
      sheet["D2"].number_format = "d mmm yyyy"
      sheet["E2"].number_format = "yyyy/m/d h:mm"
      book.save(sys.argv[1])
      """, [source.string])
    // LibreOffice puts the formulas' values in.
    try server.drop("kinds.xlsx", into: "kinds", EditedWorkbook.libreOffice([UInt8](source.bytes())))
    let first = try await server.finishedJob(named: "kinds.xlsx")
    let counts = try server.spool.jobFolder(first).finished()?.counts
    #expect(counts == ["done": 4, "failed": 1], "\(String(describing: try? server.results(of: first).rows))")
    #expect(try server.ledger.counts()["ran"] == 5)
    let bytes = [UInt8](try workbook(of: first).bytes())
    let saved =
      try program == "openpyxl" ? EditedWorkbook.openpyxl(workbook(of: first)) : EditedWorkbook.libreOffice(bytes)
    try server.drop("kinds-results.xlsx", into: "", saved)
    let second = try await server.finishedJob(named: "kinds-results.xlsx")
    #expect(try server.ledger.counts()["ran"] == 6)
    // openpyxl makes a formula without a value of the text '=not a formula': that row is told, and nothing is run for it.
    let carried = try server.spool.jobFolder(second).manifest()?.carriedRows
    #expect(carried == (program == "openpyxl" ? 3 : 4))
    // Once more, as the second job wrote it.
    let again = try EditedWorkbook.libreOffice([UInt8](workbook(of: second).bytes()))
    try server.drop("third.xlsx", into: "", again)
    _ = try await server.finishedJob(named: "third.xlsx")
    #expect(try server.ledger.counts()["ran"] == 7)
  }

  @Test func picturesOfTheEarlierDropAreFoundAgain() async throws {
    try server.addPictureWorkflow()
    try await server.restart()
    let picture = TestPicture.png(width: 64, height: 48, red: 200, green: 20, blue: 20)
    let (cup, bad) = ("pictures/cup.png", "pictures/broken.png")
    var broken = picture
    for index in 60..<400 { broken[index] ^= 0x55 }
    try server.drop(
      folder: "products", into: "picture",
      [
        "list.csv": Array("Image,size\n\(cup),32\n\(bad),32\n".utf8), cup: picture,
        bad: broken,
      ])
    let first = try await server.finishedJob(named: "products")
    #expect(try server.spool.jobFolder(first).finished()?.counts == ["done": 1, "failed": 1])
    // Marked, the good one runs again; a copy with another size runs; the broken one fails again.
    let edited = try EditedWorkbook.openpyxl(
      workbook(of: first),
      """
      copied = list(find("Image", "pictures/cup.png")); copied[column("size")] = 16
      table.insert(1, copied)
      """)
    try server.drop("list-results.xlsx", into: "", edited)
    let second = try await server.finishedJob(named: "list-results.xlsx")
    let results = try server.results(of: second)
    #expect(results.rows.mapValues { $0["Status"]?.string } == [2: "Done", 3: "Done", 4: "Failed"])
    #expect(results.rows[3]?["Taken over from"]?.string == "Job \(first), row 2")
    let (one, two) = (
      try server.ending(ofRow: 2, of: second)?.files.first, try server.ending(ofRow: 3, of: second)?.files.first
    )
    #expect(one?.width == 16 && two?.width == 32)
    #expect(one?.name != two?.name)
    for file in [one, two] {
      let name = try #require(file?.name)
      #expect(server.outgoing.appending(second.text).appending("files").appending(name).exists)
    }
    // Without the earlier job its files are gone; the drop says so and waits.
    try server.giveTicket(.clear, first)
    try await wait(for: "the job to be gone") { try server.spool.listJobs().jobs == [second] }
    try server.drop("late.xlsx", into: "", edited)
    let text = try await server.rejection(of: "late.xlsx")
    #expect(text.hasPrefix("Not one of the 3 rows can be used."))
    try InvariantCheck(server).check([second])
  }
}
