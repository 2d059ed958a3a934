import JobModel

/// Dates as people type them, as ISO 8601.
enum DateText {
  enum Reading: Equatable {
    /// `2026-11-21` or `2026-11-21T09:35:12`.
    case date(String)
    /// Day and month may be either way round; the two days.
    case ambiguous(String, String)
    case none
  }

  static func read(_ text: String) -> Reading {
    if let plain = plainDate(text) { return plain }
    let text = FoldedText.halfWidth(text)
    let (day, time) = split(text)
    guard let suffix = time.isEmpty ? "" : clock(time) else { return .none }
    switch parts(of: day) {
    case .date(let iso): return .date(iso + suffix)
    case .ambiguous(let first, let second): return .ambiguous(first + suffix, second + suffix)
    case .none: return .none
    }
  }

  /// `2026-11-21`, read without making parts of it: sheets have a hundred thousand of these.
  private static func plainDate(_ text: String) -> Reading? {
    let bytes = text.utf8
    guard bytes.count == 10 else { return nil }
    var numbers = [0, 0, 0]
    var part = 0
    for (index, byte) in bytes.enumerated() {
      if index == 4 || index == 7 {
        guard byte == UInt8(ascii: "-") else { return nil }
        part += 1
      } else {
        guard (0x30...0x39).contains(byte) else { return nil }
        numbers[part] = numbers[part] * 10 + Int(byte - 0x30)
      }
    }
    return iso(numbers[0], numbers[1], numbers[2])
  }

  /// The day, and what follows the first space after it, a `T`, or `日`.
  private static func split(_ text: String) -> (Substring, Substring) {
    if let end = text.firstIndex(where: { $0 == "日" || $0 == "号" }) {
      let rest = text[text.index(after: end)...]
      return (text[...end], rest.drop { $0.isWhitespace })
    }
    let digits = text.filter(\.isNumber).count
    guard digits > 8, let gap = text.firstIndex(where: { $0 == "T" || $0 == "t" || $0 == " " }) else {
      return (text[...], "")
    }
    // In `21 Nov 2026 09:35` the clock is what follows the last space.
    if text[gap] == " ", let last = text.lastIndex(of: " "), text[last...].contains(":") {
      return (text[..<last], text[text.index(after: last)...])
    }
    return (text[..<gap], text[text.index(after: gap)...])
  }

  private static func parts(of text: Substring) -> Reading {
    let fields = text.split { !$0.isLetter && !$0.isNumber || "年月日号".contains($0) }.map(String.init)
    if fields.count == 1, let whole = fields.first, whole.utf8.count == 8, Int(whole) != nil {
      return iso(Int(whole.prefix(4)), Int(whole.dropFirst(4).prefix(2)), Int(whole.suffix(2)))
    }
    guard fields.count == 3 else { return .none }
    if let month = fields.firstIndex(where: { monthNumber($0) != nil }) {
      return named(fields, month)
    }
    let numbers = fields.compactMap { Int($0) }
    guard numbers.count == 3, numbers.allSatisfy({ $0 >= 0 }) else { return .none }
    if fields[0].utf8.count == 4 { return iso(numbers[0], numbers[1], numbers[2]) }
    guard fields[2].utf8.count == 4 else { return .none }
    return yearLast(numbers, isPointed: text.contains("."))
  }

  /// With points the day is first; with slashes or dashes either may be.
  private static func yearLast(_ numbers: [Int], isPointed: Bool) -> Reading {
    let dayFirst = iso(numbers[2], numbers[1], numbers[0])
    let monthFirst = iso(numbers[2], numbers[0], numbers[1])
    switch (dayFirst, monthFirst) {
    case (.date, _) where isPointed: return dayFirst
    case (.date(let first), .date(let second)) where first != second: return .ambiguous(first, second)
    case (.date, _): return dayFirst
    default: return monthFirst
    }
  }

  /// `21 Nov 2026`, `November 21, 2026`.
  private static func named(_ fields: [String], _ month: Int) -> Reading {
    let others = fields.enumerated().filter { $0.offset != month }.map(\.element)
    guard month < 2, let year = others.last, year.utf8.count == 4 else { return .none }
    let day = others[0].prefix { $0.isNumber }
    return iso(Int(year), monthNumber(fields[month]), Int(day))
  }

  private static func monthNumber(_ text: String) -> Int? {
    guard text.utf8.count >= 3 else { return nil }
    let text = text.lowercased()
    return months.firstIndex { $0.hasPrefix(text) }.map { $0 + 1 }
  }

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
  ]

  private static func iso(_ year: Int?, _ month: Int?, _ day: Int?) -> Reading {
    guard let year, let month, let day, (1000...9999).contains(year), (1...12).contains(month), (1...31).contains(day)
    else { return .none }
    let date = CivilDate(year: year, month: month, day: day)
    guard CivilDate(daysSinceEpoch: date.daysSinceEpoch) == date else { return .none }
    return .date("\(year)-\(padded(month))-\(padded(day))")
  }

  /// `T09:35:00` from `9:35`, `09:35:00`, `09:35:00.000Z`.
  private static func clock(_ text: Substring) -> String? {
    var text = text
    if text.last == "Z" || text.last == "z" { text.removeLast() }
    if let dot = text.firstIndex(of: ".") { text = text[..<dot] }
    let numbers = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) ?? -1 }
    guard numbers.count == 2 || numbers.count == 3, (0..<24).contains(numbers[0]),
      numbers.dropFirst().allSatisfy({ (0..<60).contains($0) })
    else { return nil }
    return "T\(padded(numbers[0])):\(padded(numbers[1])):\(padded(numbers.count == 3 ? numbers[2] : 0))"
  }

  private static func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
}
