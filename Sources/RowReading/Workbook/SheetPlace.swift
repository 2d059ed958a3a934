import JobModel

/// A sheet in its file, for what is to be said about it.
struct SheetPlace {
  var file: String
  var sheet: String

  private var name: Message { "The sheet “\(sheet)” of “\(file)”" }

  func tooManyRows(row: Int, limit: Int) -> ReadingError {
    ReadingError(
      "too-many-rows",
      "\(name) has a row \(row); \(limit) rows are the most. Split it into several workbooks.")
  }

  func tooManyColumns(row: Int, column: Int, limit: Int) -> ReadingError {
    let cell = ColumnLetters.of(column) + String(row)
    let last = ColumnLetters.of(limit - 1)
    return ReadingError(
      "too-many-columns",
      "\(name) has a cell \(cell); column \(last) is the last one allowed. Remove what is beyond it.")
  }

  func tooManyCells(limit: Int) -> ReadingError {
    ReadingError(
      "too-many-cells", "\(name) has more than \(limit) cells. Delete empty formatted rows, or split the workbook.")
  }

  func textTooLong(row: Int, column: Int, limit: Int) -> ReadingError {
    let cell = ColumnLetters.of(column) + String(row)
    return ReadingError(
      "cell-too-long", "\(name): the text in cell \(cell) is longer than \(limit) characters. Shorten it.")
  }

  func rowTooLarge(row: Int) -> ReadingError {
    ReadingError("row-too-large", "\(name): row \(row) holds more text than can be read at once. Shorten it.")
  }

  func rowsOutOfOrder(row: Int) -> ReadingError {
    ReadingError(
      "rows-out-of-order",
      """
      \(name) does not have its rows in order (row \(row) comes too late). Open it in Excel, save it again, \
      and drop it again.
      """)
  }
}
