import CLibXlsxWriter
import JobModel

/// Writes an operator's cells into a sheet of a marked-up workbook, row after row, bad ones coloured and commented.
struct MarkedCells {
  let file: WorkbookFile
  let sheet: WorkbookFile.Sheet
  let text: MarkedText
  private var dates = DateLook()
  private var widths: ColumnWidths
  private var rowsSeen = 0

  /// Points of a line of text.
  private static let linePoints = 15.0
  private static let remarkWidth = 60.0

  init(_ sheet: WorkbookFile.Sheet, in file: WorkbookFile, columns: Int, _ text: MarkedText) {
    self.file = file
    self.sheet = sheet
    self.text = text
    widths = ColumnWidths(count: columns)
  }

  // MARK: Cells

  /// How the cells of a row look that have nothing wrong.
  enum Kind {
    case row
    /// One with something wrong, which is as high as what is said of it.
    case badRow
    case header
  }

  /// Writes the operator's cells of one row.
  ///
  /// - Parameters:
  ///   - place: the sheet's row, from 0.
  ///   - bad: columns with something wrong.
  /// - Returns: columns whose text was too long and is cut.
  mutating func write(_ cells: [CellValue], at place: UInt32, bad: Set<Int>, as kind: Kind) throws(ResultsError)
    -> [Int]
  {
    rowsSeen += 1
    var cut: [Int] = []
    for column in 0..<max(cells.count, (bad.max() ?? -1) + 1) {
      let cell = column < cells.count ? cells[column] : .empty
      if try write(cell, place, column, isBad: bad.contains(column), kind) { cut.append(column) }
    }
    if place % 256 == 255 { try file.checkRows(of: sheet) }
    return cut
  }

  /// - Returns: whether a text was cut.
  private mutating func write(
    _ cell: CellValue, _ place: UInt32, _ column: Int, isBad: Bool, _ kind: Kind
  ) throws(ResultsError) -> Bool {
    switch CellLook(cell, dates: &dates) {
    case .nothing:
      guard isBad else { return false }
      try check(worksheet_write_blank(sheet, place, UInt16(column), try style(isBad, kind)), place)
    case .text(let content): return try write(content, place, column, isBad: isBad, kind)
    case .boolean(let value):
      let format = try style(isBad, kind)
      try check(worksheet_write_boolean(sheet, place, UInt16(column), value ? 1 : 0, format), place)
    case .number(let value, let number, let shown):
      see(shown ?? CellValue.shortestText(of: value), column)
      let format =
        number == nil ? try style(isBad, kind) : try file.format(isBad ? .problem : .plain, number: number)
      try check(worksheet_write_number(sheet, place, UInt16(column), value, format), place)
    }
    return false
  }

  /// Always as a string, whatever it begins with.
  private mutating func write(
    _ content: String, _ place: UInt32, _ column: Int, isBad: Bool, _ kind: Kind
  ) throws(ResultsError) -> Bool {
    let cut = CellText.cut(content, pointer: "…")
    let fitting = cut ?? CellText.escaped(content)
    see(fitting, column)
    var format = try style(isBad, kind)
    if kind != .header, CellText.isGuarded(fitting) { format = try file.format(isBad ? .problem : .plain, number: "@") }
    try check(worksheet_write_string(sheet, place, UInt16(column), fitting, format), place)
    return cut != nil
  }

  /// `nil` where a cell needs none.
  private func style(_ isBad: Bool, _ kind: Kind) throws(ResultsError) -> WorkbookFile.Format? {
    switch kind {
    case .header: try file.format(isBad ? .problemHeader : .inputHeader)
    case _ where isBad: try file.format(.problem)
    case .badRow: try file.format(.plain)
    case .row: nil
    }
  }

  private mutating func see(_ content: String, _ column: Int) {
    if rowsSeen <= ColumnWidths.rowsLookedAt { widths.see(content, in: column) }
  }

  // MARK: Words of ours

  /// What is wrong with a row, in the column of remarks.
  func write(remark: String, at place: UInt32, _ column: Int) throws(ResultsError) {
    let lines = ColumnWidths.lines(of: remark, in: Self.remarkWidth)
    let breaks = remark.utf8.count { $0 == UInt8(ascii: "\n") }
    let height = Self.linePoints * min(max(1, lines) + Double(breaks), 12)
    if height > Self.linePoints { try check(worksheet_set_row(sheet, place, height, nil), place) }
    try file.put(remark, sheet, place, column, .wrapped)
  }

  /// A comment that shows when the pointer rests on the cell.
  func write(comment: String, at place: UInt32, _ column: Int) throws(ResultsError) {
    let width = 260.0
    let lines = (ColumnWidths.width(of: comment, upTo: 2_000) / 38).rounded(.up) + 1
    var options = lxw_comment_options()
    options.width = UInt16(width)
    options.height = UInt16(min(24 + 16 * lines, 400))
    options.color = 0xFFF8E1
    options.font_size = 9
    try check(
      worksheet_write_comment_opt(sheet, place, UInt16(column), CellText.escaped(comment.prefix(2_000)), &options),
      place)
  }

  // MARK: The end

  /// Sets what depends on all rows.
  ///
  /// - Parameters:
  ///   - remarks: the column of remarks, if there is one.
  ///   - headers: titles by column.
  mutating func finish(remarks: Int?, headers: [String]) throws(ResultsError) {
    try file.checkRows(of: sheet)
    for column in 0..<widths.count {
      let header = column < headers.count ? headers[column] : ""
      let width = column == remarks ? Self.remarkWidth : widths.width(of: column, header: header)
      try check(worksheet_set_column(sheet, UInt16(column), UInt16(column), width, nil), 0)
    }
    worksheet_set_landscape(sheet)
    worksheet_set_paper(sheet, 9)
    worksheet_fit_to_pages(sheet, 1, 0)
    guard widths.count > 0 else { return }
    let everything = "A1:" + ColumnLetters.of(widths.count - 1) + "1048576"
    try check(worksheet_ignore_errors(sheet, UInt8(LXW_IGNORE_NUMBER_STORED_AS_TEXT.rawValue), everything), 0)
  }

  private func check(_ error: lxw_error, _ place: UInt32) throws(ResultsError) {
    if error != LXW_NO_ERROR { try file.check(error, "row \(place + 1)") }
  }
}
