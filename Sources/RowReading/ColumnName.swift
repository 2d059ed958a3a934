/// The letters that spreadsheet programs show above a column.
package enum ColumnName {
  /// - Parameter column: counted from 0: `A`, … `Z`, `AA`, … `XFD` is 16,383.
  package static func letters(of column: Int) -> String {
    var letters: [Character] = []
    var rest = column
    repeat {
      letters.append(Character(Unicode.Scalar(UInt8(65 + rest % 26))))
      rest = rest / 26 - 1
    } while rest >= 0
    return String(letters.reversed())
  }
}
