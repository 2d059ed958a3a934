/// The letters by which spreadsheet programs name columns.
package enum ColumnLetters {
  /// - Parameter column: from 0: 0 is `A`, 26 is `AA`.
  package static func of(_ column: Int) -> String {
    var letters = ""
    var rest = column + 1
    while rest > 0 {
      letters = String(UnicodeScalar(UInt8(ascii: "A") + UInt8((rest - 1) % 26))) + letters
      rest = (rest - 1) / 26
    }
    return letters
  }
}
