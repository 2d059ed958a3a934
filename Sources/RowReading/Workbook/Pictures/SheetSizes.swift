/// The heights of a sheet's rows and the widths of its columns, in English Metric Units (914,400 an inch).
struct SheetSizes {
  /// Rows (from 1) whose heights are kept.
  var wantedRows: Set<Int> = []
  private var heights: [Int: Int] = [:]
  private var widths: [(columns: ClosedRange<Int>, width: Int)] = []
  // Excel's own: 15 points, and 64 pixels at 96 to the inch.
  private var height = 190_500
  private var width = 609_600

  private static let unitsPerPoint = 12_700.0
  /// Widths count digits of the standard font, which are 7 pixels wide in Excel's own (ECMA-376 part 1, 18.3.1.13).
  private static let unitsPerDigit = 7 * 9_525.0
  private static let mostRanges = 16_384
  /// Excel's rows are at most 409 points high and its columns 255 digits wide.
  private static let greatest = 2_000.0

  /// - Parameter row: from 0, as drawings count.
  func height(ofRow row: Int) -> Int { heights[row + 1] ?? height }

  func width(ofColumn column: Int) -> Int {
    widths.first { $0.columns.contains(column) }?.width ?? width
  }

  mutating func takeDefaults(_ attributes: XMLAttributes) {
    height = Self.units(attributes.text("defaultRowHeight"), Self.unitsPerPoint) ?? height
    if let given = Self.units(attributes.text("defaultColWidth"), Self.unitsPerDigit), given > 0 { width = given }
  }

  mutating func takeRow(_ row: Int, _ attributes: XMLAttributes) {
    guard wantedRows.contains(row), let given = Self.units(attributes.text("ht"), Self.unitsPerPoint) else { return }
    heights[row] = given
  }

  mutating func takeColumns(_ attributes: XMLAttributes) {
    guard widths.count < Self.mostRanges, let first = attributes["min"].flatMap(CellReference.integer),
      let last = attributes["max"].flatMap(CellReference.integer), first > 0, first <= last,
      let given = Self.units(attributes.text("width"), Self.unitsPerDigit)
    else { return }
    widths.append((first - 1...last - 1, given))
  }

  private static func units(_ text: String?, _ scale: Double) -> Int? {
    guard let text, let value = Double(text), value.isFinite, value >= 0 else { return nil }
    return Int(min(value, greatest) * scale)
  }
}
