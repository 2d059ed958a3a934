/// The rows of one worksheet.
package struct SheetRows: RowSource {
  private let workbook: Workbook
  private let sheet: WorkbookSheet
  private let part: String

  init(_ workbook: Workbook, _ sheet: WorkbookSheet, part: String) {
    self.workbook = workbook
    self.sheet = sheet
    self.part = part
  }

  package var sheetName: String? { sheet.name }

  /// Reads the rows once, in ascending order of their numbers; rows without a value are left out. Blocks on the file.
  package func readRows(_ body: (any SheetRow) throws -> ReadingStep) throws {
    try workbook.readRows(of: sheet, part: part, body)
  }
}
