import CLibXlsxWriter
import JobModel
import SystemPackage

/// Writes the rows of a job, one after another, into one sheet.
struct DataSheet {
  /// Pixels of the box that a thumbnail is fitted into, and of the space around it.
  static let thumbnailBox = (width: 112.0, height: 84.0, margin: 3.0)
  private static let thumbnailRowPoints = (thumbnailBox.height + 2 * thumbnailBox.margin) * 0.75

  let file: WorkbookFile
  let sheet: WorkbookFile.Sheet
  let columns: [SheetColumn]
  let text: ResultsText
  /// The row of the sheet that is written next, from 0. Row 0 is the header.
  private(set) var nextRow: UInt32 = 1
  var widths: ColumnWidths
  let headers: [String]
  let formats: Formats
  var dateLook = DateLook()

  /// Made once: looking a format up costs as much as writing the cell.
  struct Formats {
    var plain: WorkbookFile.Format
    var guarded: WorkbookFile.Format
    var link: WorkbookFile.Format
    var wrapped: WorkbookFile.Format
    var seconds: WorkbookFile.Format
    var money: WorkbookFile.Format
    var states: [ResultState: WorkbookFile.Format] = [:]
    var marks: [FileMark: WorkbookFile.Format] = [:]
  }

  init(_ table: ResultsTable, named name: String, in file: WorkbookFile, _ text: ResultsText) throws(ResultsError) {
    self.file = file
    self.text = text
    columns = SheetColumn.all(of: table)
    headers = columns.map { $0.header(in: table, text) }
    widths = ColumnWidths(count: columns.count)
    var formats = Formats(
      plain: try file.format(.plain), guarded: try file.format(.guardedText), link: try file.format(.link),
      wrapped: try file.format(.wrapped), seconds: try file.format(.plain, number: "0.0"),
      money: try file.format(.plain, number: "0.00##"))
    for state in ResultState.allCases { formats.states[state] = try file.format(.status(state)) }
    for mark in FileMark.allCases { formats.marks[mark] = try file.format(.mark(mark)) }
    self.formats = formats
    sheet = try file.addSheet(name)
    try writeHeader()
  }

  private func writeHeader() throws(ResultsError) {
    for (index, column) in columns.enumerated() {
      let format = try file.format(column.isOurs ? .resultHeader : .inputHeader)
      try check(worksheet_write_string(sheet, 0, UInt16(index), fitting(header: headers[index]), format), index)
    }
    try check(worksheet_set_row(sheet, 0, 32, nil), 0)
    worksheet_freeze_panes(sheet, 1, 0)
    // Printed, all columns stand on one page's width, the header on every page.
    worksheet_set_landscape(sheet)
    worksheet_set_paper(sheet, 9)
    worksheet_fit_to_pages(sheet, 1, 0)
    try check(worksheet_repeat_rows(sheet, 0, 0), 0)
  }

  private func fitting(header: String) -> String {
    CellText.cut(header, pointer: "…") ?? CellText.escaped(header)
  }

  /// What a row may use of what is bounded for the whole workbook.
  struct Allowance {
    var links: Bool
    var thumbnails: Bool
  }

  /// Takes a text that is too long for a cell, and the name it shall have in `files/`.
  typealias SideFile = (_ name: String, _ text: String) throws -> Void

  /// Writes one row.
  mutating func append(_ row: ResultRow, _ allowance: Allowance, sideFile: SideFile) throws {
    var names = SideFileNames(row)
    try setHeight(of: row, allowance)
    let (text, headers) = (text, headers)
    for index in columns.indices {
      try write(columns[index], of: row, index, allowance) { long in
        let name = names.name(for: headers[index])
        try sideFile(name, long)
        return text.cut(seeFile: name)
      }
    }
    nextRow += 1
    if nextRow % 256 == 0 { try file.checkRows(of: sheet) }
  }

  /// Gives the end of a text that was cut: where the whole of it is.
  typealias Overflow = (_ long: String) throws -> String

  mutating func write(
    _ column: SheetColumn, of row: ResultRow, _ index: Int, _ allowance: Allowance, _ overflow: Overflow
  ) throws {
    switch column {
    case .input(let number): if number < row.cells.count { try write(row.cells[number], index, overflow) }
    case .status: try writeText(text.title(of: row.state), index, formats.states[row.state], { _ in "…" })
    case .mark:
      if let mark = row.mark { try writeText(mark.sign, index, formats.marks[mark], { _ in "…" }) }
    case .output(let column): try write(column, of: row, index, allowance, overflow)
    case .thumbnail(let column): if allowance.thumbnails { try insert(row.thumbnails[column.name], index) }
    case .row: try writeNumber(Double(row.number), index, nil)
    case .attempts: try writeNumber(Double(row.attempts), index, nil)
    case .seconds: if let seconds = row.seconds { try writeNumber(seconds, index, formats.seconds) }
    case .cost: if let cost = row.cost { try writeNumber(cost, index, formats.money) }
    case .carried: if let origin = row.carried { try writeText(text.carried(origin), index, nil, { _ in "…" }) }
    case .error:
      if let failure = row.failure { try writeText(text.of(failure.message), index, formats.wrapped, { _ in "…" }) }
    case .key: try writeText(row.key, index, nil, { _ in "…" })
    }
  }

  private func setHeight(of row: ResultRow, _ allowance: Allowance) throws(ResultsError) {
    if allowance.thumbnails && !row.thumbnails.isEmpty {
      let points = Self.thumbnailRowPoints
      try check(worksheet_set_row(sheet, nextRow, points, formats.plain), 0)
      try check(rowspool_keep_row_height(sheet, nextRow, points), 0)
    } else if let failure = row.failure {
      // LibreOffice fits heights to some wrapped cells only; and a very long message would take a whole screen.
      let lines = ColumnWidths.lines(of: text.of(failure.message), in: Self.errorWidth, upTo: 6)
      if lines > 1 { try check(worksheet_set_row(sheet, nextRow, 15 * min(lines, 6), formats.plain), 0) }
    }
  }

  static let errorWidth = 60.0
}
