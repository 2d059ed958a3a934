import CLibXlsxWriter
import Glibc
import JobModel

/// Writes the Summary sheet: what the job was, how many rows ended how, and why rows failed.
struct SummarySheet {
  let file: WorkbookFile
  let text: ResultsText
  let sheet: WorkbookFile.Sheet
  private let name: String
  var row: UInt32 = 0

  init(named name: String, in file: WorkbookFile, _ text: ResultsText) throws(ResultsError) {
    self.file = file
    self.text = text
    self.name = name
    sheet = try file.addSheet(name)
    worksheet_gridlines(sheet, UInt8(LXW_HIDE_ALL_GRIDLINES.rawValue))
    worksheet_set_landscape(sheet)
    worksheet_set_paper(sheet, 9)
    worksheet_fit_to_pages(sheet, 1, 0)
    for (column, width) in [44.0, 20, 10, 30].enumerated() {
      try check(worksheet_set_column(sheet, UInt16(column), UInt16(column), width, nil))
    }
  }

  mutating func write(_ table: ResultsTable, _ tally: ResultsTally, notes: [String]) throws(ResultsError) {
    try check(worksheet_set_row(sheet, row, 28, nil))
    try put(text.summaryTitle(table.jobName), 0, .title)
    row += 1
    if table.facts.finished == nil { try line(text.soFar) }
    row += 1
    try writeFacts(table)
    row += 1
    try writeCounts(tally)
    row += 1
    try writeTotals(tally)
    if !notes.isEmpty {
      row += 1
      try heading([text.notes, "", "", ""])
      for note in notes { try line(note) }
    }
    if !tally.causes.byCount.isEmpty { try writeCauses(tally) }
    try file.checkRows(of: sheet)
  }

  private mutating func writeFacts(_ table: ResultsTable) throws(ResultsError) {
    let facts = table.facts
    try fact(text.workflow, table.workflowTitle)
    try fact(text.job, facts.jobID)
    try fact(text.submitter, facts.submitter)
    try fact(text.submitted, facts.submitted)
    try fact(text.started, facts.started)
    try fact(text.finished, facts.finished)
    if let time = facts.finished ?? facts.started ?? facts.submitted {
      try fact(text.timeZone, LocalTime.zone(at: time))
    }
    if let started = facts.started, let finished = facts.finished {
      try number(text.duration, started.duration(to: finished).inSeconds / 86_400, format: "[h]:mm:ss")
    }
  }

  private mutating func writeCounts(_ tally: ResultsTally) throws(ResultsError) {
    try heading([text.status, text.rows, text.share])
    let first = row
    let states = ResultState.allCases.filter { tally.count(of: $0) > 0 }
    for state in states {
      let count = Double(tally.count(of: state))
      try put(text.title(of: state), 0, .status(state))
      try check(worksheet_write_number(sheet, row, 1, count, try file.format(.plain, number: "#,##0")))
      let share = count / Double(tally.rows)
      try check(worksheet_write_number(sheet, row, 2, share, try file.format(.plain, number: "0.0%")))
      row += 1
    }
    guard !states.isEmpty else { return }
    try addChart(states, first: first)
  }

  /// Bars, each with its name and its number: they can be read without their colours.
  private func addChart(_ states: [ResultState], first: UInt32) throws(ResultsError) {
    let chart = try file.addBarChart()
    guard let series = chart_add_series(chart, nil, nil) else {
      throw ResultsError(errno: ENOMEM, workbook: file.name, while: "adding the chart")
    }
    let last = first + UInt32(states.count) - 1
    chart_series_set_categories(series, name, first, 0, last, 0)
    chart_series_set_values(series, name, first, 1, last, 1)
    chart_series_set_labels(series)
    try colour(series, states)
    chart_set_series_gap(chart, 60)
    chart_title_set_name(chart, text.rowsByState)
    chart_legend_set_position(chart, UInt8(LXW_CHART_LEGEND_NONE.rawValue))
    // The first state on top, as in the table.
    chart_axis_set_reverse(chart.pointee.y_axis)
    chart_axis_major_gridlines_set_visible(chart.pointee.x_axis, 0)
    chart_axis_set_min(chart.pointee.x_axis, 0)
    var options = lxw_chart_options()
    options.x_scale = 1.1
    options.y_scale = min(1.4, 0.45 + 0.12 * Double(states.count))
    options.object_position = UInt8(LXW_OBJECT_MOVE_DONT_SIZE.rawValue)
    try check(worksheet_insert_chart_opt(sheet, 2, 5, chart, &options))
  }

  private func colour(_ series: UnsafeMutablePointer<lxw_chart_series>, _ states: [ResultState]) throws(ResultsError) {
    // The library copies fills and points.
    var fills = states.map { lxw_chart_fill(color: CellStyle.chartColour(of: $0), none: 0, transparency: 0) }
    let status = fills.withUnsafeMutableBufferPointer { fills in
      var points = fills.indices.map { index in
        lxw_chart_point(line: nil, fill: fills.baseAddress.map { $0 + index }, pattern: nil)
      }
      return points.withUnsafeMutableBufferPointer { points in
        var list: [UnsafeMutablePointer<lxw_chart_point>?] = points.indices.map { index in
          points.baseAddress.map { $0 + index }
        }
        list.append(nil)
        return chart_series_set_points(series, &list)
      }
    }
    try check(status)
  }

  private mutating func writeTotals(_ tally: ResultsTally) throws(ResultsError) {
    try number(text.rows, Double(tally.rows), format: "#,##0")
    try number(text.files, Double(tally.files), format: "#,##0")
    try number(text.totalAttempts, Double(tally.attempts), format: "#,##0")
    try number(text.totalSeconds, tally.seconds / 86_400, format: "[h]:mm:ss")
    if tally.rowsWithSeconds > 0 {
      try number(text.secondsPerRow, tally.seconds / Double(tally.rowsWithSeconds), format: "0.0")
    }
    if tally.cost > 0 { try number(text.totalCost, tally.cost, format: "0.00##") }
  }

  private mutating func writeCauses(_ tally: ResultsTally) throws(ResultsError) {
    row += 1
    try heading([text.causes, text.rows, "", text.firstRows])
    for cause in tally.causes.byCount {
      let rows = cause.firstRows.map(String.init).joined(separator: ", ")
      try setHeight(for: text.of(cause.message))
      try put(text.of(cause.message), 0, .note)
      try check(worksheet_write_number(sheet, row, 1, Double(cause.count), try file.format(.note, number: "#,##0")))
      try put(cause.count > cause.firstRows.count ? rows + " …" : rows, 3, .note)
      row += 1
    }
    if tally.causes.otherCauses > 0 { try number(text.otherCauses, Double(tally.causes.otherCauses), format: "#,##0") }
  }
}
