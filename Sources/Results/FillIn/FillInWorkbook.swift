import CLibXlsxWriter
import Glibc
package import SystemPackage

/// Writes a workbook to fill in: the sheet with the rows, the Settings sheet, and a guide.
///
/// Calls block and write files; the same rules as for `ResultsWorkbookWriter`.
package struct FillInWorkbook {
  private let form: FillInForm
  private let text: FillInText
  private let file: WorkbookFile

  /// - Parameters:
  ///   - path: a temporary name; it is neither synced nor renamed here.
  ///   - temporary: the folder for row data.
  /// - Throws: `ResultsError`.
  package static func write(_ form: FillInForm, to path: FilePath, temporary: FilePath) throws(ResultsError) {
    let file = try WorkbookFile(path, temporary: temporary)
    let workbook = FillInWorkbook(form: form, text: FillInText(language: form.language), file: file)
    try workbook.writeSheets()
    try file.close()
  }

  private func writeSheets() throws(ResultsError) {
    try file.setProperties(
      title: form.title, subject: form.workflow,
      custom: [(FillInForm.workflowProperty, form.workflow), (FillInForm.versionProperty, form.version)]
        + form.columnProperties)
    let rows = try file.addSheet(text.rowsSheet)
    var settings = try FillInSettingsSheet(form, text, file)
    var guide = try FillInGuideSheet(form, text, file)
    var lists = FillInLists(text, file)
    try FillInRowsSheet(form, text, file, rows).write(&lists)
    try settings.write(&lists)
    try guide.write()
    for sheet in file.sheets { try file.checkRows(of: sheet) }
  }
}

extension WorkbookFile {
  func put(_ value: String, _ sheet: Sheet, _ row: UInt32, _ column: Int, _ style: CellStyle) throws(ResultsError) {
    let written = CellText.escaped(value.prefix(8_000))
    try check(
      worksheet_write_string(sheet, row, UInt16(column), written, try format(style)), "writing a cell")
  }
}
