package import SystemPackage

/// An answer. A status such as 404 is an answer, not an error.
package struct HTTPResponse: Sendable {
  package var status: Int
  /// In the order they came, of the last answer where redirects were followed.
  package var headers: [HTTPHeader]
  package var body: Body
  /// Where it came from in the end.
  package var url: String
  /// From the call to the last byte.
  package var elapsed: Duration

  package enum Body: Hashable, Sendable {
    case bytes([UInt8])
    /// - Parameter count: bytes in it.
    case file(FilePath, count: Int)
  }

  package init(
    status: Int, headers: [HTTPHeader] = [], body: Body = .bytes([]), url: String, elapsed: Duration = .zero
  ) {
    self.status = status
    self.headers = headers
    self.body = body
    self.url = url
    self.elapsed = elapsed
  }

  /// The first header of this name, without regard to case.
  package func header(_ name: String) -> String? {
    headers.first { $0.isNamed(name) }?.value
  }
}
