import JobModel

/// What operators read about a service: what happened, what to do, then its own words.
enum ServiceSentence {
  static func text(_ kind: Failure.Class, service: String, words: String?, status: Int?) -> Message {
    let (cause, remedy) = parts(kind, service: service, hasMoved: (300...399).contains(status ?? 0))
    // With a refusal of the content its status is of no use to anybody.
    let status = kind == .blocked ? nil : status
    let sentence: Message =
      switch (kind, status) {
      case (.unknown, let status?): "\(cause) (status \(status)), so it is not known whether it did the work."
      case (.unknown, nil): "\(cause), so it is not known whether it did the work."
      case (_, let status?): "\(cause) (status \(status))."
      case (_, nil): "\(cause)."
      }
    return with(words, after: .sentences([sentence, remedy]))
  }

  /// - Returns: what happened, without a full stop, and what to do.
  private static func parts(
    _ kind: Failure.Class, service: String, hasMoved: Bool
  ) -> (cause: Message, remedy: Message) {
    switch kind {
    case .invalid where hasMoved:
      ("The service '\(service)' has moved", "An administrator has to correct its address.")
    case .invalid: ("The service '\(service)' cannot use this row", "Check the row's values.")
    case .blocked: ("The service '\(service)' gave no result for this row", "Change the row's text or picture.")
    case .transient: ("The service '\(service)' had a fault", "The row is tried again.")
    case .throttled: ("The service '\(service)' is busy", "The row is tried again later.")
    case .quota:
      ("The quota or credit of the service '\(service)' is used up", "An administrator has to see to it.")
    case .auth: ("The service '\(service)' refuses access", "An administrator has to check its key.")
    case .unknown:
      ("The service '\(service)' gave no clear answer", "Look there if you can, then retry the row or leave it.")
    }
  }

  static func warning(service: String, words: String?) -> Message {
    let start: Message = "The service '\(service)' did the row with a remark. Look at the result."
    return with(words, after: start)
  }

  /// - Parameter words: of the service.
  static func with(_ words: String?, after start: Message) -> Message {
    .sentences([start, words.map { "The service says: \($0)" }].compactMap(\.self))
  }
}
