import JobModel
import Logging

/// What is said to whoever put something into `control/<verb>/`.
struct ControlAnswer {
  /// The job's name, or that of a thing that names no job.
  var subject: String
  var file: String
  var verb: Order.Verb
  var language: Language
  private var sentences: [Message] = []
  var isProgram = false
  /// What became of the thing itself.
  var remarks: [Message] = []
  /// Whether all is as the order wants it.
  private(set) var isDone = false

  init(subject: String, file: String, verb: Order.Verb, language: Language) {
    (self.subject, self.file, self.verb, self.language) = (subject, file, verb, language)
  }

  mutating func add(_ sentence: Message) {
    sentences.append(sentence)
  }

  /// Programs are told that an order changed nothing, people that all is as they want it.
  mutating func add(_ answer: OrderAnswer) {
    sentences.append(answer.sentence)
    isDone = isDone || answer.acted || (answer.isSoAlready && !isProgram)
  }

  /// For people: the sentences, and to what they are the answer, and when. For programs the sentences alone.
  func bytes(at time: Timestamp) -> [UInt8] {
    if isProgram { return Array((Message.lines(sentences).english + "\n").utf8) }
    return KeptText.bytes(of: text(at: time))
  }

  private func text(at time: Timestamp) -> String {
    let place = "control/\(verb.rawValue)/\(file)"
    let origin: Message = "Answer to \(place), \(LocalTime.text(time)) \(LocalTime.zone(at: time))"
    return Message.lines(sentences + remarks + [Message(verbatim: " "), origin]).text(in: language)
      .replacing("\n \n", with: "\n\n") + "\n"
  }

  var metadata: Logger.Metadata {
    ["name": "\(file)", "answer": "\(Message.sentences(sentences + remarks))"]
  }
}
