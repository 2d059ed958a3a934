package import HTTPTransfer
package import JobModel

/// What an answer says about the back end that gave it, whatever it says about the row.
package struct BackEndAnswer: Hashable, Sendable {
  /// It works, and takes the key; the row may be at fault.
  package var isUsable: Bool
  /// It has too much to do.
  package var asksToSlowDown: Bool
  /// No further request is to go out for this time.
  package var wait: Duration?

  package init(isUsable: Bool = true, asksToSlowDown: Bool = false, wait: Duration? = nil) {
    self.isUsable = isUsable
    self.asksToSlowDown = asksToSlowDown
    self.wait = wait
  }

  /// 429, 503 and the 529 of some services that are overloaded.
  private static let slowDown: Set<Int> = [429, 503, 529]
  /// The key or the money is refused (401, 402, 403, 407), or it was too slow or too early.
  private static let unusable: Set<Int> = [401, 402, 403, 407, 408, 425]

  /// `Retry-After` counts only where the service has too much to do: with 202 it says when to ask for a result.
  package init(_ response: HTTPResponse, at now: Timestamp) {
    let status = response.status
    asksToSlowDown = Self.slowDown.contains(status)
    isUsable = (200..<500).contains(status) && !Self.unusable.contains(status) && !asksToSlowDown
    let asked =
      asksToSlowDown ? RetryAfter.parse(response.headers, now: .milliseconds(now.milliseconds)) : nil
    wait = [asked, Self.untilReset(RateLimitHeaders(response.headers))].compactMap { $0 }.max()
  }

  /// A service that says that nothing is left would refuse the next request.
  private static func untilReset(_ limits: RateLimitHeaders) -> Duration? {
    [limits.requests, limits.tokens].compactMap { $0 }.filter { $0.remaining == 0 }.compactMap(\.reset).max()
  }
}
