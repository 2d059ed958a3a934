/// Whoever carries requests: `HTTPClient`, or a test's own.
///
/// Cancelling the calling task ends the transfer at once with the code `cancelled`.
package protocol HTTPService: Sendable {
  /// Sends one request and takes its whole answer.
  func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse

  /// Sends one request whose answer may be an event stream: status 2xx and `text/event-stream`. Any other answer is
  /// taken whole, as `send` does.
  func stream(_ request: HTTPRequest) async throws(HTTPError) -> HTTPAnswer
}

/// An answer that may go on.
package enum HTTPAnswer: Sendable {
  case response(HTTPResponse)
  case events(HTTPEventStream)
}
