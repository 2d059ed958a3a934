import CLibXlsxWriter
import JobModel

/// The sheet that lists what is wrong, with links to the cells.
struct MarkedProblemsSheet {
  private let file: WorkbookFile
  private let sheet: WorkbookFile.Sheet
  private let text: MarkedText
  private var nextRow: UInt32 = 0
  private var notListed = 0

  /// Excel takes 65,530 links in a sheet; nobody reads as many.
  private static let mostListed = 10_000
  private var listed = 0
  private static let widths = [14.0, 24, 60, 60]

  init(_ sheet: WorkbookFile.Sheet, in file: WorkbookFile, _ text: MarkedText) {
    self.file = file
    self.sheet = sheet
    self.text = text
  }

  /// What stands above the list.
  mutating func begin(_ table: MarkedTable) throws(ResultsError) {
    for (column, width) in Self.widths.enumerated() {
      try file.check(
        worksheet_set_column(sheet, UInt16(column), UInt16(column), width, nil), "setting a column's width")
    }
    try put(text.title(table.name), 0, .title)
    nextRow += 1
    for line in table.reasons.map(text.of) + text.howTo(table.scope) {
      try putAcross(line)
    }
    nextRow += 1
    for (column, header) in text.headers.enumerated() { try put(header, column, .resultHeader) }
    nextRow += 1
    worksheet_freeze_panes(sheet, nextRow, 0)
    worksheet_set_landscape(sheet)
    worksheet_set_paper(sheet, 9)
    worksheet_fit_to_pages(sheet, 1, 0)
  }

  /// Adds one problem.
  ///
  /// - Parameters:
  ///   - place: what is shown, such as `B7`.
  ///   - target: sheet, row and column from 0 where it leads to.
  mutating func add(
    _ mark: MarkedRow.Mark, place: String, target: (sheet: String, row: UInt32, column: Int)
  ) throws(ResultsError) {
    guard listed < Self.mostListed else {
      notListed += 1
      return
    }
    listed += 1
    let (fault, suggestion) = (text.of(mark.fault), mark.suggestion.map(text.of) ?? "")
    try setHeight(for: [fault, suggestion], width: Self.widths[2])
    let quoted = target.sheet.replacing("'", with: "''")
    let link = "internal:'\(quoted)'!\(ColumnLetters.of(target.column))\(target.row + 1)"
    try file.check(
      worksheet_write_url_opt(sheet, nextRow, 0, link, try file.format(.link), place, nil), "writing a link")
    try put(mark.title, 1, .wrapped)
    try put(fault, 2, .wrapped)
    try put(suggestion, 3, .wrapped)
    nextRow += 1
  }

  mutating func finish() throws(ResultsError) {
    if notListed > 0 { try putAcross(text.more(notListed)) }
    try file.checkRows(of: sheet)
  }

  private func put(_ value: String, _ column: Int, _ style: CellStyle) throws(ResultsError) {
    if !value.isEmpty { try file.put(value, sheet, nextRow, column, style) }
  }

  /// A line over all columns.
  private mutating func putAcross(_ line: String) throws(ResultsError) {
    try setHeight(for: [line], width: Self.widths.reduce(0, +))
    try file.check(
      worksheet_merge_range(
        sheet, nextRow, 0, nextRow, UInt16(Self.widths.count - 1), CellText.escaped(line.prefix(8_000)),
        try file.format(.note)), "writing a line")
    nextRow += 1
  }

  private func setHeight(for texts: [String], width: Double) throws(ResultsError) {
    let lines = texts.map { ColumnWidths.lines(of: $0, in: width) }.max() ?? 1
    if lines > 1 {
      try file.check(worksheet_set_row(sheet, nextRow, 15 * min(lines, 8), nil), "setting a row's height")
    }
  }
}
