package import JobModel

/// Something about a back end that people are told once.
package struct BackEndNews: Hashable, Sendable {
  package enum Event: Hashable, Sendable {
    case held
    /// It works again. With how long it was held.
    case released(after: Duration)
    /// It was held for so long that its rows are given up.
    case givenUp(after: Duration)
  }

  package var backEnd: BackEndID
  package var event: Event
  package var reason: BackEndHold.Reason
  package var sentence: String

  package init(_ backEnd: BackEndID, _ event: Event, _ hold: BackEndHold) {
    self.backEnd = backEnd
    self.event = event
    reason = hold.reason
    sentence =
      switch event {
      case .held: hold.sentence(backEnd)
      case .released(let time):
        "The service '\(backEnd.service)' works again after \(time.formattedForPeople). Rows go on."
      case .givenUp(let time):
        "The service '\(backEnd.service)' has not worked for \(time.formattedForPeople). Rows that waited for it all "
          + "that time fail now; retry them when it works again. Last answer: \(hold.lastFailure)"
      }
  }
}

/// A back end as views show it.
package struct BackEndStatus: Hashable, Sendable {
  package var service: String
  /// Scheme, host and port.
  package var endpoint: String
  /// Rows it may have at once now, and by its configuration.
  package var limit: Int
  package var configuredLimit: Int
  package var perMinute: Int?
  /// Rows that work with it.
  package var inFlight: Int
  /// Rows that have begun and wait for it.
  package var waiting: Int
  /// The service asked for no request before this.
  package var slowedUntil: Timestamp?
  package var hold: BackEndHold?

  /// Whether there is anything to tell about it.
  package var isNotable: Bool { hold != nil || slowedUntil != nil || limit < configuredLimit }
}
