package import Foundation
package import JobModel

/// When a job's rows may start, as people write it.
package enum StartTime: Hashable, Sendable {
  case now
  /// When somebody says `resume`.
  case asked
  case at(Timestamp)

  /// Reads `now`, `ask`, a date with a time (`2026-11-21 18:30`, `2026/11/21T18:30:00`, with a zone if wanted), or a
  /// time of day, which means its next coming.
  ///
  /// - Parameter timeZone: of times without a zone.
  /// - Returns: `nil` for anything else.
  package init?(_ text: String, now: Timestamp = .now, timeZone: TimeZone = .current) {
    let text = text.trimmingCharacters(in: .whitespaces)
    switch text.lowercased() {
    case "now", "立即", "": self = .now
    case "ask", "询问", "待确认": self = .asked
    default:
      if let time = Timestamp(text) {
        self = .at(time)
      } else if let time = Self.local(text, timeZone) ?? Self.nextTimeOfDay(text, now, timeZone) {
        self = .at(time)
      } else {
        return nil
      }
    }
  }

  private static func local(_ text: String, _ timeZone: TimeZone) -> Timestamp? {
    let parts = text.split(whereSeparator: { " T".contains($0) })
    guard parts.count == 2 else { return nil }
    let day = parts[0].split(whereSeparator: { "-/.".contains($0) }).compactMap { Int($0) }
    guard day.count == 3, let clock = clock(parts[1]), day[0] > 1900 else { return nil }
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = timeZone
    let components = DateComponents(
      year: day[0], month: day[1], day: day[2], hour: clock.hour, minute: clock.minute, second: clock.second)
    guard components.isValidDate(in: calendar) else { return nil }
    return calendar.date(from: components).map(Timestamp.init(date:))
  }

  private static func nextTimeOfDay(_ text: String, _ now: Timestamp, _ timeZone: TimeZone) -> Timestamp? {
    guard let clock = clock(Substring(text)) else { return nil }
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = timeZone
    let components = DateComponents(hour: clock.hour, minute: clock.minute, second: clock.second)
    return calendar.nextDate(after: now.date, matching: components, matchingPolicy: .nextTime)
      .map(Timestamp.init(date:))
  }

  private static func clock(_ text: Substring) -> (hour: Int, minute: Int, second: Int)? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2 || parts.count == 3, let hour = parts[0], let minute = parts[1],
      let second = parts.count == 3 ? parts[2] : 0, (0..<24).contains(hour), (0..<60).contains(minute),
      (0..<60).contains(second)
    else { return nil }
    return (hour, minute, second)
  }
}

extension Timestamp {
  init(date: Date) {
    self.init(milliseconds: Int64((date.timeIntervalSince1970 * 1000).rounded()))
  }

  var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }
}
