import Foundation
import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// What people get back when something is wrong with a drop, and what becomes of it when they correct it.
@Suite(.serialized) struct ReceiptTests {
  private let server: TemporarySpoolServer

  private static let columns = """
    columns:
      - {name: sku, titles: {en: SKU, zh: 货号}, required: true}
      - {name: size, titles: {en: Size, zh: 尺寸}, type: integer, required: true, max: 100}
      - {name: colour, titles: {en: Colour, zh: 颜色}, type: choice, choices: [red, green]}
    results: [{name: again, from: sku}, {name: doubled, from: size}]
    limits: {maxRows: 20}
    """

  init() throws {
    server = try TemporarySpoolServer()
    try server.addWorkflow("cups", "titles: {en: Cups}\n" + Self.columns)
    try server.addWorkflow("杯子", "language: zh\n" + Self.columns)
    try server.addWorkflow(
      "people", "columns: [{name: name, required: true}, {name: phone, required: true}]\nresults: []\n")
    try server.start()
  }

  private static let header: [JSONValue] = ["SKU", "Size", "Colour", "Note"]

  /// Sets cells of a workbook in place, as somebody does who corrects it.
  private func correct(_ path: FilePath, sheet: Int = 0, _ cells: [String: String]) throws {
    let changes = cells.map { "ws['\($0)'] = \($1)" }.joined(separator: "\n")
    try Python.run(
      "import sys, openpyxl\nwb = openpyxl.load_workbook(sys.argv[1])\nws = wb.worksheets[\(sheet)]\n\(changes)\n"
        + "wb.save(sys.argv[1])", [path.string])
  }

  private func see(_ path: FilePath, _ program: String) throws -> String {
    let output = try Python.run(
      "import sys, openpyxl\nwb = openpyxl.load_workbook(sys.argv[1])\nws = wb.worksheets[0]\n\(program)",
      [path.string])
    return String(decoding: output, as: UTF8.self).trimmingCharacters(in: .newlines)
  }

  /// Drops a workbook again that lies in `rejected/` or `outgoing/`.
  private func dropAgain(_ path: FilePath, as name: String, into workflow: String = "cups") throws {
    try server.drop(name, into: workflow, try path.bytes())
  }

  @Test func theMarkedWorkbookIsCorrectedAndDroppedAgain() async throws {
    try server.drop(
      "orders.xlsx", into: "cups",
      try TestWorkbook.bytes(["Data": [Self.header, ["007", "12q", "gren", "keep"], ["", "200", "", "too"]]]))
    let text = try await server.rejection(of: "orders.xlsx")
    #expect(
      text.hasPrefix(
        """
        Not one of the 2 rows can be used.

        Sheet 'Data', cell B2 (Size): '12q' is not a whole number. Did you mean '12'?
        Sheet 'Data', cell C2 (Colour): 'gren' is not one of: red, green. Did you mean 'green'?
        Sheet 'Data', cell A3 (SKU): The value is missing. Fill in the cell.
        Sheet 'Data', cell B3 (Size): 200 is out of range. Write a number not more than 100.

        What to do: open “orders-marked.xlsx” beside this text.
        """))
    let marked = server.rejected.appending("orders-marked.xlsx")
    #expect(
      try see(marked, "print([c.coordinate for r in ws.iter_rows(min_row=2) for c in r if c.comment])")
        == "['B2', 'C2', 'A3', 'B3']")
    try correct(marked, ["B2": "12", "C2": "'green'", "A3": "'008'", "B3": "20"])
    try dropAgain(marked, as: "orders-marked.xlsx")
    let job = try await server.finishedJob(named: "orders-marked.xlsx")
    let results = try server.results(of: job)
    #expect(results.rows[2]?["again"]?.string == "007")
    #expect(results.rows[3]?["again"]?.string == "008")
    #expect(results.headers.prefix(5) == ["SKU", "Size", "Colour", "Note", "Status"])
    #expect(try server.spool.jobFolder(job).manifest()?.notes == [])
  }

  @Test func theColumnThatIsMissingIsAddedAndMayBeFilledIn() async throws {
    try server.drop(
      "columns.xlsx", into: "cups", try TestWorkbook.bytes(["Data": [["SUK", "Colour"], ["A-1", "red"]]]))
    let text = try await server.rejection(of: "columns.xlsx")
    #expect(text.contains("The column “SUK” looks like “SKU”"))
    let marked = server.rejected.appending("columns-marked.xlsx")
    let seen = try see(
      marked, "print([(c.value, c.fill.fgColor.rgb, c.comment.text if c.comment else None) for c in ws[1]])")
    let fill = "Fill in this column. If the table has it under another name, rename that column instead."
    #expect(
      seen
        == """
        [('SUK', 'FFF4B183', "“SUK” is not a column that is asked for. If “SKU” is meant, rename the column."), \
        ('Colour', 'FFE7E6E6', None), ('SKU', 'FFF4B183', '\(fill)'), ('Size', 'FFF4B183', '\(fill)'), \
        ('⚠ What is wrong', 'FF1F4E79', None)]
        """.replacing("\"", with: "'"))
    try correct(marked, ["A1": "'SKU'", "C1": "None", "D2": "7"])
    try dropAgain(marked, as: "filled in.xlsx")
    let job = try await server.finishedJob(named: "filled in.xlsx")
    #expect(try server.results(of: job).rows[2]?["doubled"]?.integer == 7)
  }

  @Test func rowsThatAreLeftOutLieMarkedBesideTheResults() async throws {
    try server.drop(
      "some.xlsx", into: "cups",
      try TestWorkbook.bytes(["Data": [Self.header, ["A", "1"], ["B", "x", "", "="], ["C", "3"]]]))
    let job = try await server.finishedJob(named: "some.xlsx")
    let marked = server.outgoing.appending(job.text).appending("some-marked.xlsx")
    try await wait(for: "the marked-up workbook") { marked.exists }
    #expect(
      try see(marked, "print([[c.value for c in r] for r in ws.iter_rows(min_row=2)], wb.sheetnames)")
        == """
        [['B', 'x', None, '=', "Row 3: Size: 'x' is not a whole number. Write digits only."]] ['Data', 'Problems']
        """)
    let folder = try server.spool.jobFolder(job)
    #expect(
      try folder.manifest()?.notes.map(\.english) == [
        "The rows that cannot be used are in “some-marked.xlsx”: correct them there, and drop that."
      ])
    let problems = try #require(try folder.problems())
    #expect(problems.count == 1)
    let problem = try #require(problems.problems.first)
    #expect(problem.row == 3 && problem.cell == "B3" && problem.column == "Size" && problem.sheet == "Data")
    // Only what was left out becomes a job; nothing is run twice.
    try correct(marked, ["B2": "2"])
    try dropAgain(marked, as: "corrected.xlsx")
    let second = try await server.finishedJob(named: "corrected.xlsx")
    #expect(try server.results(of: second).rows.count == 1)
    // Collected means collected.
    try FileManager.default.removeItem(atPath: marked.string)
    try await server.restart()
    try server.drop("next.csv", into: "cups", "SKU,Size\nA,1\n")
    _ = try await server.finishedJob(named: "next.csv")
    #expect(!marked.exists)
  }

  @Test func theWordsAreInTheWorkflowsLanguage() async throws {
    try server.drop(
      "坏.xlsx", into: "杯子", try TestWorkbook.bytes(["数据": [["货号", "尺寸"], ["1", "五"]]]))
    let text = try await server.rejection(of: "坏.xlsx")
    #expect(text.contains("处理方法：打开旁边的“坏-已标注.xlsx”"))
    let marked = server.rejected.appending("坏-已标注.xlsx")
    #expect(
      try see(marked, "print(wb.sheetnames, ws['C1'].value, ws['A1'].value)") == "['数据', '问题'] ⚠ 问题说明 货号")
    try correct(marked, ["B2": "5"])
    try dropAgain(marked, as: "好.xlsx", into: "杯子")
    _ = try await server.finishedJob(named: "好.xlsx")
  }

  @Test func aDropThatIsWrongAsAWholeSaysWhereItWouldFit() async throws {
    try server.drop(
      "people.xlsx", into: "cups", try TestWorkbook.bytes(["Data": [["name", "phone"], ["Li", "1"]]]))
    let people = try await server.rejection(of: "people.xlsx")
    #expect(people.contains("Its columns fit the drop folder “people”: was it meant for that?"))
    let rows: [[JSONValue]] = [["SKU", "Size"]] + (1...22).map { [.string("S\($0)"), "1"] }
    try server.drop("many.xlsx", into: "cups", try TestWorkbook.bytes(["Data": rows]))
    let many = try await server.rejection(of: "many.xlsx")
    #expect(many.hasPrefix("The drop has 22 rows, and the workflow 'cups' takes at most 20 at once: 2 too many."))
    #expect(
      try see(server.rejected.appending("many-marked.xlsx"), "print(ws['C22'].value)")
        == "From this row on there are more rows than the workflow takes at once (20). Move them into another file.")
    try server.drop(
      "settings.xlsx", into: "cups",
      try TestWorkbook.bytes([
        "Data": [["SKU", "Size"], ["A", "1"]], "Settings": [["priority", "12"], ["colur", "red"]],
      ]))
    let settings = try await server.rejection(of: "settings.xlsx")
    #expect(
      settings.hasPrefix(
        """
        Settings, priority: '12' is not a whole number from 1 to 9.
        Settings: 'colur' is neither a setting nor a column of the workflow. Did you mean 'colour'?
        """))
    let marked = server.rejected.appending("settings-marked.xlsx")
    #expect(
      try see(marked, "print([c.coordinate for r in wb['Settings'].iter_rows() for c in r if c.comment])")
        == "['B1', 'A2']")
    try correct(marked, sheet: 1, ["B1": "2", "A2": "'colour'"])
    try dropAgain(marked, as: "set.xlsx")
    let job = try await server.finishedJob(named: "set.xlsx")
    #expect(try server.spool.jobFolder(job).manifest()?.settings.priority == 2)
  }

  @Test func moreCellsThanAnybodyReadsAreCounted() async throws {
    try server.drop("wide.csv", into: "cups", "SKU,Size,Colour\n" + (1...20).map { _ in ",x,rad\n" }.joined())
    let text = try await server.rejection(of: "wide.csv")
    #expect(text.contains("\n… and 10 more, all marked in “wide-marked.xlsx”.\n"))
    #expect(text.split(separator: "\n").count { $0.hasPrefix("Cell ") } == 50)
  }
}
