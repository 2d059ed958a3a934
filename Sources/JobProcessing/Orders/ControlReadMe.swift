import JobModel

/// What the texts in `control/<verb>/` say, in every language, the operators' own first.
enum ControlReadMe {
  static func all(_ first: Language) -> [(verb: Order.Verb, text: String)] {
    Order.Verb.allCases.map { ($0, text(for: $0, first)) }
  }

  private static func text(for verb: Order.Verb, _ first: Language) -> String {
    Message.inEachLanguage(first) { Message.lines([effect(of: verb)] + howTo(verb)).text(in: $0) }
  }

  private static func effect(of verb: Order.Verb) -> Message {
    switch verb {
    case .pause: "PAUSE: no further row of the job starts. Rows that are running come to their end."
    case .resume: "RESUME: a job that was paused, or that waits to be started, goes on."
    case .cancel: "CANCEL: no further row of the job starts, and running ones are stopped. What is done is kept."
    case .retry: "RETRY: the rows of the job that failed or were cancelled run again."
    case .clear: "CLEAR: a finished job and all its files are removed, its folder in “outgoing” too."
    case .results: "RESULTS: the results so far are written now."
    case .set: "SET: a job's priority, or how many of its rows run at once, is changed."
    }
  }

  private static func howTo(_ verb: Order.Verb) -> [Message] {
    let drop: Message =
      """
      Copy the job's ticket into this folder: the file that ends in “.ticket.txt”, in the job's folder in “outgoing”. \
      An empty file with the job's name will do, and so will the job's folder itself, which is put back.
      """
    let answer: Message =
      """
      Within seconds the ticket disappears from here, and a text appears: “….done.txt”, or “….refused.txt” which says \
      why not. These texts are removed after a day.
      """
    guard verb == .set else { return [drop, answer] }
    return [
      "Copy the job's ticket somewhere, open it with a text editor and add a line, such as:",
      "priority: 1",
      "concurrency: 4",
      "Priority 1 comes first, 9 last; concurrency is the number of rows at once. Save it and copy it into this folder.",
      answer,
    ]
  }
}
