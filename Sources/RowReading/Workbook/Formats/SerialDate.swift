import JobModel

/// How a workbook counts days.
enum DateSystem {
  /// Day 1 is 1 January 1900, and 1900 has a 29 February (day 60), as Lotus 1-2-3 had it.
  case from1900
  /// Day 0 is 1 January 1904.
  case from1904
}

/// A day and time of a spreadsheet, to the millisecond.
struct SerialDate {
  let year: Int
  let month: Int
  /// 0 for day 0 of the 1900 system, which Excel shows as 0 January 1900.
  let day: Int
  /// 0 is Sunday.
  let weekday: Int
  let millisecondsOfDay: Int
  /// Whole days in the workbook's own counting.
  let serialDay: Int

  /// The last day that has a date: 31 December 9999.
  private static let last1900 = 2_958_465
  private static let daysBetweenSystems = 1462
  private static let millisecondsInDay = 86_400_000

  /// - Parameters:
  ///   - unit: the time is rounded to a multiple of this many milliseconds.
  /// - Returns: `nil` before day 0 and after the year 9999.
  init?(_ value: Double, _ system: DateSystem, roundedTo unit: Int = 1) {
    guard value >= 0, value < Double(Self.last1900 + 1) else { return nil }
    var whole = Int(value)
    let exact = ((value - Double(whole)) * Double(Self.millisecondsInDay)).rounded()
    var time = Int((exact / Double(unit)).rounded()) * unit
    if time >= Self.millisecondsInDay {
      time -= Self.millisecondsInDay
      whole += 1
    }
    serialDay = whole
    millisecondsOfDay = time
    let count = system == .from1900 ? whole : whole + Self.daysBetweenSystems
    guard count <= Self.last1900 else { return nil }
    weekday = (count + 6) % 7
    switch count {
    case 0: (year, month, day) = (1900, 1, 0)
    case 60: (year, month, day) = (1900, 2, 29)
    default:
      // 25,569 is 1 January 1970.
      let date = CivilDate(daysSinceEpoch: count - 25_569 + (count < 60 ? 1 : 0))
      (year, month, day) = (date.year, date.month, date.day)
    }
  }

  var hour: Int { millisecondsOfDay / 3_600_000 }
  var minute: Int { millisecondsOfDay / 60_000 % 60 }
  var second: Int { millisecondsOfDay / 1000 % 60 }
  var millisecond: Int { millisecondsOfDay % 1000 }
}

// MARK: - ISO 8601

extension SerialDate {
  var isoDate: String { Self.padded(year, 4) + "-" + Self.padded(month, 2) + "-" + Self.padded(day, 2) }

  var isoTime: String {
    let time = Self.padded(hour, 2) + ":" + Self.padded(minute, 2) + ":" + Self.padded(second, 2)
    return millisecond == 0 ? time : time + "." + Self.padded(millisecond, 3)
  }

  /// A length of time in days as `PT27H30M15.5S`.
  static func isoDuration(_ days: Double) -> String {
    let total = (abs(days) * Double(millisecondsInDay)).rounded()
    guard total < 9e15 else { return CellValue.shortestText(of: days) }
    let milliseconds = Int(total)
    let (hours, minutes) = (milliseconds / 3_600_000, milliseconds / 60_000 % 60)
    let (seconds, rest) = (milliseconds / 1000 % 60, milliseconds % 1000)
    var text = days < 0 && milliseconds > 0 ? "-PT" : "PT"
    if hours > 0 { text += "\(hours)H" }
    if minutes > 0 { text += "\(minutes)M" }
    if seconds > 0 || rest > 0 || milliseconds == 0 {
      var fraction = rest == 0 ? "" : "." + padded(rest, 3)
      while fraction.last == "0" { fraction.removeLast() }
      text += "\(seconds)\(fraction)S"
    }
    return text
  }

  static func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}

// MARK: - From ISO 8601

extension SerialDate {
  /// The serial number of a cell of type `d`: `2026-11-21`, `2026-11-21T09:35:12.5`, `09:35:12`, with or without `Z`.
  ///
  /// - Returns: `nil` for anything else.
  static func serial(ofISO text: Substring, _ system: DateSystem) -> Double? {
    var text = text
    if text.last == "Z" { text = text.dropLast() }
    let parts = text.split(separator: text.contains("T") ? "T" : " ", maxSplits: 1)
    guard let first = parts.first else { return nil }
    if parts.count == 1, first.contains(":") { return time(of: first) }
    let numbers = first.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 3, let year = numbers[0], let month = numbers[1], let day = numbers[2],
      (1900...9999).contains(year), (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    var serial = CivilDate(year: year, month: month, day: day).daysSinceEpoch + 25_569
    if serial < 61 { serial -= 1 }
    if system == .from1904 { serial -= daysBetweenSystems }
    guard parts.count == 2 else { return Double(serial) }
    return time(of: parts[1]).map { Double(serial) + $0 }
  }

  private static func time(of text: Substring) -> Double? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Double($0) }
    guard (2...3).contains(parts.count), let hour = parts[0], let minute = parts[1],
      let second = parts.count == 3 ? parts[2] : 0, (0..<25).contains(hour), (0..<60).contains(minute),
      (0..<61).contains(second)
    else { return nil }
    return (hour * 3600 + minute * 60 + second) / 86_400
  }
}
