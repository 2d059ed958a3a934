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

  /// Patterns found lately: a column mostly has one.
  private var recent: [String] = []
  private var misses = 0

  /// Excel's format for a cell.
  mutating func format(for moment: ExcelTime.Moment, displayed: String) -> String {
    Self.excel(pattern(for: moment, displayed: displayed))
  }

  private mutating func pattern(for moment: ExcelTime.Moment, displayed: String) -> String {
    if let known = recent.first(where: { Self.render($0, moment) == displayed }) { return known }
    // Where guesses keep failing, a million cells must not pay for them.
    if misses < 200, let found = Self.candidates(for: moment).first(where: { Self.render($0, moment) == displayed }) {
      recent.append(found)
      if recent.count > 6 { recent.removeFirst() }
      return found
    }
    misses += 1
    switch (moment.date != nil, moment.seconds != nil) {
    case (true, true): return "yyyy-mm-dd hh:MM:ss"
    case (true, false): return "yyyy-mm-dd"
    default: return moment.isDuration ? "[h]:MM:ss" : "hh:MM:ss"
    }
  }

  private static func candidates(for moment: ExcelTime.Moment) -> [String] {
    if moment.isDuration { return durations }
    guard moment.date != nil else { return clocks + durations }
    return dates + dates.flatMap { date in clocks.map { "\(date) \($0)" } }
  }

  /// The text a pattern gives; `nil` where it asks for what the moment does not have.
  static func render(_ pattern: String, _ moment: ExcelTime.Moment) -> String? {
    let seconds = Int((moment.seconds ?? 0).rounded())
    let hours = seconds / 3600
    var text = ""
    var rest = Substring(pattern)
    while let letter = rest.first {
      if rest.hasPrefix("[h]") {
        text += String(hours)
        rest = rest.dropFirst(3)
        continue
      }
      let run = rest.prefix { $0 == letter }
      rest = rest.dropFirst(run.count)
      let isTwelve = pattern.contains("A")
      switch letter {
      case "y", "m", "d":
        guard let date = moment.date else { return nil }
        text += part(of: date, letter, run.count)
      case "h": text += padded(isTwelve ? (hours + 11) % 12 + 1 : hours, run.count)
      case "M": text += padded(seconds / 60 % 60, run.count)
      case "s": text += padded(seconds % 60, run.count)
      case "A": text += hours < 12 ? "AM" : "PM"
      default: text += run
      }
    }
    return text
  }

  private static func part(of date: CivilDate, _ letter: Character, _ count: Int) -> String {
    switch (letter, count) {
    case ("y", 4): padded(date.year, 4)
    case ("y", _): padded(date.year % 100, 2)
    case ("m", 3): String(months[date.month - 1].prefix(3))
    case ("m", 4): months[date.month - 1]
    case ("m", _): padded(date.month, count)
    default: padded(date.day, count)
    }
  }

  private static func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
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
