internal import CLibCurl

/// How long a service asks its callers to wait.
///
/// Sources: RFC 9110 section 10.2.3 (`Retry-After`: whole seconds or a date); `retry-after-ms` and fractions of a second
/// are what services send beyond it.
package enum RetryAfter {
  /// The wait that an answer asks for. The milliseconds count before the seconds; what cannot be read counts as not
  /// there.
  ///
  /// A date is set against the answer's own `Date` where it has one: then a clock that is wrong on either side does no
  /// harm.
  ///
  /// - Parameters:
  ///   - headers: the answer's.
  ///   - now: the time since 1970 began, UTC.
  /// - Returns: never negative, with no upper limit (a service may mean days); `nil` where none is asked for.
  package static func parse(_ headers: [HTTPHeader], now: Duration) -> Duration? {
    if let milliseconds = headers.number("retry-after-ms") { return .seconds(milliseconds / 1000) }
    if let seconds = headers.number("retry-after") { return .seconds(seconds) }
    guard let text = headers.value("retry-after"), let until = date(text) else { return nil }
    return max(.zero, until - (headers.value("date").flatMap(date) ?? now))
  }

  /// An HTTP date as the time since 1970 began. The corresponding C function is `curl_getdate`.
  private static func date(_ text: String) -> Duration? {
    // It would take digits alone as a date too.
    guard text.contains(where: \.isLetter) else { return nil }
    let seconds = curl_getdate(text, nil)
    return seconds == -1 ? nil : .seconds(seconds)
  }
}

extension [HTTPHeader] {
  /// The first value of this name, without spaces around it.
  func value(_ name: String) -> String? {
    guard let value = first(where: { $0.isNamed(name) })?.value.utf8 else { return nil }
    let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
    guard let start = value.firstIndex(where: { !isBlank($0) }), let last = value.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(Substring(value[start...last]))
  }

  /// A plain decimal number that is not negative, and small enough for a `Duration`.
  func number(_ name: String) -> Double? {
    guard let text = value(name), text.utf8.allSatisfy({ $0 == 0x2E || (0x30...0x39).contains($0) }) else { return nil }
    guard let number = Double(text), number <= 1e15 else { return nil }
    return number
  }
}
