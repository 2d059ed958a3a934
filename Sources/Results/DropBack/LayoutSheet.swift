import CLibXlsxWriter
import JobModel

/// Writes the hidden sheet that says what the columns are.
struct LayoutSheet {
  /// - Parameter taken: names of sheets in lower case.
  static func write(_ layout: ResultsLayout, in file: WorkbookFile, taken: Set<String>) throws(ResultsError) {
    var name = ResultsLayout.sheetName
    while taken.contains(name.lowercased()) { name += " (2)" }
    let sheet = try file.addSheet(name)
    for (row, texts) in layout.rows.enumerated() {
      for (column, text) in texts.enumerated() {
        // A value too long for a cell is left out: half of it would be wrong.
        let fitting = CellText.cut(text, pointer: "") == nil ? CellText.escaped(text) : ""
        try file.check(
          worksheet_write_string(sheet, UInt32(row), UInt16(column), fitting, nil), "writing the hidden sheet")
      }
    }
    worksheet_hide(sheet)
    try file.checkRows(of: sheet)
  }
}

extension SheetColumn {
  func layout(in table: ResultsTable, _ text: ResultsText) -> ResultsLayout.Column {
    let kind: ResultsLayout.Kind =
      switch self {
      case .input: .input
      case .status: .status
      case .mark: .mark
      case .output: .output
      case .thumbnail: .preview
      case .row: .row
      case .attempts: .attempts
      case .seconds: .seconds
      case .cost: .cost
      case .carried: .carried
      case .error: .error
      case .key: .key
      }
    return ResultsLayout.Column(kind, header(in: table, text))
  }
}
