import Foundation
import JobModel
import SystemPackage
import Testing

@testable import Results

@Suite final class MarkedWorkbookWriterTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "marked-\(UUID().uuidString)")
  private var path: FilePath { FilePath(folder.path).appending("out.xlsx") }

  init() throws {
    setlocale(LC_ALL, "C.UTF-8")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  private func table(_ change: (inout MarkedTable) -> Void = { _ in }) -> MarkedTable {
    var table = MarkedTable(name: "orders.xlsx", language: .english, sheetName: "Data", headerRow: 2, width: 4)
    table.reasons = ["Not one of the 2 rows can be used."]
    change(&table)
    return table
  }

  private func write(_ table: MarkedTable, _ rows: [MarkedRow]) throws {
    let writer = try MarkedWorkbookWriter(path, table, temporary: FilePath(folder.path))
    for row in rows { try writer.append(row) }
    try writer.finish()
  }

  private static let rows = [
    MarkedRow(number: 1, cells: [.text("Autumn")]),
    MarkedRow(number: 2, cells: [.text("SKU"), .text("Price"), .text("Day"), .text("Size")]),
    MarkedRow(
      number: 4,
      cells: [
        .text("007"), .number(0.15, displayed: "15%"), .date("2026-11-21", displayed: "2026/11/21"), .text("12q"),
      ],
      marks: [
        MarkedRow.Mark(
          column: 3, title: "Size", fault: "'12q' is not a whole number.", suggestion: "Write digits only.")
      ]),
    MarkedRow(
      number: 7, cells: [.text("=1+1"), .boolean(true)],
      marks: [
        MarkedRow.Mark(column: 3, title: "Size", fault: "The value is missing.", suggestion: "Fill in the cell."),
        MarkedRow.Mark(column: nil, title: "", fault: "The row is odd."),
      ]),
  ]

  private func openpyxl(_ program: String) throws -> String { try Openpyxl.says(of: path, program) }

  @Test func cellsStandWhereTheyStoodAsTheyWere() throws {
    try write(table(), Self.rows)
    let seen = try openpyxl(
      """
      for row in ws.iter_rows(max_col=4):
        for cell in row:
          if cell.value is not None: print(cell.coordinate, repr(cell.value), cell.data_type, cell.number_format)
      """)
    #expect(
      seen == """
        A1 'Autumn' s General
        A2 'SKU' s General
        B2 'Price' s General
        C2 'Day' s General
        D2 'Size' s General
        A4 '007' s @
        B4 0.15 n 0%
        C4 datetime.datetime(2026, 11, 21, 0, 0) d yyyy/m/d
        D4 '12q' s @
        A7 '=1+1' s @
        B7 True b General
        """)
  }

  @Test func badCellsAreColouredAndCommentedAndSaidInWords() throws {
    try write(table(), Self.rows)
    let seen = try openpyxl(
      """
      for row in ws.iter_rows():
        for cell in row:
          if cell.fill.fill_type == "solid" and cell.row > 2: print(cell.coordinate, cell.fill.fgColor.rgb)
          if cell.comment: print(cell.coordinate, cell.comment.text)
      for place in ("E2", "E4", "E7"): print(ws[place].value)
      """)
    #expect(
      seen == """
        D4 FFF4B183
        D4 '12q' is not a whole number. Write digits only.
        D7 FFF4B183
        D7 The value is missing. Fill in the cell.
        ⚠ What is wrong
        Size: '12q' is not a whole number. Write digits only.
        Size: The value is missing. Fill in the cell.
        The row is odd.
        """)
  }

  @Test func aSheetListsAllProblemsWithLinks() throws {
    try write(table { $0.missing = [.init(title: "Colour", remark: "Fill in this column.")] }, Self.rows)
    let seen = try openpyxl(
      """
      print(wb.sheetnames, [(p.name, p.value) for p in wb.custom_doc_props.props])
      for row in wb["Problems"].iter_rows():
        values = [cell.value for cell in row if cell.value]
        if values: print(row[0].hyperlink.location if row[0].hyperlink else "-", values)
      print(ws["E2"].value, ws["E2"].comment.text, ws["E2"].fill.fgColor.rgb, ws["F2"].value)
      """)
    #expect(
      seen == """
        ['Data', 'Problems'] [('rowspool marked', 'Problems')]
        - ['What is wrong in “orders.xlsx”']
        - ['Not one of the 2 rows can be used.']
        - ['Correct the orange cells on the sheet with the rows, save this workbook, and copy it into the drop folder. \
        The column “⚠ What is wrong”, the comments and this sheet may stay: they are not read.']
        - ['Place', 'Column', 'What is wrong', 'What to do']
        'Data'!E2 ['E2', 'Colour', 'This column is missing.', 'Fill in this column.']
        'Data'!D4 ['D4', 'Size', "'12q' is not a whole number.", 'Write digits only.']
        'Data'!D7 ['D7', 'Size', 'The value is missing.', 'Fill in the cell.']
        'Data'!A7 ['Row 7', 'The row is odd.']
        Colour Fill in this column. FFF4B183 ⚠ What is wrong
        """)
  }

  @Test func settingsAreKeptAndMarked() throws {
    var marked = table()
    marked.settings = (
      "设置",
      [
        MarkedRow(
          number: 1, cells: [.text("priority"), .number(12, displayed: "12")],
          marks: [MarkedRow.Mark(column: 1, title: "priority", fault: "It is not from 1 to 9.")])
      ]
    )
    marked.language = .simplifiedChinese
    marked.properties = [("rowspool workflow", "cups")]
    try write(marked, Self.rows)
    let seen = try openpyxl(
      """
      s = wb["设置"]
      print(wb.sheetnames, sorted((p.name, p.value) for p in wb.custom_doc_props.props))
      print(s["A1"].value, s["B1"].value, s["B1"].fill.fgColor.rgb, s["B1"].comment.text)
      """)
    #expect(
      seen == """
        ['Data', '设置', '问题'] [('rowspool marked', '问题'), ('rowspool workflow', 'cups')]
        priority 12 FFF4B183 It is not from 1 to 9.
        """)
  }

  @Test func ofLongTablesTheBadRowsStandAloneWithTheirNumbers() throws {
    try write(table { $0.scope = .badRows }, [Self.rows[1], Self.rows[3]])
    let seen = try openpyxl(
      "print(ws['A1'].value, ws['A2'].value, ws['E2'].value.split(chr(10))[0])\n"
        + "print([r[0].hyperlink.location for r in wb['Problems'].iter_rows() if r[0].value == 'D7'])")
    #expect(
      seen == """
        SKU =1+1 Row 7: Size: The value is missing. Fill in the cell.
        ["'Data'!D2"]
        """)
  }

  @Test func aTextLongerThanACellIsCutAndSaidSo() throws {
    let long = String(repeating: "长", count: 40_000)
    try write(
      table(),
      [MarkedRow(number: 2, cells: [.text("SKU")]), MarkedRow(number: 3, cells: [.text(long)])])
    let seen = try openpyxl(
      "print(len(ws['A3'].value), ws['A3'].comment.text, ws['E3'].value == ws['A3'].comment.text)")
    #expect(
      seen
        == "32767 The text is longer than a cell can hold and was cut here. Correct this row in your own file instead. True"
    )
  }

  @Test func manyBadRowsTakeLittleMemory() throws {
    var marked = table()
    marked.headerRow = 1
    let writer = try MarkedWorkbookWriter(path, marked, temporary: FilePath(folder.path))
    try writer.append(MarkedRow(number: 1, cells: [.text("SKU")]))
    for number in 2...30_000 {
      try writer.append(
        MarkedRow(
          number: number, cells: [.text("x\(number)")],
          marks: [MarkedRow.Mark(column: 0, title: "SKU", fault: "It is wrong.")]))
    }
    try writer.finish()
    let seen = try openpyxl(
      "print(ws.max_row, sum(1 for r in ws.iter_rows() for c in r if c.comment), wb['Problems'].max_row)")
    #expect(seen == "30000 10000 10006")
  }
}
