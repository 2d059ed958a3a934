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
  package var sentence: Message

  package init(_ backEnd: BackEndID, _ event: Event, _ hold: BackEndHold) {
    self.backEnd = backEnd
    self.event = event
    reason = hold.reason
    sentence =
      switch event {
      case .held: hold.sentence(backEnd)
      case .released(let time):
        "The service '\(backEnd.service)' works again after \(time.forPeople). Rows go on."
      case .givenUp(let time):
        """
        The service '\(backEnd.service)' has not worked for \(time.forPeople). Rows that waited for it all \
        that time fail now; retry them when it works again. Last answer: \(hold.lastFailure)
        """
      }
  }
}
