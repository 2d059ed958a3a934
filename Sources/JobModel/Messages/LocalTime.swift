package import Foundation

/// Times as people read them: in the machine's own time zone, which is named beside them.
package enum LocalTime {
  /// The day and the time of day in a zone.
  package struct Parts: Hashable, Sendable {
    package var date: CivilDate
    /// Whole seconds since midnight, 0 to 86,399.
    package var seconds: Int
  }

  package static func parts(of time: Timestamp, in timeZone: TimeZone = .current) -> Parts {
    let seconds = Int((Double(time.milliseconds) / 1000).rounded(.down)) + offset(at: time, timeZone)
    let day = Int((Double(seconds) / 86_400).rounded(.down))
    return Parts(date: CivilDate(daysSinceEpoch: day), seconds: seconds - day * 86_400)
  }

  /// `2026-11-21 18:30:05`.
  package static func text(_ time: Timestamp, in timeZone: TimeZone = .current) -> String {
    let parts = parts(of: time, in: timeZone)
    return "\(day(parts)) \(clock(parts)):\(padded(parts.seconds % 60))"
  }

  /// `18:30`, or `2026-11-21 18:30` for another day than that of `now`.
  package static func short(_ time: Timestamp, now: Timestamp = .now, in timeZone: TimeZone = .current) -> String {
    let parts = parts(of: time, in: timeZone)
    let isToday = parts.date == self.parts(of: now, in: timeZone).date
    return isToday ? clock(parts) : "\(day(parts)) \(clock(parts))"
  }

  /// `Asia/Shanghai (UTC+8)`, `UTC-3:30` for a zone without a name, `UTC`.
  ///
  /// - Parameter time: a zone's offset differs between summer and winter.
  package static func zone(at time: Timestamp = .now, in timeZone: TimeZone = .current) -> String {
    let offset = offset(at: time, timeZone)
    let (hours, minutes) = (abs(offset) / 3600, abs(offset) % 3600 / 60)
    let sign = offset < 0 ? "-" : "+"
    let numbers = offset == 0 ? "UTC" : "UTC\(sign)\(hours)\(minutes == 0 ? "" : ":\(padded(minutes))")"
    let name = timeZone.identifier
    // "GMT", "GMT+0800" and "Etc/UTC" say no more than the numbers do.
    let isPlace = name.contains("/") && !name.hasPrefix("Etc/")
    return isPlace ? "\(name) (\(numbers))" : numbers
  }

  /// Seconds east of Greenwich.
  private static func offset(at time: Timestamp, _ timeZone: TimeZone) -> Int {
    timeZone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(time.milliseconds) / 1000))
  }

  private static func day(_ parts: Parts) -> String {
    "\(parts.date.year)-\(padded(parts.date.month))-\(padded(parts.date.day))"
  }

  private static func clock(_ parts: Parts) -> String {
    "\(padded(parts.seconds / 3600)):\(padded(parts.seconds / 60 % 60))"
  }

  private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
