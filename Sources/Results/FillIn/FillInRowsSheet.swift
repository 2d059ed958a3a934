import CLibXlsxWriter
import Glibc
import JobModel

/// The sheet that people fill in: a header, one example row, and rules for the rows below.
struct FillInRowsSheet {
  private let form: FillInForm
  private let columns: [FillInForm.Column]
  private let text: FillInText
  private let file: WorkbookFile
  private let sheet: WorkbookFile.Sheet

  /// The last row that rules hold for, from 0.
  private static let lastRow: UInt32 = 50_000

  init(_ form: FillInForm, _ text: FillInText, _ file: WorkbookFile, _ sheet: WorkbookFile.Sheet) {
    self.form = form
    columns = form.sheetColumns
    self.text = text
    self.file = file
    self.sheet = sheet
  }

  func write(_ lists: inout FillInLists) throws(ResultsError) {
    var widths = ColumnWidths(count: columns.count + 1)
    for (index, column) in columns.enumerated() {
      widths.see(example(of: column), in: index)
      widths.see(String(repeating: "0", count: 14), in: index)
    }
    widths.see(text.exampleMark, in: columns.count)
    try writeColumns(widths)
    try file.check(worksheet_set_row(sheet, 0, 32, nil), "setting the header's height")
    for (index, column) in columns.enumerated() {
      let header = column.isRequired ? "\(column.title) *" : column.title
      try file.put(header, sheet, 0, index, column.isRequired ? .resultHeader : .inputHeader)
    }
    try file.put(text.noteHeader, sheet, 0, columns.count, .inputHeader)
    for (index, column) in columns.enumerated() {
      try file.put(example(of: column), sheet, 1, index, .example)
    }
    try file.put(text.exampleMark, sheet, 1, columns.count, .example)
    for (index, column) in columns.enumerated() { try addRule(of: column, at: index, &lists) }
    worksheet_freeze_panes(sheet, 1, 0)
    worksheet_set_landscape(sheet)
    worksheet_set_paper(sheet, 9)
    worksheet_fit_to_pages(sheet, 1, 0)
    worksheet_repeat_rows(sheet, 0, 0)
  }

  /// Texts stay texts: an article number keeps its zeros.
  private func writeColumns(_ widths: ColumnWidths) throws(ResultsError) {
    for index in 0...columns.count {
      let column = index < columns.count ? columns[index] : nil
      let header = column.map { $0.isRequired ? "\($0.title) *" : $0.title } ?? text.noteHeader
      let format: WorkbookFile.Format? =
        switch column?.kind {
        case .integer, .number, .boolean: nil
        case .date: try file.format(number: "yyyy-mm-dd")
        default: try file.format(.guardedText)
        }
      let width = column?.kind == .paragraph ? 40 : max(12, widths.width(of: index, header: header))
      try file.check(
        worksheet_set_column(sheet, UInt16(index), UInt16(index), width, format), "setting a column's width")
    }
  }

  private func addRule(of column: FillInForm.Column, at index: Int, _ lists: inout FillInLists) throws(ResultsError) {
    var rule = FillInLists.Rule(title: column.title, message: message(of: column), kind: column.kind)
    rule.minimum = column.minimum
    rule.maximum = column.maximum
    rule.longest = column.longest
    rule.choices = column.kind == .boolean ? [text.yes, text.no] : column.choices
    rule.isStrict = column.kind != .list && !column.takesOthers
    try lists.apply(
      rule, to: FillInLists.Range(firstRow: 2, lastRow: Self.lastRow, column: index), of: sheet)
  }

  private func message(of column: FillInForm.Column) -> String {
    [
      column.help ?? text.kind(column), text.limits(column),
      column.standard.map { "\(text.ifEmpty): \($0)" } ?? "",
    ].filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private func example(of column: FillInForm.Column) -> String {
    if let standard = column.standard, !standard.isEmpty { return standard }
    if let choice = column.choices.first { return choice }
    switch column.kind {
    case .integer, .number: return CellText.plain((column.minimum ?? 1).rounded(.up))
    case .boolean: return text.yes
    case .date: return "2026-12-31"
    case .image: return text.of("cup.jpg")
    case .file: return text.of("note.pdf")
    case .url: return "https://example.com"
    case .json: return "{}"
    case .text, .paragraph, .choice, .list: return column.isRequired ? "…" : ""
    }
  }
}
