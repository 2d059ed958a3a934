package import Glibc

/// An instant of the wall clock, in whole milliseconds since 1970-01-01T00:00:00Z.
///
/// Written as `2026-11-21T09:35:12.345Z` (RFC 3339), so that task files can be read by eye.
package struct Timestamp: Hashable, Comparable, Sendable {
  /// Milliseconds since the Unix epoch; negative before it.
  package var milliseconds: Int64

  package init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  /// A time as files have them; what is less than a millisecond is left out.
  package init(_ time: timespec) {
    self.init(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  /// The present, by `CLOCK_REALTIME`.
  package static var now: Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(time)
  }

  package static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.milliseconds < right.milliseconds
  }

  package func advanced(by duration: Duration) -> Timestamp {
    Timestamp(milliseconds: milliseconds + duration.wholeMilliseconds)
  }

  package func duration(to later: Timestamp) -> Duration {
    .milliseconds(later.milliseconds - milliseconds)
  }
}

extension Duration {
  /// This duration in whole milliseconds, rounded towards zero.
  package var wholeMilliseconds: Int64 {
    components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
  }

  /// This duration in seconds.
  package var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}

// MARK: - RFC 3339

extension Timestamp: CustomStringConvertible {
  /// RFC 3339 in UTC with milliseconds.
  package var description: String {
    String(unsafeUninitializedCapacity: 24) { buffer in
      write(into: buffer)
      return 24
    }
  }

  /// Reads RFC 3339 in UTC, with or without a fraction (`…:12Z`, `…:12.345Z`).
  ///
  /// - Returns: `nil` for anything else.
  package init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, bytes.last == UInt8(ascii: "Z"), bytes[4] == UInt8(ascii: "-"),
      bytes[10] == UInt8(ascii: "T")
    else { return nil }
    func number(_ range: Range<Int>) -> Int64? {
      var value: Int64 = 0
      for byte in bytes[range] {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        value = value * 10 + Int64(byte - UInt8(ascii: "0"))
      }
      return value
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
      let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
      (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 61
    else { return nil }
    var fraction: Int64 = 0
    if bytes[19] == UInt8(ascii: ".") {
      let digits = bytes[20..<(bytes.count - 1)].prefix(3)
      guard let value = number(digits.indices) else { return nil }
      fraction = value * [1000, 100, 10, 1][digits.count]
    }
    let days = CivilDate(year: Int(year), month: Int(month), day: Int(day)).daysSinceEpoch
    milliseconds = ((Int64(days) * 24 + hour) * 60 + minute) * 60_000 + second * 1000 + fraction
  }

  private func write(into buffer: UnsafeMutableBufferPointer<UInt8>) {
    let day = Int((Double(milliseconds) / 86_400_000).rounded(.down))
    let rest = Int(milliseconds - Int64(day) * 86_400_000)
    let date = CivilDate(daysSinceEpoch: day)
    func put(_ value: Int, at start: Int, digits: Int) {
      var value = value
      for index in stride(from: start + digits - 1, through: start, by: -1) {
        buffer[index] = UInt8(ascii: "0") + UInt8(value % 10)
        value /= 10
      }
    }
    for (offset, byte) in "0000-00-00T00:00:00.000Z".utf8.enumerated() { buffer[offset] = byte }
    put(date.year, at: 0, digits: 4)
    put(date.month, at: 5, digits: 2)
    put(date.day, at: 8, digits: 2)
    put(rest / 3_600_000, at: 11, digits: 2)
    put(rest / 60_000 % 60, at: 14, digits: 2)
    put(rest / 1000 % 60, at: 17, digits: 2)
    put(rest % 1000, at: 20, digits: 3)
  }
}

/// A day of the proleptic Gregorian calendar.
///
/// Conversions follow Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms".
package struct CivilDate: Hashable, Sendable {
  package var year: Int
  /// 1 to 12.
  package var month: Int
  /// 1 to 31.
  package var day: Int

  package init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  package init(daysSinceEpoch: Int) {
    let shifted = daysSinceEpoch + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Days since 1970-01-01.
  package var daysSinceEpoch: Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}
