import JobModel
import Results
import RowReading
import SystemPackage
import Workflows

/// Writes a drop's table again with what is wrong marked in it. Part of the reading child: the table is read once more,
/// and its rows are checked once more, so that memory does not grow with what is wrong.
struct DropMarker {
  private let findings: DropFindings
  private let table: DropTable
  private let sheet: DropTable.DataSheet
  private let name: String
  private let language: Language
  private let mostRows: Int

  /// Of longer tables only the bad rows are marked up.
  private static let mostRows = 200_000
  /// A Settings sheet has a line for each setting and column.
  private static let mostSettings = 1_000

  /// - Parameter name: the drop's.
  /// - Returns: `nil` where no table could be read.
  init?(_ findings: DropFindings, name: String, language: Language, mostRows: Int = Self.mostRows) {
    guard let table = findings.table, let sheet = findings.sheet ?? table.anySheet() else { return nil }
    self.findings = findings
    self.table = table
    self.sheet = sheet
    self.name = name
    self.language = language
    self.mostRows = mostRows
  }

  /// - Parameters:
  ///   - path: of the workbook, in the workshop.
  ///   - reasons: why the drop as a whole cannot be taken; none for one whose good rows are run.
  /// - Returns: whether anything is marked in it.
  /// - Throws: `ReadingError`, `ResultsError`.
  @discardableResult
  func write(to path: FilePath, reasons: [Message]) throws -> Bool {
    let extent = try measured()
    var form = MarkedTable(
      name: name, language: language, sheetName: sheet.source.sheetName, headerRow: sheet.header.row,
      width: extent.width)
    form.missing = missingColumns
    form.reasons = reasons
    if findings.tableRows?.hasPictures ?? false {
      form.reasons.append(
        "Pictures in cells are not in this workbook: correct the cells in your own file, and drop that again.")
    }
    form.scope = reasons.isEmpty ? .leftOutRows : extent.rows > mostRows ? .badRows : .allRows
    form.settings = try markedSettings()
    form.properties = try table.properties.filter { $0.name != MarkedForm.property }
    let writer = try MarkedWorkbookWriter(path, form, temporary: path.removingLastComponent())
    var isMarked = !form.missing.isEmpty || form.settings?.rows.contains { !$0.marks.isEmpty } ?? false
    var count = 0
    try readRows { row in
      let marks = marks(of: row, &count)
      if !marks.isEmpty { isMarked = true }
      if form.scope == .allRows || !marks.isEmpty || row.number == sheet.header.row {
        try writer.append(MarkedRow(number: row.number, cells: row.cells, marks: marks))
      }
    }
    try writer.finish()
    return isMarked
  }

  /// Hands over all rows with something in them, the header and what stands above it too.
  private func readRows(_ body: (TableRow) throws -> Void) throws {
    try sheet.source.readRows { row in
      if findings.tableRows != nil, row.number > sheet.header.row { return .stop }
      let cells = sheet.cells(of: row)
      if !cells.isEmpty { try body(TableRow(number: row.number, cells: cells)) }
      return .next
    }
    try findings.tableRows?.read(body)
  }

  /// How many rows and columns are used.
  private func measured() throws -> (rows: Int, width: Int) {
    var extent = (rows: 0, width: sheet.header.titles.count)
    try readRows { row in
      extent.rows += 1
      extent.width = max(extent.width, row.cells.count)
    }
    if sheet.remarkColumn == extent.width - 1 { extent.width -= 1 }
    return extent
  }

  // MARK: Rows

  /// - Parameter count: of the rows below the header so far.
  private func marks(of row: TableRow, _ count: inout Int) -> [MarkedRow.Mark] {
    if row.number == sheet.header.row { return headerMarks }
    guard row.number > sheet.header.row, !DropTable.isExample(row.cells) else { return [] }
    count += 1
    if let most = findings.workflow?.limits.maxRows, count > most {
      guard count == most + 1 else { return [] }
      return [
        MarkedRow.Mark(
          column: nil, title: "",
          fault: "From this row on there are more rows than the workflow takes at once (\(most)).",
          suggestion: "Move them into another file.")
      ]
    }
    return (findings.validate?(row) ?? []).map { problem in
      MarkedRow.Mark(
        column: problem.position, title: title(of: problem), fault: problem.fault, suggestion: problem.suggestion)
    }
  }

  private func title(of problem: CellProblem) -> String {
    DropProblem(problem, row: 0, sheet: nil, headers: sheet.header.titles).column ?? problem.column
  }

  // MARK: The header

  private var missingColumns: [MarkedTable.MissingColumn] {
    guard let missing = findings.missing else { return [] }
    return missing.missing.map { column in
      MarkedTable.MissingColumn(
        title: column.title.text(in: language),
        remark: "Fill in this column. If the table has it under another name, rename that column instead.")
    }
  }

  /// Titles that look like a column that is missing.
  private var headerMarks: [MarkedRow.Mark] {
    guard let missing = findings.missing else { return [] }
    return missing.suggestions.compactMap { suggestion in
      guard let column = sheet.header.titles.firstIndex(of: suggestion.title) else { return nil }
      return MarkedRow.Mark(
        column: column, title: suggestion.title,
        fault: "“\(suggestion.title)” is not a column that is asked for.",
        suggestion: "If “\(suggestion.meant)” is meant, rename the column.")
    }
  }

  // MARK: Settings

  private func markedSettings() throws -> (name: String, rows: [MarkedRow])? {
    guard let (name, rows) = try table.settingsRows(atMost: Self.mostSettings) else { return nil }
    return (name, rows.map { MarkedRow(number: $0.number, cells: $0.cells, marks: marks(ofSetting: $0.cells)) })
  }

  private func marks(ofSetting cells: [CellValue]) -> [MarkedRow.Mark] {
    guard let first = cells.firstIndex(where: { !$0.isEmpty }) else { return [] }
    let text = cells[first].displayed.trimmingWhitespace()
    let key = SettingKey(text)?.rawValue
    return findings.settingFaults.filter { $0.key == text || $0.key == key }.map { fault in
      MarkedRow.Mark(column: fault.isUnknown ? first : first + 1, title: text, fault: fault.message)
    }
  }
}
