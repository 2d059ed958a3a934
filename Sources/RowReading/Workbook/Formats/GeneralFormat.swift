/// The number format `General`: up to 11 characters with the decimal point, beyond that scientific with 6 digits.
///
/// The thresholds are those that Excel shows in a cell that is wide enough.
enum GeneralFormat {
  private static let width = 11

  static func text(of value: Double) -> String {
    guard value.isFinite else { return value.description }
    let digits = DecimalDigits(value)
    if digits.isZero { return "0" }
    return (value < 0 ? "-" : "") + text(of: digits)
  }

  private static func text(of digits: DecimalDigits) -> String {
    var digits = digits
    switch digits.exponent {
    case 0...10: digits.round(toSignificant: max(10, digits.exponent + 1))
    case -4...(-1): digits.round(toSignificant: 10 + digits.exponent)
    case -9...(-5):
      let plain = fixed(digits)
      return plain.utf8.count <= width ? plain : scientific(digits)
    default: return scientific(digits)
    }
    return digits.exponent > 10 ? scientific(digits) : fixed(digits)
  }

  private static func fixed(_ digits: DecimalDigits) -> String {
    let whole = digits.whole.isEmpty ? "0" : digits.whole.digitText
    return digits.fraction.isEmpty ? whole : whole + "." + digits.fraction.digitText
  }

  private static func scientific(_ digits: DecimalDigits) -> String {
    var digits = digits
    digits.round(toSignificant: 6)
    let rest = digits.digits.dropFirst()
    let exponent = String(abs(digits.exponent))
    return digits.digits.prefix(1).map { $0 }.digitText + (rest.isEmpty ? "" : "." + Array(rest).digitText)
      + (digits.exponent < 0 ? "E-" : "E+") + (exponent.utf8.count < 2 ? "0" : "") + exponent
  }
}
