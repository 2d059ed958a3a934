/// One event of a `text/event-stream`, as the HTML standard (9.2.6) dispatches it; one difference: an event without
/// `data` is given too, because some services send `event: ping` alone.
package struct ServerSentEvent: Hashable, Sendable {
  /// `nil` where no `event:` line came.
  package var name: String?
  package var data: String
  package var id: String?

  package init(name: String? = nil, data: String, id: String? = nil) {
    self.name = name
    self.data = data
    self.id = id
  }
}

/// The events of one answer, read once and by one reader.
///
/// The transfer waits where the reader is slow, so memory stays flat. Ending the loop early, or dropping the
/// stream, ends the transfer.
package struct HTTPEventStream: AsyncSequence, Sendable {
  package typealias Element = ServerSentEvent

  package let status: Int
  package let headers: [HTTPHeader]
  private let source: @Sendable () async throws(HTTPError) -> ServerSentEvent?

  /// - Parameter next: gives event after event; `nil` at the orderly end of the body.
  package init(
    status: Int, headers: [HTTPHeader], next: @escaping @Sendable () async throws(HTTPError) -> ServerSentEvent?
  ) {
    self.status = status
    self.headers = headers
    source = next
  }

  package func makeAsyncIterator() -> Iterator { Iterator(source: source) }

  package struct Iterator: AsyncIteratorProtocol {
    fileprivate let source: @Sendable () async throws(HTTPError) -> ServerSentEvent?

    package mutating func next() async throws(HTTPError) -> ServerSentEvent? { try await source() }

    package mutating func next(isolation: isolated (any Actor)?) async throws(HTTPError) -> ServerSentEvent? {
      try await source()
    }
  }
}
