import JobModel
import Results

/// An order that a person may give a job as it stands.
struct JobOrderButton {
  let verb: Order.Verb
  let title: Message
  /// Asked before it is done.
  var question: Message?

  /// Those that act, in a fixed order.
  static func all(for page: JobPage) -> [JobOrderButton] {
    candidates(page).filter { OrderDecision.decide($0.verb, for: page.state) == .acts }
  }

  private static func candidates(_ page: JobPage) -> [JobOrderButton] {
    let isWaiting = page.state == .onHold || page.state == .scheduled
    let failed = page.counts[.failed] + page.counts[.cancelled] + page.counts[.unknown]
    var buttons = [
      JobOrderButton(verb: .pause, title: "Pause"),
      JobOrderButton(verb: .resume, title: isWaiting ? "Start now" : "Resume"),
    ]
    if failed > 0 { buttons.append(JobOrderButton(verb: .retry, title: "Run failed rows again")) }
    buttons.append(JobOrderButton(verb: .results, title: "Write the results now"))
    buttons.append(
      JobOrderButton(
        verb: .cancel, title: "Cancel",
        question: "Cancel this job? Rows that are done are kept; the others end now and can be run again later."))
    buttons.append(
      JobOrderButton(
        verb: .clear, title: "Clear away",
        question: "Remove this job with all its files, here and in 'outgoing'? This cannot be undone."))
    return buttons
  }

  func object(in language: Language) -> [String: Any] {
    var object: [String: Any] = ["verb": verb.rawValue, "title": title.text(in: language)]
    object["question"] = question?.text(in: language)
    return object
  }
}
