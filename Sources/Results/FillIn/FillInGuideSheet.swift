import CLibXlsxWriter

/// The sheet that says in words how to fill in the others.
struct FillInGuideSheet {
  private let form: FillInForm
  private let text: FillInText
  private let file: WorkbookFile
  private let sheet: WorkbookFile.Sheet
  private var row: UInt32 = 0

  init(_ form: FillInForm, _ text: FillInText, _ file: WorkbookFile) throws(ResultsError) {
    self.form = form
    self.text = text
    self.file = file
    sheet = try file.addSheet(text.guideSheet)
    worksheet_gridlines(sheet, UInt8(LXW_HIDE_ALL_GRIDLINES.rawValue))
  }

  mutating func write() throws(ResultsError) {
    for (column, width) in [26.0, 10, 44, 24, 60].enumerated() {
      try file.check(worksheet_set_column(sheet, UInt16(column), UInt16(column), width, nil), "setting a width")
    }
    try file.check(worksheet_set_row(sheet, row, 28, nil), "setting a height")
    try file.put(form.title, sheet, row, 0, .title)
    row += 1
    if let description = form.description {
      try file.put(description, sheet, row, 0, .plain)
      row += 1
    }
    row += 1
    for (number, step) in text.steps.enumerated() {
      try file.put("\(number + 1). \(step)", sheet, row, 0, .plain)
      row += 1
    }
    row += 1
    try writeTable()
    worksheet_set_landscape(sheet)
    worksheet_set_paper(sheet, 9)
    worksheet_fit_to_pages(sheet, 1, 0)
  }

  private mutating func writeTable() throws(ResultsError) {
    for (column, title) in [text.column, text.required, text.whatToEnter, text.ifEmpty, ""].enumerated() {
      try file.put(title, sheet, row, column, .inputHeader)
    }
    row += 1
    for column in form.sheetColumns {
      let what = [text.kind(column), text.limits(column)].filter { !$0.isEmpty }.joined(separator: "; ")
      let choices = column.choices.joined(separator: ", ")
      try file.put(column.title, sheet, row, 0, .tableLabel)
      try file.put(column.isRequired ? text.yes : text.no, sheet, row, 1, .note)
      try file.put(choices.isEmpty ? what : "\(what): \(choices)", sheet, row, 2, .note)
      try file.put(column.standard ?? "", sheet, row, 3, .note)
      try file.put(column.help ?? "", sheet, row, 4, .note)
      try file.check(worksheet_set_row(sheet, row, height(what, choices, column.help ?? ""), nil), "setting a height")
      row += 1
    }
  }

  /// Points: the library cannot measure wrapped text.
  private func height(_ what: String, _ choices: String, _ help: String) -> Double {
    let left = ColumnWidths.width(of: "\(what): \(choices)", upTo: 4000) / 42
    let right = ColumnWidths.width(of: help, upTo: 4000) / 58
    return 15 * max(1, max(left, right).rounded(.up)) + 3
  }
}
