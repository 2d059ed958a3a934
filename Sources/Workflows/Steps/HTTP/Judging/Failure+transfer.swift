import HTTPTransfer
import JobModel

extension Failure {
  /// What a request without a whole answer means for its row.
  ///
  /// - Parameter isRepeatable: whether the request may be sent again without harm.
  init(_ error: HTTPError, service: String, step: String, isRepeatable: Bool) {
    let isOpen = error.wasSent && !isRepeatable
    let sentence: Message =
      isOpen
      ? .sentences([
        error.message,
        """
        It is not known whether the service '\(service)' did the work for this row. \
        Look there if you can, then retry the row or leave it.
        """,
      ])
      : error.message
    switch error.code {
    case .hostNotAllowed, .addressNotAllowed, .badURL, .badRequest, .tooManyRedirects:
      self.init(.invalid, code: "request-\(error.code.rawValue)", message: error.message)
    case .tooLarge where !isOpen, .headersTooLarge where !isOpen:
      self.init(.invalid, code: "answer-too-large", message: error.message)
    case .cancelled:
      self.init(.transient, code: Self.cancelledCode, message: "The row was cancelled.")
    default:
      self.init(isOpen ? .unknown : .transient, code: "transfer-\(error.code.rawValue)", message: sentence)
    }
    detail = error.detail
    self.service = service
  }

  /// A row that was stopped.
  static let cancelledCode = "cancelled"

  var isCancelled: Bool { code == Self.cancelledCode }
}
