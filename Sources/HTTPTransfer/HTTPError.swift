package import JobModel

/// A request that got no whole answer.
package struct HTTPError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Code: String, Hashable, Sendable {
    /// The URL is not an absolute `http` or `https` one.
    case badURL
    /// A header that would end its line, or a file to send that cannot be read.
    case badRequest
    /// The host is none of those that may be called.
    case hostNotAllowed
    /// The host has a loopback, private or link-local address, and is not allowed to.
    case addressNotAllowed
    case nameNotFound
    case notConnected
    /// The certificate is not valid for the host, or no common TLS.
    case tls
    /// The connection ended before the answer did.
    case reset
    /// Nothing came for the idle time.
    case idle
    case deadlinePassed
    case tooLarge
    case headersTooLarge
    /// An answer that is not HTTP, or whose compression is broken or hides too much.
    case badAnswer
    case tooManyRedirects
    /// The answer could not be written to its file.
    case notWritten
    case cancelled
    case shutDown
  }

  package var code: Code
  /// `false`: not one byte of the request reached the service. `true`: some may have.
  package var wasSent: Bool
  /// A sentence for people, with the host's name in it, without secrets, queries or header values.
  package var message: Message
  /// What libcurl says, redacted.
  package var detail: String?

  package init(_ code: Code, wasSent: Bool, message: Message, detail: String? = nil) {
    self.code = code
    self.wasSent = wasSent
    self.message = message
    self.detail = detail
  }

  package var description: String { message.english }
}
