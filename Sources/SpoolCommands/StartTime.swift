import Foundation
import JobModel

/// When a job may start, as people write it.
enum StartTime: Hashable {
  case now
  /// It waits for `resume`.
  case ask
  case at(Timestamp)

  /// - Parameter text: `now`, `ask`, `22:00` (the next one), `2026-11-21T22:00` or with a blank (local time), or RFC
  ///   3339 in UTC.
  /// - Returns: `nil` for anything else.
  init?(_ text: String, now: Timestamp, timeZone: TimeZone = .current) {
    switch text {
    case "now": self = .now
    case "ask": self = .ask
    default:
      guard let time = Timestamp(text) ?? Self.local(text, now, timeZone) else { return nil }
      self = .at(time)
    }
  }

  private static func local(_ text: String, _ now: Timestamp, _ timeZone: TimeZone) -> Timestamp? {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = timeZone
    let today = Date(timeIntervalSince1970: Double(now.milliseconds) / 1000)
    let parts = text.split(whereSeparator: { $0 == "T" || $0 == " " })
    guard let clock = parts.last.flatMap({ numbers($0, ":") }), (2...3).contains(clock.count), clock[0] < 24,
      clock[1] < 60, clock.count < 3 || clock[2] < 60
    else { return nil }
    var components = calendar.dateComponents([.year, .month, .day], from: today)
    if parts.count == 2 {
      guard let day = numbers(parts[0], "-"), day.count == 3, (1...12).contains(day[1]), (1...31).contains(day[2])
      else { return nil }
      (components.year, components.month, components.day) = (day[0], day[1], day[2])
    } else if parts.count != 1 {
      return nil
    }
    (components.hour, components.minute, components.second) = (clock[0], clock[1], clock.count > 2 ? clock[2] : 0)
    guard var date = calendar.date(from: components) else { return nil }
    // A day that there is not, such as 31 November, would be taken for another one.
    if parts.count == 2, calendar.component(.day, from: date) != components.day { return nil }
    if parts.count == 1, date <= today {
      guard let tomorrow = calendar.date(byAdding: .day, value: 1, to: date) else { return nil }
      date = tomorrow
    }
    return Timestamp(milliseconds: Int64((date.timeIntervalSince1970 * 1000).rounded()))
  }

  private static func numbers(_ text: Substring, _ separator: Character) -> [Int]? {
    let parts = text.split(separator: separator, omittingEmptySubsequences: false)
    let numbers = parts.compactMap { $0.allSatisfy { $0.isASCII && $0.isNumber } ? Int($0) : nil }
    return numbers.count == parts.count ? numbers : nil
  }
}
