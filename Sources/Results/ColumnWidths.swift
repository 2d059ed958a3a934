/// Column widths that suit the first rows, in Excel's unit: digits of the default font.
struct ColumnWidths {
  /// Later rows do not count: most of a sheet looks like its beginning.
  static let rowsLookedAt = 500

  private var widths: [Double]
  private let maximum: Double

  var count: Int { widths.count }

  init(count: Int, maximum: Double = 48) {
    widths = Array(repeating: 0, count: count)
    self.maximum = maximum
  }

  mutating func see(_ text: String, in column: Int) {
    guard widths[column] < maximum else { return }
    widths[column] = max(widths[column], Self.width(of: text, upTo: maximum))
  }

  mutating func set(_ width: Double, of column: Int) {
    widths[column] = width
  }

  subscript(column: Int) -> Double { widths[column] }

  /// Whether anything was seen in the column.
  func hasSome(_ column: Int) -> Bool { widths[column] > 0 }

  /// Room for the contents and a margin; a header gets wrapped, so it does not count in full.
  func width(of column: Int, header: String) -> Double {
    // The filter's button stands in the header.
    let headerWidth = min(Self.width(of: header, upTo: 40), 22) + 3
    return min(max(widths[column] + 1.5, headerWidth, 7), maximum)
  }

  /// The widest line. Chinese, Japanese and Korean characters and emoji are two digits wide.
  static func width(of text: String, upTo limit: Double) -> Double {
    var widest = 0.0
    var line = 0.0
    for scalar in text.unicodeScalars {
      if scalar == "\n" {
        widest = max(widest, line)
        line = 0
        continue
      }
      line += scalar.value >= 0x1100 ? 2 : scalar.properties.isUppercase ? 1.2 : 1
      if line >= limit { return limit }
    }
    return max(widest, line)
  }

  /// How many lines a text takes in a column, and hardly more than asked for. Some room is lost where words are broken.
  static func lines(of text: String, in width: Double, upTo most: Double = 8) -> Double {
    (Self.width(of: text, upTo: width * most) * 1.1 / width).rounded(.up)
  }
}
