import JobModel

/// Finds the number format that makes a date look as it looked to the operator.
struct DateLook {
  /// Excel's letters (ECMA-376 part 1, 18.8.31), but minutes are `M`, so that no context is needed, and `A` is AM/PM.
  private static let dates = [
    "yyyy-mm-dd", "yyyy/m/d", "yyyy/mm/dd", "m/d/yyyy", "mm/dd/yyyy", "m/d/yy", "mm/dd/yy", "mm-dd-yy", "d/m/yyyy",
    "dd/mm/yyyy", "d/m/yy", "dd/mm/yy", "d.m.yyyy", "dd.mm.yyyy", "dd.mm.yy", "dd-mm-yyyy", "yyyy年m月d日", "yyyy年mm月dd日",
    "m月d日", "yyyy年m月", "yyyy.mm.dd", "d-mmm-yy", "d-mmm", "mmm-yy", "dd mmm yyyy", "d mmm yyyy", "d mmmm yyyy",
    "mmm d, yyyy", "mmmm d, yyyy", "dd-mmm-yyyy", "yyyy-mm", "yyyy",
  ]
  private static let clocks = ["h:MM", "hh:MM", "h:MM:ss", "hh:MM:ss", "h:MM A", "h:MM:ss A"]
  private static let durations = ["[h]:MM:ss", "[h]:MM"]

  /// Patterns found lately, with Excel's form of them: a column mostly has one.
  private var recent: [(pattern: [UInt8], excel: String)] = []
  private var misses = 0
  private var text: [UInt8] = []

  /// Excel's format for a cell.
  mutating func format(for moment: ExcelTime.Moment, displayed: String) -> String {
    for known in recent where looks(moment, like: displayed, by: known.pattern) { return known.excel }
    // Where guesses keep failing, a million cells must not pay for them.
    if misses < 200 {
      for pattern in Self.candidates(for: moment) where looks(moment, like: displayed, by: Array(pattern.utf8)) {
        recent.append((Array(pattern.utf8), Self.excel(pattern)))
        if recent.count > 6 { recent.removeFirst() }
        return Self.excel(pattern)
      }
    }
    misses += 1
    return Self.usual(for: moment)
  }

  private static func usual(for moment: ExcelTime.Moment) -> String {
    switch (moment.date != nil, moment.seconds != nil) {
    case (true, true): "yyyy-mm-dd hh:mm:ss"
    case (true, false): "yyyy-mm-dd"
    default: moment.isDuration ? "[h]:mm:ss" : "hh:mm:ss"
    }
  }

  private mutating func looks(_ moment: ExcelTime.Moment, like displayed: String, by pattern: [UInt8]) -> Bool {
    text.removeAll(keepingCapacity: true)
    return Self.render(pattern, moment, into: &text) && displayed.utf8.elementsEqual(text)
  }

  private static func candidates(for moment: ExcelTime.Moment) -> [String] {
    if moment.isDuration { return durations }
    guard moment.date != nil else { return clocks + durations }
    return dates + dates.flatMap { date in clocks.map { "\(date) \($0)" } }
  }

  /// Appends the text a pattern gives.
  ///
  /// - Returns: `false` where it asks for what the moment does not have.
  private static func render(_ pattern: [UInt8], _ moment: ExcelTime.Moment, into text: inout [UInt8]) -> Bool {
    let seconds = Int((moment.seconds ?? 0).rounded())
    let hours = seconds / 3600
    let isTwelve = pattern.last == UInt8(ascii: "A")
    var index = 0
    while index < pattern.count {
      let letter = pattern[index]
      var count = 1
      while index + count < pattern.count && pattern[index + count] == letter { count += 1 }
      index += count
      switch letter {
      case UInt8(ascii: "y"), UInt8(ascii: "m"), UInt8(ascii: "d"):
        guard let date = moment.date else { return false }
        append(date, letter, count, to: &text)
      case UInt8(ascii: "h"): append(isTwelve ? (hours + 11) % 12 + 1 : hours, count, to: &text)
      case UInt8(ascii: "M"): append(seconds / 60 % 60, count, to: &text)
      case UInt8(ascii: "s"): append(seconds % 60, count, to: &text)
      case UInt8(ascii: "A"): text += hours < 12 ? "AM".utf8 : "PM".utf8
      case UInt8(ascii: "["), UInt8(ascii: "]"): break
      default: for _ in 0..<count { text.append(letter) }
      }
    }
    return true
  }

  private static func append(_ date: CivilDate, _ letter: UInt8, _ count: Int, to text: inout [UInt8]) {
    switch (letter, count) {
    case (UInt8(ascii: "y"), 4): append(date.year, 4, to: &text)
    case (UInt8(ascii: "y"), _): append(date.year % 100, 2, to: &text)
    case (UInt8(ascii: "m"), 3): text += months[date.month - 1].utf8.prefix(3)
    case (UInt8(ascii: "m"), 4): text += months[date.month - 1].utf8
    case (UInt8(ascii: "m"), _): append(date.month, count, to: &text)
    default: append(date.day, count, to: &text)
    }
  }

  private static func append(_ value: Int, _ width: Int, to text: inout [UInt8]) {
    var unit = 1
    var digits = 1
    while digits < width || value / unit >= 10 {
      unit *= 10
      digits += 1
    }
    while unit > 0 {
      text.append(UInt8(ascii: "0") + UInt8(value / unit % 10))
      unit /= 10
    }
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]

  private static func excel(_ pattern: String) -> String {
    var format = ""
    for character in pattern {
      switch character {
      case "M": format += "m"
      case "A": format += "AM/PM"
      case _ where character.isASCII: format.append(character)
      default: format += "\"\(character)\""
      }
    }
    return format
  }
}
