import CLibXlsxWriter
import JobModel

extension DataSheet {
  /// Sets what depends on all rows: widths, filter.
  mutating func finish() throws(ResultsError) {
    try file.checkRows(of: sheet)
    for (index, column) in columns.enumerated() {
      switch column {
      case .thumbnail: widths.set((Self.thumbnailBox.width + 2 * Self.thumbnailBox.margin - 5) / 7, of: index)
      case .error: widths.set(widths.hasSome(index) ? Self.errorWidth : 24, of: index)
      default: widths.set(widths.width(of: index, header: headers[index]), of: index)
      }
      try setWidth(of: index, isHidden: column == .key)
    }
    let lastRow = max(1, nextRow - 1)
    // The hidden column of keys too: whoever sorts by the filter must not tear the rows from their keys.
    try check(worksheet_autofilter(sheet, 0, 0, lastRow, UInt16(columns.count - 1)), 0)
    try offerToRunAgain(lastRow: lastRow)
    // No green corners on numbers that the operator wrote as text.
    let everything = "A1:" + ColumnLetters.of(columns.count - 1) + String(lastRow + 1)
    try check(worksheet_ignore_errors(sheet, UInt8(LXW_IGNORE_NUMBER_STORED_AS_TEXT.rawValue), everything), 0)
  }

  private func setWidth(of index: Int, isHidden: Bool) throws(ResultsError) {
    let column = UInt16(index)
    var options = lxw_row_col_options(hidden: isHidden ? 1 : 0, level: 0, collapsed: 0)
    try check(worksheet_set_column_opt(sheet, column, column, widths[index], nil, &options), index)
  }
}
