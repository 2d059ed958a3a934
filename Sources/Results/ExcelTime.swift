import JobModel

/// A date, time or duration as Excel counts it: days since 1899-12-30, the time of day as a fraction.
package enum ExcelTime {
  /// What ISO 8601 said.
  package struct Moment: Hashable {
    var date: CivilDate?
    /// Seconds since midnight, or of the duration.
    var seconds: Double?
    var isDuration = false
  }

  /// Reads `2026-11-21`, `2026-11-21T09:35:12`, `09:35:12` and `PT27H30M`.
  package static func read(_ iso: String) -> Moment? {
    if let date = plainDate(iso) { return Moment(date: date, seconds: nil) }
    if iso.hasPrefix("PT") { return duration(iso.dropFirst(2)) }
    let parts = iso.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first else { return nil }
    if parts.count == 1 && first.contains(":") { return clock(first).map { Moment(date: nil, seconds: $0) } }
    let numbers = first.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 3, let year = numbers[0], let month = numbers[1], let day = numbers[2],
      (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    let date = CivilDate(year: year, month: month, day: day)
    if parts.count == 1 { return Moment(date: date, seconds: nil) }
    return clock(parts[1]).map { Moment(date: date, seconds: $0) }
  }

  /// `2026-11-21`, the common case, without making strings.
  private static func plainDate(_ iso: String) -> CivilDate? {
    guard iso.utf8.count == 10 else { return nil }
    var numbers = (0, 0, 0)
    for (index, byte) in iso.utf8.enumerated() {
      if index == 4 || index == 7 {
        guard byte == UInt8(ascii: "-") else { return nil }
        continue
      }
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      let digit = Int(byte - UInt8(ascii: "0"))
      if index < 4 { numbers.0 = numbers.0 * 10 + digit }
      if index == 5 || index == 6 { numbers.1 = numbers.1 * 10 + digit }
      if index > 7 { numbers.2 = numbers.2 * 10 + digit }
    }
    guard (1...12).contains(numbers.1), (1...31).contains(numbers.2) else { return nil }
    return CivilDate(year: numbers.0, month: numbers.1, day: numbers.2)
  }

  /// - Returns: `nil` where Excel has no number for it: before 1900, after 9999, or a negative duration.
  package static func serial(of moment: Moment) -> Double? {
    let seconds = (moment.seconds ?? 0) / 86_400
    guard let date = moment.date else { return seconds >= 0 ? seconds : nil }
    guard (1900...9999).contains(date.year) else { return nil }
    let days = date.daysSinceEpoch + 25_569
    // Excel counts a 29 February 1900 that never was.
    return Double(days <= 60 ? days - 1 : days) + seconds
  }

  private static func clock(_ text: Substring) -> Double? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), let hours = Int(parts[0]), let minutes = Int(parts[1]),
      let seconds = parts.count == 3 ? Double(parts[2]) : 0, (0..<60).contains(minutes), (0..<61).contains(seconds),
      (0...24).contains(hours)
    else { return nil }
    return Double(hours * 3600 + minutes * 60) + seconds
  }

  private static func duration(_ text: Substring) -> Moment? {
    var total = 0.0
    var number = ""
    for character in text {
      guard let unit = ["H": 3600.0, "M": 60, "S": 1][character] else {
        number.append(character)
        continue
      }
      guard let value = Double(number) else { return nil }
      total += value * unit
      number = ""
    }
    return number.isEmpty ? Moment(date: nil, seconds: total, isDuration: true) : nil
  }
}
