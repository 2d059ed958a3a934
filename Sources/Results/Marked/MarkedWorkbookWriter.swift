import CLibXlsxWriter
import JobModel
package import SystemPackage

/// Writes an operator's table again with its bad cells marked: coloured, with a comment, and a remark in words at the
/// end of each bad row. A sheet lists all problems with links.
///
/// Rows are handed over top to bottom and stand where they stood; memory does not grow with them. Calls block and write
/// files; the same rules as for `ResultsWorkbookWriter`.
package final class MarkedWorkbookWriter {
  private let table: MarkedTable
  private let text: MarkedText
  private let file: WorkbookFile
  private let sheetName: String
  private let temporary: FilePath
  private var cells: MarkedCells
  private var problems: MarkedProblemsSheet
  private var comments = 0
  /// The sheet's row that is written next where rows do not keep their places.
  private var nextRow: UInt32 = 0
  private var lastRow: UInt32 = 0
  private var headers: [String] = []

  /// Each costs memory until the workbook is closed; the words of further ones stand in the remark.
  private static let mostComments = 10_000
  /// What a worksheet holds.
  private static let mostColumns = 16_384

  /// - Parameters:
  ///   - path: where the workbook is written when it is finished.
  ///   - temporary: the folder for row data.
  package init(_ path: FilePath, _ table: MarkedTable, temporary: FilePath) throws(ResultsError) {
    self.table = table
    self.temporary = temporary
    text = MarkedText(language: table.language)
    file = try WorkbookFile(path, temporary: temporary)
    var names = SheetNames()
    let wanted = SheetName.make(table.sheetName ?? "")
    sheetName = names.unique(wanted.isEmpty ? text.defaultSheet : wanted)
    cells = MarkedCells(try file.addSheet(sheetName), in: file, columns: Self.columns(of: table), text)
    let settings = table.settings.map { names.unique($0.name) }
    var settingsSheet: WorkbookFile.Sheet?
    if let settings { settingsSheet = try file.addSheet(settings) }
    let problemsName = names.unique(text.problemsSheet)
    problems = MarkedProblemsSheet(try file.addSheet(problemsName), in: file, text)
    try file.setProperties(
      title: text.title(table.name), subject: table.name,
      custom: table.properties + [(MarkedForm.property, problemsName)])
    try problems.begin(table)
    try writeMissingColumns()
    if let settingsSheet, let settings { try write(settings: settingsSheet, named: settings) }
  }

  private static func columns(of table: MarkedTable) -> Int {
    min(table.width + table.missing.count + 1, mostColumns)
  }

  /// `nil` where the sheet has no room for it.
  private var remarkColumn: Int? {
    let column = table.width + table.missing.count
    return column < Self.mostColumns ? column : nil
  }

  /// Whether rows stand where they stood.
  private var keepsPlaces: Bool { table.scope == .allRows }

  private func place(of number: Int) -> UInt32 { keepsPlaces ? UInt32(number - 1) : nextRow }

  // MARK: Rows

  /// Writes the next row; the header is one of them.
  package func append(_ row: MarkedRow) throws(ResultsError) {
    let place = place(of: row.number)
    let isHeader = row.number == table.headerRow
    let bad = Set(row.marks.compactMap(\.column).filter { $0 < table.width + table.missing.count })
    let cut = try cells.write(
      row.cells, at: place, bad: bad, as: isHeader ? .header : row.marks.isEmpty ? .row : .badRow)
    var marks = row.marks
    marks += cut.map { MarkedRow.Mark(column: $0, title: "", fault: text.wasCut) }
    if isHeader { try writeHeader(of: row, at: place) }
    try writeComments(marks, at: place)
    if !isHeader, !marks.isEmpty { try writeRemark(marks, of: row.number, at: place) }
    for mark in marks { try list(mark, in: row.number, at: place) }
    lastRow = place
    nextRow = place + 1
  }

  private func writeHeader(of row: MarkedRow, at place: UInt32) throws(ResultsError) {
    headers = row.cells.map(\.displayed)
    headers += Array(repeating: "", count: max(0, table.width - headers.count))
    for (offset, column) in table.missing.enumerated() where table.width + offset < Self.mostColumns {
      try file.put(column.title, cells.sheet, place, table.width + offset, .problemHeader)
      try cells.write(comment: text.of(column.remark), at: place, table.width + offset)
      headers.append(column.title)
    }
    if let remarkColumn { try file.put(text.remarkTitle, cells.sheet, place, remarkColumn, .resultHeader) }
    headers.append(text.remarkTitle)
    worksheet_freeze_panes(cells.sheet, place + 1, 0)
  }

  /// One comment a cell holds all that is wrong with it.
  private func writeComments(_ marks: [MarkedRow.Mark], at place: UInt32) throws(ResultsError) {
    let columns = Set(marks.compactMap(\.column)).sorted()
    for column in columns where column < Self.mostColumns && comments < Self.mostComments {
      let remarks = marks.filter { $0.column == column }.map { text.of($0.remark) }
      try cells.write(comment: remarks.joined(separator: "\n"), at: place, column)
      comments += 1
    }
  }

  private func writeRemark(_ marks: [MarkedRow.Mark], of number: Int, at place: UInt32) throws(ResultsError) {
    guard let remarkColumn else { return }
    let lines = marks.map { mark in
      mark.title.isEmpty ? text.of(mark.remark) : text.of("\(mark.title): \(mark.remark)")
    }
    let remark = lines.joined(separator: "\n")
    try cells.write(
      remark: keepsPlaces ? remark : text.inRow(number, remark), at: place, remarkColumn)
  }

  private func list(_ mark: MarkedRow.Mark, in number: Int, at place: UInt32) throws(ResultsError) {
    let name = mark.column.map { ColumnLetters.of($0) + String(number) } ?? text.row(number)
    try problems.add(mark, place: name, target: (sheetName, place, mark.column ?? 0))
  }

  // MARK: What stands beside the rows

  private func writeMissingColumns() throws(ResultsError) {
    for (offset, column) in table.missing.enumerated() {
      let mark = MarkedRow.Mark(
        column: nil, title: column.title, fault: "This column is missing.", suggestion: column.remark)
      let row = UInt32(keepsPlaces ? table.headerRow - 1 : 0)
      let place = ColumnLetters.of(table.width + offset) + String(row + 1)
      try problems.add(mark, place: place, target: (sheetName, row, table.width + offset))
    }
  }

  private func write(settings sheet: WorkbookFile.Sheet, named name: String) throws(ResultsError) {
    let rows = table.settings?.rows ?? []
    let columns = rows.map { max($0.cells.count, ($0.marks.compactMap(\.column).max() ?? 0) + 1) }.max() ?? 1
    var writer = MarkedCells(sheet, in: file, columns: columns, text)
    for row in rows {
      let place = UInt32(row.number - 1)
      _ = try writer.write(row.cells, at: place, bad: Set(row.marks.compactMap(\.column)), as: .row)
      for mark in row.marks {
        let column = mark.column ?? 0
        try writer.write(comment: text.of(mark.remark), at: place, column)
        try problems.add(
          mark, place: "\(name) \(ColumnLetters.of(column))\(row.number)", target: (name, place, column))
      }
    }
    try writer.finish(remarks: nil, headers: [])
  }

  // MARK: The end

  /// Writes the workbook.
  package func finish() throws(ResultsError) {
    let remarks = remarkColumn
    let header = keepsPlaces ? UInt32(table.headerRow - 1) : 0
    if let remarks, lastRow > header {
      try file.check(
        worksheet_autofilter(cells.sheet, header, 0, lastRow, UInt16(remarks)), "setting the filter")
    }
    try cells.finish(remarks: remarks, headers: headers)
    try problems.finish()
    let bytes = try file.rowBytes()
    try SpaceReservation.check(bytes + bytes / 4 + 65_536, in: temporary, for: file.name)
    try file.close()
  }
}

/// Names of sheets that differ, as Excel compares them.
private struct SheetNames {
  private var taken: Set<String> = []

  mutating func unique(_ name: String) -> String {
    var candidate = SheetName.make(name)
    var number = 1
    while !taken.insert(candidate.lowercased()).inserted {
      number += 1
      candidate = SheetName.make(name, number: number)
    }
    return candidate
  }
}
