package import JobModel

/// Decides what a failure means for its row. It only decides: the caller keeps count and time.
package struct RetryPolicy: Hashable, Sendable {
  package struct Decision: Hashable, Sendable {
    package var outcome: Outcome
    /// For `retry`: the row waits this long.
    package var delay: Duration?
  }

  package var settings: RetrySettings

  package init(_ settings: RetrySettings) {
    self.settings = settings
  }

  /// - Parameters:
  ///   - attemptsSpent: earlier attempts that count against the retries, this one not among them.
  ///   - retryAfter: what the service asked for, if it did.
  ///   - random: 0 to 1; spreads the wait by a tenth either way, so that rows which failed together do not come back
  ///     together.
  package func decide(
    _ failure: Failure, attemptsSpent: Int, retryAfter: Duration? = nil, random: Double
  ) -> Decision {
    switch failure.class {
    case .invalid, .blocked: Decision(outcome: .failed)
    case .transient: tryAgain(attemptsSpent, random)
    case .unknown: settings.onUnknown == .retry ? tryAgain(attemptsSpent, random) : Decision(outcome: .unknown)
    case .throttled, .quota, .auth:
      Decision(outcome: .retry, delay: retryAfter ?? delay(0, random))
    }
  }

  /// Whether an attempt that ended with this failure counts against the retries.
  package static func spendsAttempt(_ class: Failure.Class) -> Bool { `class`.usesUpAttempt }

  private func tryAgain(_ spent: Int, _ random: Double) -> Decision {
    guard spent < settings.attempts else { return Decision(outcome: .failed) }
    return Decision(outcome: .retry, delay: delay(spent, random))
  }

  private func delay(_ index: Int, _ random: Double) -> Duration {
    guard let last = settings.delays.last else { return .zero }
    let delay = settings.delays.indices.contains(index) ? settings.delays[index] : last
    return .milliseconds(Int64((Double(delay.wholeMilliseconds) * (0.9 + 0.2 * random)).rounded()))
  }
}
