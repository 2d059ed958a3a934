import Foundation
import JobModel

/// Rows whose work came to an end in this process: by minute, of the last hour, and since midnight. Its size is fixed,
/// and a row costs it a few additions.
package struct EndedRows: Hashable, Sendable {
  package static let minutes = 60

  /// Rows that ended well, and those that did not.
  package struct Count: Hashable, Sendable {
    package var good = 0
    package var bad = 0

    package init(good: Int = 0, bad: Int = 0) {
      self.good = good
      self.bad = bad
    }

    static func + (left: Count, right: Count) -> Count {
      Count(good: left.good + right.good, bad: left.bad + right.bad)
    }
  }

  /// By minute since 1970, modulo `minutes`.
  private var byMinute = [Count](repeating: Count(), count: minutes)
  private var lastMinute: Int64 = 0
  private var today = Count()
  private var pictures = 0
  private var dayEnd = Timestamp(milliseconds: .min)

  init() {}

  /// A row ended for good. Cancelled rows did no work, and a row that is tried again has not ended.
  mutating func note(_ ending: Ending, at now: Timestamp) {
    guard ending.outcome != .retry, ending.outcome != .cancelled else { return }
    go(to: now)
    let count = ending.outcome.isGood ? Count(good: 1) : Count(bad: 1)
    let place = Int(lastMinute % Int64(Self.minutes))
    byMinute[place] = byMinute[place] + count
    today = today + count
    if !ending.files.isEmpty { pictures += ending.files.count(where: \.isPicture) }
  }

  private mutating func go(to now: Timestamp) {
    let minute = now.milliseconds / 60_000
    if minute > lastMinute {
      for passed in max(lastMinute + 1, minute - Int64(Self.minutes) + 1)...minute {
        byMinute[Int(passed % Int64(Self.minutes))] = Count()
      }
      lastMinute = minute
    }
    if now >= dayEnd {
      (today, pictures) = (Count(), 0)
      dayEnd = Self.startOfDay(now).advanced(by: .seconds(86_400 + 3600))
      // A day has 23 to 25 hours.
      dayEnd = Self.startOfDay(dayEnd)
    }
  }

  /// Midnight by the machine's own clock and zone.
  static func startOfDay(_ time: Timestamp) -> Timestamp {
    let date = Date(timeIntervalSince1970: Double(time.milliseconds) / 1000)
    return Timestamp(milliseconds: Int64(Calendar.current.startOfDay(for: date).timeIntervalSince1970 * 1000))
  }

  /// Since midnight.
  func today(at now: Timestamp) -> (rows: Count, pictures: Int) {
    now < dayEnd ? (today, pictures) : (Count(), 0)
  }

  /// The last hour, the present minute last.
  func lastHour(at now: Timestamp) -> [Count] {
    var current = self
    current.go(to: now)
    let last = current.lastMinute
    return (0..<Int64(Self.minutes)).map { back in
      current.byMinute[Int((last - Int64(Self.minutes) + 1 + back) % Int64(Self.minutes))]
    }
  }
}
