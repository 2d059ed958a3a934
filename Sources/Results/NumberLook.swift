import JobModel

/// How a number is written so that it looks in the results as it looked to the operator.
enum NumberLook: Hashable {
  /// As a number in the General format.
  case general
  /// As a number with this Excel number format (ECMA-376 part 1, 18.8.31).
  case format(String)
  /// As the text the operator saw: no format of ours gives it, or a number would lose digits.
  case text

  /// Excel keeps and shows no more digits of a number.
  private static let significantDigits = 15

  init(of value: Double, displayed: String) {
    guard value.isFinite else {
      self = .text
      return
    }
    let shortest = CellValue.shortestText(of: value)
    self = displayed == shortest ? Self.exact(displayed) : Self.guess(value, displayed)
  }

  /// General shows at most 11 characters.
  private static func exact(_ text: String) -> NumberLook {
    let digits = text.utf8.drop { $0 == UInt8(ascii: "-") }
    if digits.count <= 11 || digits.contains(UInt8(ascii: "e")) { return .general }
    let parts = digits.split(separator: UInt8(ascii: "."))
    let significant = digits.drop { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: ".") }.count - (parts.count - 1)
    guard significant <= significantDigits else { return .text }
    return .format(parts.count == 1 ? "0" : "0." + String(repeating: "0", count: parts[1].count))
  }

  private static func guess(_ value: Double, _ displayed: String) -> NumberLook {
    if displayed.isEmpty { return .format(";;;") }
    guard let parts = DisplayedNumber(displayed), parts.digits <= significantDigits,
      parts.isClose(to: value), let format = parts.format
    else { return .text }
    return .format(format)
  }
}

/// A number as it is displayed, taken apart: `($1,234.50)`, `15%`, `1.5E+10`, `12.00元`.
private struct DisplayedNumber {
  var prefix: String
  var whole: Substring
  var fraction: Substring
  /// Digits of the exponent, and its value.
  var exponent: (digits: Int, value: Int)?
  var suffix: String
  var isGrouped: Bool

  init?(_ text: String) {
    guard let start = text.firstIndex(where: \.isASCIIDigit) else { return nil }
    prefix = String(text[..<start])
    var rest = text[start...]
    let run = rest.prefix { $0.isASCIIDigit || $0 == "," || $0 == "." }
    rest = rest.dropFirst(run.count)
    let parts = run.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let first = parts.first else { return nil }
    isGrouped = first.contains(",")
    whole = Substring(first.filter { $0 != "," })
    fraction = parts.count == 2 ? parts[1] : ""
    guard fraction.allSatisfy(\.isASCIIDigit) else { return nil }
    exponent = nil
    if rest.first == "E" {
      let digits = rest.dropFirst(2).prefix { $0.isASCIIDigit }
      guard let sign = rest.dropFirst().first, sign == "+" || sign == "-", let power = Int(digits) else { return nil }
      exponent = (digits.count, sign == "-" ? -power : power)
      rest = rest.dropFirst(2 + digits.count)
    }
    suffix = String(rest)
    guard !suffix.contains(where: \.isASCIIDigit), prefix.count + suffix.count <= 40 else { return nil }
  }

  var digits: Int { whole.count + fraction.count }

  private var isNegative: Bool { prefix.contains("-") || isParenthesised }
  private var isParenthesised: Bool { prefix.hasPrefix("(") && suffix.hasSuffix(")") }

  /// Whether this is `value`, rounded to the digits shown.
  func isClose(to value: Double) -> Bool {
    guard var shown = Double("\(whole).\(fraction.isEmpty ? "0" : fraction)") else { return false }
    var unit = 1.0
    for _ in fraction { unit /= 10 }
    if let exponent {
      for _ in 0..<min(400, abs(exponent.value)) {
        shown = exponent.value < 0 ? shown / 10 : shown * 10
        unit = exponent.value < 0 ? unit / 10 : unit * 10
      }
    }
    let scaled = suffix.contains("%") ? abs(value) * 100 : abs(value)
    return (value < 0) == (isNegative && value != 0) && abs(shown - scaled) <= unit * 0.500_001 + scaled * 1e-12
  }

  var format: String? {
    var core = isGrouped ? "#,##0" : String(repeating: "0", count: whole.hasPrefix("0") ? whole.count : 1)
    if !fraction.isEmpty { core += "." + String(repeating: "0", count: fraction.count) }
    if let exponent { core += "E+" + String(repeating: "0", count: exponent.digits) }
    if isParenthesised {
      guard let before = Self.literal(prefix.dropFirst()), let after = Self.literal(suffix.dropLast())
      else { return nil }
      return "\(before)\(core)\(after);(\(before)\(core)\(after))"
    }
    guard let before = Self.literal(prefix.filter { $0 != "-" }), let after = Self.literal(suffix) else { return nil }
    return before + core + after
  }

  /// Quoted, so that no letter of it means anything in a format; `%` keeps its meaning.
  private static func literal(_ text: some StringProtocol) -> String? {
    guard !text.contains("\""), !text.contains("\\"), !text.contains(where: \.isNewline) else { return nil }
    let parts = text.split(separator: "%", omittingEmptySubsequences: false)
    return parts.map { $0.isEmpty ? "" : "\"\($0)\"" }.joined(separator: "%")
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { "0" <= self && self <= "9" && isASCII }
}
