/// What becomes of an order: the table of every verb against every job state.
package enum OrderDecision: Hashable, Sendable {
  case acts
  /// The sentence says why not.
  case refused(Message)
  /// The order asks for what is so already; it is recorded and changes nothing.
  case alreadySo(Message)

  /// - Parameters:
  ///   - verb: what is wanted.
  ///   - state: where the job stands when the order is read.
  package static func decide(_ verb: Order.Verb, for state: JobState) -> OrderDecision {
    switch state {
    case .waiting, .claiming, .checking:
      verb == .cancel || verb == .pause || verb == .resume || verb == .set
        ? .acts : .refused("The job is still being read. Try again when its rows are queued.")
    case .rejected: .refused("The drop was rejected, so there is no job. Correct the file and drop it again.")
    case .clearing: .refused("The job is being cleared away.")
    case .scheduled, .pending, .running, .paused, .onHold: decide(verb, forUnfinished: state)
    case .cancelling: decideWhileCancelling(verb)
    case .delivering: decideWhileDelivering(verb)
    case .completed, .completedWithFailures, .cancelled: decide(verb, forFinished: state)
    }
  }

  private static func decide(_ verb: Order.Verb, forUnfinished state: JobState) -> OrderDecision {
    switch verb {
    case .pause: state == .paused ? .alreadySo("The job is paused already.") : .acts
    case .resume:
      state == .pending || state == .running ? .alreadySo("The job is not paused.") : .acts
    case .cancel, .retry, .results, .set: .acts
    case .clear: .refused("The job is not finished. Cancel it first, then clear it.")
    }
  }

  private static func decideWhileCancelling(_ verb: Order.Verb) -> OrderDecision {
    switch verb {
    case .cancel: .alreadySo("The job is being cancelled already.")
    case .results: .acts
    case .pause, .resume, .retry, .clear, .set:
      .refused("The job is being cancelled. Try again when that is done.")
    }
  }

  private static func decideWhileDelivering(_ verb: Order.Verb) -> OrderDecision {
    switch verb {
    case .retry, .results: .acts
    case .pause, .resume, .cancel, .set: .refused("All rows of the job have ended; its results are being written.")
    case .clear: .refused("The job's results are being written. Clear it when they are there.")
    }
  }

  private static func decide(_ verb: Order.Verb, forFinished state: JobState) -> OrderDecision {
    switch verb {
    case .retry, .clear, .results: .acts
    case .cancel where state == .cancelled: .alreadySo("The job is cancelled already.")
    case .pause, .resume, .cancel, .set: .refused("The job is finished.")
    }
  }
}
