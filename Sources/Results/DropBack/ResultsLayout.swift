/// What a results workbook says of itself, so that it can be dropped back: its job, and what each of its columns is.
///
/// It stands on a hidden sheet, because people rename, move and add columns, and spreadsheet programs keep hidden sheets
/// as they are; document properties are too short for it.
package struct ResultsLayout: Hashable, Sendable {
  package enum Kind: String, Sendable {
    /// One of the operator's.
    case input
    case status, mark, output, preview, row, attempts, seconds, cost, carried, error, key
  }

  package struct Column: Hashable, Sendable {
    package var kind: Kind
    /// The header as it was written.
    package var title: String

    package init(_ kind: Kind, _ title: String) {
      self.kind = kind
      self.title = title
    }
  }

  /// A value that Settings gave for an input column, which the rows do not hold.
  package struct Value: Hashable, Sendable {
    package var name: String
    package var value: String

    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  package var workflow: String?
  package var preset: String?
  package var values: [Value]
  /// From the left.
  package var columns: [Column]

  package init(workflow: String? = nil, preset: String? = nil, values: [Value] = [], columns: [Column]) {
    self.workflow = workflow
    self.preset = preset
    self.values = values
    self.columns = columns
  }

  /// Of the hidden sheet. Where the operator has a sheet of that name, a number follows.
  package static let sheetName = "rowspool"

  /// The custom properties of the workbook: the job whose results it holds, and its preset.
  package static let jobProperty = "rowspool job"
  package static let presetProperty = "rowspool preset"

  private static let mark = "rowspool results 1"
}

// MARK: - Rows of the hidden sheet

extension ResultsLayout {
  package var rows: [[String]] {
    var rows = [[Self.mark]]
    if let workflow { rows.append(["workflow", workflow]) }
    if let preset { rows.append(["preset", preset]) }
    rows += values.map { ["value", $0.name, $0.value] }
    return rows + columns.map { ["column", $0.kind.rawValue, $0.title] }
  }

  /// - Parameter rows: the texts of the sheet's cells.
  /// - Returns: `nil` where the sheet is another one.
  package init?(rows: [[String]]) {
    guard rows.first?.first == Self.mark else { return nil }
    self.init(columns: [])
    for row in rows.dropFirst() {
      let texts = row + [String](repeating: "", count: max(0, 3 - row.count))
      switch texts[0] {
      case "workflow": workflow = texts[1]
      case "preset": preset = texts[1]
      case "value": values.append(Value(name: texts[1], value: texts[2]))
      case "column": columns.append(Column(Kind(rawValue: texts[1]) ?? .input, texts[2]))
      default: break
      }
    }
  }
}
