import Containment
import JobModel

extension Failure {
  /// What a child that could not do its work means for the row.
  ///
  /// A local program may always be asked again, so that all but a caller's mistake is `transient`; one that met its
  /// limits would meet them again with the same input.
  ///
  /// - Parameter subject: what was worked on, as the middle of a sentence.
  init(_ error: ContainmentError, step: String, subject: Message) {
    let place: Message = "The step '\(step)' could not work on \(subject)"
    switch error.code {
    case .programNotFound:
      self.init(
        .transient, code: "program-missing",
        message:
          "The program '\(error.subject)' of the step '\(step)' was not found. An administrator has to install it.")
    case .programNotExecutable:
      self.init(
        .transient, code: "program-not-executable",
        message: """
          The program '\(error.subject)' of the step '\(step)' may not be executed. \
          An administrator has to make it executable.
          """)
    case .limitReached(.memory):
      self.init(.invalid, code: "memory-limit", message: "\(place): it needs more memory than it may use.")
    case .limitReached(.cpuTime):
      self.init(.invalid, code: "time-limit", message: "\(place): it needs more computing time than it may use.")
    case .badRequest:
      self.init(.invalid, code: "request-too-large", message: "\(place): the row's values are too large.")
    case .deadlinePassed:
      self.init(.transient, code: "step-timeout", message: "\(place): it took too long and was stopped.")
    case .crashed(let signal):
      self.init(.transient, code: "program-crashed", message: "\(place): the program crashed (signal \(signal)).")
    case .endedEarly, .badReply:
      self.init(.transient, code: "program-reply", message: "\(place): the program gave no usable answer.")
    case .startFailed, .limitNotSet, .cancelled, .shutDown:
      self.init(.transient, code: "program-start", message: "\(place): the program could not be started.")
    }
    detail = error.errorTail.isEmpty ? error.description : "\(error.description)\n\(error.errorTail)"
  }
}
