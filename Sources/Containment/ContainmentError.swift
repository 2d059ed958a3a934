package import SystemPackage

/// A child process that could not be started, limited or spoken to.
///
/// How a program ended (its exit status, a signal, a deadline) is not an error here but a `CommandResult`.
package struct ContainmentError: Error, Hashable, CustomStringConvertible {
  package enum Code: Hashable, Sendable {
    /// The program is not there.
    case programNotFound
    /// The program is there and may not be executed, or is no program.
    case programNotExecutable
    /// The system refused to start a process, or a pipe to it broke.
    case startFailed
    /// A limit or a protection could not be set in this process.
    case limitNotSet
    /// A child ended because it met a limit.
    case limitReached(Limit)
    /// A child was ended by a signal of its own making.
    case crashed(signal: Int32)
    /// A child ended before it had answered.
    case endedEarly(status: Int32)
    /// A child did not answer in time and was stopped.
    case deadlinePassed
    /// A child answered what it was not asked, or what cannot be read.
    case badReply
    /// A request, or a launcher's arguments, that this process cannot use.
    case badRequest
    /// The caller gave up.
    case cancelled
    /// The pool was shut down.
    case shutDown
  }

  package enum Limit: String, Sendable {
    case cpuTime
    case memory
  }

  package var code: Code
  /// What was being done, as the middle of a sentence (`start the program`).
  package var operation: String
  /// The program or path concerned.
  package var subject: String
  /// What went wrong, as a sentence, where the code does not say it all.
  package var reason: String?
  /// The system's reason.
  package var errno: Errno?
  /// The last of what the child wrote to stderr. It may hold values of a row: not for logs.
  package var errorTail: String

  package init(
    _ code: Code, operation: String, subject: String, reason: String? = nil, errno: Errno? = nil,
    errorTail: String = ""
  ) {
    self.code = code
    self.operation = operation
    self.subject = subject
    self.reason = reason
    self.errno = errno
    self.errorTail = errorTail
  }

  /// A sentence for the administrator, without anything that the child wrote.
  package var description: String {
    reason.map { "\(sentence) \($0)" } ?? sentence
  }

  private var sentence: String {
    switch code {
    case .programNotFound: "The program '\(subject)' was not found."
    case .programNotExecutable: "The program '\(subject)' may not be executed."
    case .startFailed, .limitNotSet: "Could not \(operation): '\(subject)'\(cause)."
    case .limitReached(.cpuTime): "'\(subject)' was stopped: it used more computing time than it may."
    case .limitReached(.memory): "'\(subject)' was stopped: it used more memory than it may."
    case .crashed(let signal): "'\(subject)' crashed (signal \(signal))."
    case .endedEarly(let status): "'\(subject)' ended (exit status \(status)) before it had answered."
    case .deadlinePassed: "'\(subject)' did not answer in time and was stopped."
    case .badReply: "'\(subject)' gave an answer that cannot be used."
    case .badRequest: "A request to '\(subject)' cannot be used."
    case .cancelled: "The call of '\(subject)' was cancelled."
    case .shutDown: "'\(subject)' is being shut down."
    }
  }

  private var cause: String { errno.map { " (\($0))" } ?? "" }
}
