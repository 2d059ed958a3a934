import Containment
import HTTPTransfer
import JobModel

/// Why a row's address gave no file, with the class that decides whether it is tried again.
struct FetchSentences: Sendable {
  private let address: Message
  private let title: Message
  private let isImage: Bool
  private let attempt: Int

  /// A server that always says "later" does not keep a job open for ever.
  private static let mostThrottled = 20

  /// - Parameter attempt: of the row, from 1.
  init(_ input: WebInput, attempt: Int) {
    address = Message(verbatim: input.shown)
    title = input.column.title
    isImage = input.column.type == .image
    self.attempt = attempt
  }

  private func failure(
    _ kind: Failure.Class, _ code: String, _ fault: Message, detail: String? = nil
  ) -> Failure {
    Failure(kind, code: "fetch-\(code)", message: "\(title): \(fault)", detail: detail)
  }

  // MARK: Answers

  func refused(_ response: HTTPResponse, now: Timestamp) -> Failure {
    let status = response.status
    switch status {
    case 404, 410:
      return failure(
        .invalid, "not-found", "There is nothing at “\(address)” (status \(status)). Correct the address in the cell.")
    case 401, 402, 403, 407:
      return failure(
        .invalid, "refused",
        """
        The server does not give “\(address)” to everybody (status \(status)): it needs a login, or the link has run \
        out. Write an address that opens without a login, or drop the file together with the table.
        """)
    case 408, 425, 429, 500...:
      var failure = failure(
        .transient, "server-fault", "The server could not give “\(address)” at present (status \(status)).")
      if status < 500, attempt <= Self.mostThrottled {
        failure.class = .throttled
        failure.retryAfter = RetryAfter.parse(response.headers, now: .milliseconds(now.milliseconds))
          .map { min($0, RetryDelay.longest) }
      }
      return failure
    default:
      return failure(
        .invalid, "refused",
        "The server does not give “\(address)” (status \(status)). Open the address in a browser, and correct it.")
    }
  }

  /// - Parameter largest: bytes that are taken at most.
  func failure(_ error: HTTPError, largest: Int = 0) -> Failure {
    if error.code == .cancelled {
      return Failure(.transient, code: Failure.cancelledCode, message: "The row was cancelled.")
    }
    switch error.code {
    case .tooLarge:
      return failure(
        .invalid, "too-large",
        "What “\(address)” leads to is larger than \(largest >> 20) MiB. Take a smaller file.", detail: error.detail)
    case .hostNotAllowed, .addressNotAllowed, .badURL, .badRequest, .tooManyRedirects, .headersTooLarge:
      return failure(
        .invalid, error.code.rawValue, "“\(address)” was not fetched. \(error.message)", detail: error.detail)
    default:
      return failure(
        .transient, error.code.rawValue, "“\(address)” could not be fetched. \(error.message)", detail: error.detail)
    }
  }

  // MARK: Contents

  var empty: Failure {
    failure(.invalid, "empty", "The file at “\(address)” is empty (0 bytes). Correct the address in the cell.")
  }

  /// It may have been cut off on the way.
  var cutOff: Failure {
    failure(.transient, "cut-off", "The file at “\(address)” came without its end.")
  }

  func wrongKind(_ format: FileFormat) -> Failure {
    if isImage {
      return failure(
        .invalid, "not-a-picture",
        """
        “\(address)” leads to \(format.kindForPeople), not to a picture. Write the address of the picture itself: in a \
        browser, right-click the picture and copy its address.
        """)
    }
    return failure(
      .invalid, "not-a-file",
      """
      “\(address)” leads to a web page, not to a file: perhaps to one that asks for a login. Write the address of the \
      file itself.
      """)
  }

  /// - Parameter cause: the picture child's.
  func unusable(_ cause: Failure) -> Failure {
    var failure = failure(
      cause.class, "unusable", "The picture at “\(address)” cannot be used. \(cause.message)", detail: cause.detail)
    if cause.class != .invalid { failure.class = .transient }
    return failure
  }

  // MARK: This machine

  func unreadable(_ error: any Error) -> Failure {
    failure(.transient, "unreadable", "The file from “\(address)” cannot be read again.", detail: "\(error)")
  }

  func notLookedAt(_ error: ContainmentError?) -> Failure {
    // A picture that asks for more than a child may have would ask for it again.
    if let error, case .limitReached = error.code {
      return failure(
        .invalid, "too-costly", "The picture at “\(address)” is too large to be opened.", detail: error.description)
    }
    return failure(
      .transient, "not-looked-at", "The picture at “\(address)” could not be looked at.", detail: error?.description)
  }
}
