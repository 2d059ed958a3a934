import HTTPTransfer
import JobModel

/// How long a service asks to wait.
enum RetryDelay {
  /// A service that asks for more is asked again after this.
  static let longest = Duration.seconds(86_400)

  /// - Parameter now: for dates, where the answer has no `Date` of its own.
  static func read(_ answer: Answer, now: Timestamp) -> Duration? {
    RetryAfter.parse(answer.headers, now: .milliseconds(now.milliseconds)).map { min($0, longest) }
  }

  /// A duration as services write it in a body: `34s`, `34.07s`, `2000ms`, `5`, seconds as a number.
  static func read(_ value: AnswerValue) -> Duration? {
    let text = FoldedText.trim(value.shortText)
    if let seconds = Double(text) { return bounded(seconds * 1000) }
    return DurationText.read(text).flatMap { bounded(Double($0.wholeMilliseconds)) }
  }

  private static func bounded(_ milliseconds: Double) -> Duration? {
    guard milliseconds.isFinite else { return nil }
    return min(longest, .milliseconds(Int64(max(0, min(milliseconds, 1e12)).rounded(.up))))
  }
}
