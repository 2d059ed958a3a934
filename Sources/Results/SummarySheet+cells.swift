import CLibXlsxWriter
import Glibc
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

  /// A time in the machine's own zone, as people there read it.
  mutating func fact(_ title: String, _ time: Timestamp?) throws(ResultsError) {
    guard let time else { return }
    var seconds = time_t(time.milliseconds / 1000)
    var local = tm()
    guard localtime_r(&seconds, &local) != nil else { return }
    let date = CivilDate(year: Int(local.tm_year) + 1900, month: Int(local.tm_mon) + 1, day: Int(local.tm_mday))
    let clock = Double(local.tm_hour * 3600 + local.tm_min * 60 + local.tm_sec)
    guard let serial = ExcelTime.serial(of: ExcelTime.Moment(date: date, seconds: clock)) else { return }
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
