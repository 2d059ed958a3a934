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

  /// The pictures in some of the sheet's columns, below a row. Blocks on the file.
  ///
  /// - Parameters:
  ///   - columns: from 0 (A).
  ///   - header: pictures above and beside it are no rows' pictures.
  /// - Throws: `ReadingError` where the parts that say where pictures are cannot be read, or there are too many.
  package func pictures(
    in columns: Set<Int>, below header: Int, limits: CellPictureLimits = CellPictureLimits()
  ) throws -> SheetPictures {
    try PictureFinder(workbook, sheet: sheet.name, part: part, limits: limits).find(in: columns, below: header)
  }
}
