package import JobModel

/// A back end that nobody works with at present, but for one row at a time that probes it.
package struct BackEndHold: Hashable, Sendable {
  package enum Reason: String, Hashable, Sendable {
    /// It cannot be reached, or gives no usable answers.
    case outage
    /// It refuses every request for now (429).
    case refusing
    /// Money or quota is spent.
    case quota
    /// It refuses the key.
    case auth
  }

  package var reason: Reason
  package var since: Timestamp
  /// What was seen last, in the words of the row that saw it.
  package var lastFailure: Message
  /// When the next row may probe.
  package var nextProbe: Timestamp
  /// When rows that need it fail.
  package var until: Timestamp
  /// Probes in vain so far.
  package var probes = 0
  /// Whether a row probes now.
  package var isProbing = false

  package init(
    _ reason: Reason, since: Timestamp, lastFailure: Message, nextProbe: Timestamp, until: Timestamp
  ) {
    self.reason = reason
    self.since = since
    self.lastFailure = lastFailure
    self.nextProbe = nextProbe
    self.until = until
  }
}

extension BackEndHold {
  /// Why rows wait, and what to do, for everybody.
  package func sentence(_ backEnd: BackEndID) -> Message {
    let service = backEnd.service
    let cause: Message =
      switch reason {
      case .outage: "The service '\(service)' does not work at present."
      case .refusing: "The service '\(service)' refuses all requests at present."
      case .quota: "The service '\(service)' says that its money or quota is spent."
      case .auth: "The service '\(service)' refuses the key."
      }
    let remedy: Message =
      switch reason {
      case .outage, .refusing: "It is tried again by itself."
      case .quota: "Pay or raise its limit, then resume the job; it is also tried again by itself."
      case .auth: "Put a valid key into its key file, then resume the job; it is also tried again by itself."
      }
    return .sentences([
      cause, "Rows that need it wait, and it costs them no attempt.", remedy, "Last answer: \(lastFailure)",
    ])
  }

  /// A row that found it held is due again soon: what keeps it then is the hold, which may end at any time.
  static let pause = Duration.seconds(5)

  /// What a row is told that comes while it is held.
  func failure(_ backEnd: BackEndID) -> Failure {
    var failure = Failure(
      .throttled, code: "back-end-held",
      message: "The service '\(backEnd.service)' is on hold; the row waits until it works again.",
      service: backEnd.service)
    failure.retryAfter = Self.pause
    return failure
  }

  /// What a row is told that has waited long enough.
  func farewell(_ backEnd: BackEndID, after time: Duration) -> Failure {
    Failure(
      .blocked, code: "back-end-away",
      message:
        """
        The service '\(backEnd.service)' has not worked for \(time.forPeople), so the row is given up. \
        Retry the row when the service works again. Last answer: \(lastFailure)
        """, service: backEnd.service)
  }
}
