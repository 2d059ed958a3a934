import CLibXlsxWriter
import JobModel

extension SummarySheet {
  func check(_ error: lxw_error) throws(ResultsError) {
    try file.check(error, "the Summary sheet, row \(row + 1)")
  }

  func put(_ string: String, _ column: UInt16, _ style: CellStyle) throws(ResultsError) {
    let fitting = CellText.cut(string, pointer: "…") ?? CellText.escaped(string)
    try check(worksheet_write_string(sheet, row, column, fitting, try file.format(style)))
  }

  mutating func line(_ string: String) throws(ResultsError) {
    try setHeight(for: string, width: 102)
    // Over the four columns that the tables take; one long line would run under the chart.
    try check(worksheet_merge_range(sheet, row, 0, row, 3, nil, try file.format(.note)))
    try put(string, 0, .note)
    row += 1
  }

  mutating func heading(_ titles: [String]) throws(ResultsError) {
    for (column, title) in titles.enumerated() { try put(title, UInt16(column), .resultHeader) }
    row += 1
  }

  mutating func fact(_ title: String, _ value: String?) throws(ResultsError) {
    guard let value, !value.isEmpty else { return }
    try put(title, 0, .label)
    try put(value, 1, .plain)
    row += 1
  }

  /// A time in the machine's own zone, which `writeFacts` names.
  mutating func fact(_ title: String, _ time: Timestamp?) throws(ResultsError) {
    guard let time else { return }
    let local = LocalTime.parts(of: time)
    let moment = ExcelTime.Moment(date: local.date, seconds: Double(local.seconds))
    guard let serial = ExcelTime.serial(of: moment) else { return }
    try number(title, serial, format: "yyyy-mm-dd hh:mm:ss")
  }

  mutating func number(_ title: String, _ value: Double, format: String) throws(ResultsError) {
    try put(title, 0, .label)
    try check(worksheet_write_number(sheet, row, 1, value, try file.format(.leading, number: format)))
    row += 1
  }

  /// Spreadsheet programs do not fit heights to merged cells, and LibreOffice not to all others.
  func setHeight(for string: String, width: Double = 42) throws(ResultsError) {
    let lines = (ColumnWidths.width(of: string, upTo: width * 8) / width).rounded(.up)
    if lines > 1 { try check(worksheet_set_row(sheet, row, 15 * lines, nil)) }
  }
}
