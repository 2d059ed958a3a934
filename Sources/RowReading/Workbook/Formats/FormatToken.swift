/// A piece of a number format code (ECMA-376 part 1, 18.8.31).
enum FormatToken: Hashable {
  case literal(String)
  /// `0`, `#` or `?`.
  case digit(UInt8)
  case point
  case comma
  case percent
  /// `E+` shows the plus sign, `E-` does not.
  case exponent(plus: Bool)
  case slash
  /// `@`
  case text
  case general
  // Dates and times; the number is how often the letter stands there.
  case year(Int)
  /// `e`: the year of the era in Japanese, else the year.
  case eraYear(Int)
  /// `g`, `gg`, `ggg`: the era in Japanese, else nothing.
  case era(Int)
  case month(Int)
  case day(Int)
  /// `aaa` and `aaaa`: the day of the week in Chinese or Japanese.
  case weekday(Int)
  case hour(Int)
  case minute(Int)
  case second(Int)
  case subsecond(Int)
  case halfDay(morning: String, evening: String)
  case elapsedHours(Int)
  case elapsedMinutes(Int)
  case elapsedSeconds(Int)

  var isDatePart: Bool {
    switch self {
    case .year, .eraYear, .era, .month, .day, .weekday: true
    default: false
    }
  }

  var isTimePart: Bool {
    switch self {
    case .hour, .minute, .second, .subsecond, .halfDay: true
    default: isElapsed
    }
  }

  var isElapsed: Bool {
    switch self {
    case .elapsedHours, .elapsedMinutes, .elapsedSeconds: true
    default: false
    }
  }
}
