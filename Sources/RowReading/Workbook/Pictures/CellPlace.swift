import JobModel

/// A cell's place in a sheet.
package struct CellPlace: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// From 1.
  package var row: Int
  /// From 0 (A).
  package var column: Int

  package init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }

  /// Such as `B7`.
  package var description: String { ColumnLetters.of(column) + String(row) }

  package static func < (left: CellPlace, right: CellPlace) -> Bool {
    (left.row, left.column) < (right.row, right.column)
  }
}
