import JobModel

/// What operators read about a service: what happened, what to do, then its own words.
enum ServiceSentence {
  static func text(_ kind: Failure.Class, service: String, words: String?, status: Int?) -> Message {
    let number: Message = status.map { " (status \($0))" } ?? ""
    let start: Message =
      switch kind {
      case .invalid where (300...399).contains(status ?? 0):
        "The service '\(service)' has moved\(number). An administrator has to correct its address."
      case .invalid: "The service '\(service)' cannot use this row\(number). Check the row's values."
      case .blocked: "The service '\(service)' gave no result for this row. Change the row's text or picture."
      case .transient: "The service '\(service)' had a fault\(number). The row is tried again."
      case .throttled: "The service '\(service)' is busy\(number). The row is tried again later."
      case .quota:
        "The quota or credit of the service '\(service)' is used up\(number). An administrator has to see to it."
      case .auth: "The service '\(service)' refuses access\(number). An administrator has to check its key."
      case .unknown:
        """
        The service '\(service)' gave no clear answer\(number), so it is not known whether it did the work. \
        Look there if you can, then retry the row or leave it.
        """
      }
    return with(words, after: start)
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
