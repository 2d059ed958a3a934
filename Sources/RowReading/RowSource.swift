package import JobModel

/// Which text of a cell is wanted.
package enum ValueForm: String, Sendable, CaseIterable {
  /// What the operator sees: numbers and dates by their number format.
  case displayed
  /// What the file keeps: numbers in shortest round-trip form, dates in ISO 8601.
  case stored
}

/// One row of a sheet. Valid only during the call that hands it over: its memory is used again for the next row.
package protocol SheetRow {
  /// The physical row in the sheet, from 1.
  var number: Int { get }
  /// Cells up to the last used one; columns count from 0 (A).
  var count: Int { get }
  func value(at column: Int) -> CellValue
  /// Appends the UTF-8 text of a cell without making a `String`.
  func appendText(at column: Int, as form: ValueForm, to bytes: inout [UInt8])
}

/// Whether a reader goes on after a row.
package enum ReadingStep: Sendable {
  case next
  case stop
}

/// A table's rows as a stream, top to bottom. Rows without any cell may be left out: numbers tell the place.
package protocol RowSource {
  /// The sheet's name; `nil` for CSV files.
  var sheetName: String? { get }

  /// Reads the rows once, in ascending order of their numbers.
  ///
  /// - Throws: `ReadingError` where the file cannot be read on, and whatever `body` throws.
  func readRows(_ body: (any SheetRow) throws -> ReadingStep) throws
}
