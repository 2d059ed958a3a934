extension DrawnPicture {
  /// The cell that the picture belongs to: the one of its upper left corner, unless it covers more of the next one and
  /// only a strip of that one. People drop pictures a little above or left of the cell they mean; and a picture that is
  /// larger than its row belongs to the row where it begins.
  func cell(_ sizes: SheetSizes) -> CellPlace? {
    let row = Self.place(
      from.row, to: to?.row, length: height, size: sizes.height(ofRow: from.row.index),
      next: sizes.height(ofRow: from.row.index + 1))
    let column = Self.place(
      from.column, to: to?.column, length: width, size: sizes.width(ofColumn: from.column.index),
      next: sizes.width(ofColumn: from.column.index + 1))
    guard row < Self.mostRows, column < Self.mostColumns else { return nil }
    return CellPlace(row: row + 1, column: column)
  }

  private static let mostRows = 1_048_576
  private static let mostColumns = 16_384

  /// - Parameters:
  ///   - length: of the picture in this direction; 0 where it is not known.
  ///   - size: of the first row or column.
  ///   - next: of the one after it.
  private static func place(
    _ from: DrawingCorner.Edge, to: DrawingCorner.Edge?, length: Int, size: Int, next: Int
  ) -> Int {
    let first = max(0, size - from.offset)
    let second: Int
    var endsInSecond = false
    if let to {
      guard to.index > from.index else { return from.index }
      endsInSecond = to.index == from.index + 1
      second = endsInSecond ? min(to.offset, next) : next
    } else {
      guard length > first else { return from.index }
      endsInSecond = length <= first + next
      second = min(length - first, next)
    }
    let isStrip = endsInSecond || first * 3 < size
    return second > first && isStrip ? from.index + 1 : from.index
  }
}
