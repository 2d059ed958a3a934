import Foundation
import HTTPTransfer
import JobModel

/// How long a service asks to wait.
enum RetryDelay {
  /// A service that asks for more is asked again after this.
  static let longest = Duration.seconds(86_400)

  /// `Retry-After` (RFC 9110, 10.2.3: seconds or a date; fractions are taken too) and `retry-after-ms`.
  ///
  /// - Parameter now: for dates, where the answer has no `Date` of its own.
  static func read(_ answer: Answer, now: Timestamp) -> Duration? {
    if let text = answer.header("retry-after-ms"), let milliseconds = Double(text) { return bounded(milliseconds) }
    guard let text = answer.header("Retry-After").map({ FoldedText.trim($0) }) else { return nil }
    if let seconds = Double(text) { return bounded(seconds * 1000) }
    guard let then = date(text) else { return nil }
    let from = answer.header("Date").flatMap(date) ?? Double(now.milliseconds)
    return bounded(then - from)
  }

  /// A duration as services write it in a body: `34s`, `34.07s`, `2000ms`, `5`, seconds as a number.
  static func read(_ value: AnswerValue) -> Duration? {
    let text = FoldedText.trim(value.shortText)
    if let seconds = Double(text) { return bounded(seconds * 1000) }
    return DurationText.read(text).map { bounded(Double($0.wholeMilliseconds)) } ?? nil
  }

  private static func bounded(_ milliseconds: Double) -> Duration? {
    guard milliseconds.isFinite else { return nil }
    return min(longest, .milliseconds(Int64(max(0, min(milliseconds, 1e12)).rounded(.up))))
  }

  /// An IMF-fixdate (`Sun, 06 Nov 1994 08:49:37 GMT`) as milliseconds since 1970.
  private static func date(_ text: String) -> Double? {
    let parts = text.split(whereSeparator: { " :".contains($0) })
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    guard parts.count == 8, parts[7] == "GMT", let month = months.firstIndex(of: String(parts[2])) else { return nil }
    var components = DateComponents()
    components.calendar = Calendar(identifier: .gregorian)
    components.timeZone = TimeZone(secondsFromGMT: 0)
    (components.day, components.month, components.year) = (Int(parts[1]), month + 1, Int(parts[3]))
    (components.hour, components.minute, components.second) = (Int(parts[4]), Int(parts[5]), Int(parts[6]))
    return components.date.map { $0.timeIntervalSince1970 * 1000 }
  }
}
