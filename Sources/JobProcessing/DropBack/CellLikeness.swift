import JobModel
import Results

/// Whether a cell of a results workbook holds what the earlier job read.
///
/// Spreadsheet programs write the same value in other ways: numbers in other formats or with the last digit off, dates
/// with a time of midnight, other line ends, blanks at the end. None of it is a change.
enum CellLikeness {
  static func alike(_ one: CellValue, _ other: CellValue) -> Bool {
    if one == other { return true }
    switch (one, other) {
    case (.number(let first, _), .number(let second, _)): return close(first, second)
    case (.date(let first, _), .date(let second, _)): return sameTime(first, second)
    case (.date(let iso, _), .number(let value, _)), (.number(let value, _), .date(let iso, _)):
      return serial(iso).map { abs($0 - value) < second } ?? false
    case (.boolean(let value), .number(let number, _)), (.number(let number, _), .boolean(let value)):
      return number == (value ? 1 : 0)
    default: return sameText(one, other)
    }
  }

  /// Whether `cell` is what a results workbook shows of a text too long for one cell: its beginning, and where the rest
  /// is.
  static func isCut(_ cell: CellValue, of whole: CellValue) -> Bool {
    guard case .text(let text) = cell, case .text(let long) = whole, long.utf16.count > mostUnits,
      text.utf16.count > mostUnits - 1000, let mark = text.lastIndex(of: "…")
    else { return false }
    let (kept, full) = (normal(String(text[..<mark])), normal(long))
    return full.hasPrefix(kept)
  }

  /// UTF-16 units of a cell in Excel.
  private static let mostUnits = 32_767
  /// A second, and a little, as a part of a day.
  private static let second = 1.01 / 86_400

  /// Programs keep 15 digits.
  private static func close(_ first: Double, _ second: Double) -> Bool {
    abs(first - second) <= 1e-14 * max(abs(first), abs(second))
  }

  private static func serial(_ iso: String) -> Double? {
    ExcelTime.read(iso).flatMap { ExcelTime.serial(of: $0) }
  }

  private static func sameTime(_ first: String, _ second: String) -> Bool {
    guard let one = serial(first), let other = serial(second) else { return false }
    return abs(one - other) < self.second
  }

  /// A number, date or boolean may come back as the text it was shown as, and a text as the number that it looks like.
  private static func sameText(_ one: CellValue, _ other: CellValue) -> Bool {
    let (first, second) = (normal(one.displayed), normal(other.displayed))
    if first == second { return true }
    if case .boolean = one { return first.lowercased() == second.lowercased() }
    if case .boolean = other { return first.lowercased() == second.lowercased() }
    return normal(one.stored) == second || normal(other.stored) == first
      || samePlainNumber(one, second) || samePlainNumber(other, first)
  }

  /// `1.0` and 1 are the same, `007` and 7 are not: there zeros are lost.
  private static func samePlainNumber(_ cell: CellValue, _ text: String) -> Bool {
    guard case .number(let value, _) = cell, let first = text.utf8.first(where: { $0 != UInt8(ascii: "-") }),
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first), text.utf8.count <= 16,
      text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }),
      first != UInt8(ascii: "0") || text.hasPrefix("0.") || text.hasPrefix("-0.") || text == "0",
      let number = Double(text)
    else { return false }
    return number == value
  }

  /// One form of line ends, no blanks at the ends, none of the characters that a workbook cannot hold.
  private static func normal(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 <= 0x20 || $0 >= 0x7F }) else { return text }
    var scalars = String.UnicodeScalarView()
    var wasReturn = false
    for scalar in text.unicodeScalars {
      defer { wasReturn = scalar == "\r" }
      switch scalar {
      case "\r": scalars.append("\n")
      case "\n": if !wasReturn { scalars.append("\n") }
      case "\t": scalars.append(" ")
      case "\u{A0}": scalars.append(" ")
      case "\u{2400}", "\u{FFFD}", "\u{FFFE}", "\u{FFFF}", "\u{FEFF}": break
      case _ where scalar.value < 0x20 || scalar.value == 0x7F: break
      default: scalars.append(scalar)
      }
    }
    // Blanks before a line's end are lost by some programs too.
    let lines = String(scalars).split(separator: "\n", omittingEmptySubsequences: false).map { line in
      String(line.reversed().drop(while: \.isWhitespace).reversed())
    }
    return String(lines.joined(separator: "\n").drop(while: \.isWhitespace)).trimmingEnd()
  }
}

extension String {
  fileprivate func trimmingEnd() -> String {
    var text = Substring(self)
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
