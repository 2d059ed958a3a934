import CLibXlsxWriter

/// The sheet with settings of the job, and one value for all rows of each column.
struct FillInSettingsSheet {
  private let form: FillInForm
  private let text: FillInText
  private let file: WorkbookFile
  private let sheet: WorkbookFile.Sheet
  private var row: UInt32 = 0

  init(_ form: FillInForm, _ text: FillInText, _ file: WorkbookFile) throws(ResultsError) {
    self.form = form
    self.text = text
    self.file = file
    sheet = try file.addSheet(text.settingsSheet)
  }

  mutating func write(_ lists: inout FillInLists) throws(ResultsError) {
    for (column, width) in [28.0, 30, 80].enumerated() {
      try file.check(
        worksheet_set_column(sheet, UInt16(column), UInt16(column), width, try file.format(.guardedText)),
        "setting a column's width")
    }
    try file.check(worksheet_set_row(sheet, 0, 24, nil), "setting the header's height")
    for (column, title) in [text.key, text.value, text.meaning].enumerated() {
      try file.put(title, sheet, 0, column, .inputHeader)
    }
    for setting in form.settings {
      try line(setting.key, setting.help)
      guard !setting.choices.isEmpty else { continue }
      try addList(setting.choices, title: setting.key, &lists)
    }
    row += 1
    for column in form.columns {
      try line(column.title, text.sameForAll)
      if !column.choices.isEmpty, column.kind != .list, !column.takesOthers {
        try addList(column.choices, title: column.title, &lists)
      }
    }
    worksheet_freeze_panes(sheet, 1, 0)
    worksheet_set_landscape(sheet)
    worksheet_set_paper(sheet, 9)
    worksheet_fit_to_pages(sheet, 1, 0)
  }

  private mutating func line(_ key: String, _ meaning: String) throws(ResultsError) {
    row += 1
    try file.put(key, sheet, row, 0, .label)
    try file.check(worksheet_write_blank(sheet, row, 1, try file.format(.entry)), "marking a cell to fill in")
    try file.put(meaning, sheet, row, 2, .plain)
  }

  private func addList(_ choices: [String], title: String, _ lists: inout FillInLists) throws(ResultsError) {
    let rule = FillInLists.Rule(title: title, choices: choices, kind: .choice)
    try lists.apply(rule, to: FillInLists.Range(firstRow: row, lastRow: row, column: 1), of: sheet)
  }
}
