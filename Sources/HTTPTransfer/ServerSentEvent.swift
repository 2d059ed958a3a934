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
  private let end: @Sendable () -> Void
  private let keeper: Keeper

  /// - Parameters:
  ///   - next: gives event after event; `nil` at the orderly end of the body.
  ///   - end: called when the reader is gone, also after the end.
  package init(
    status: Int, headers: [HTTPHeader], next: @escaping @Sendable () async throws(HTTPError) -> ServerSentEvent?,
    end: @escaping @Sendable () -> Void = {}
  ) {
    self.status = status
    self.headers = headers
    source = next
    self.end = end
    keeper = Keeper(end: end)
  }

  package func makeAsyncIterator() -> Iterator { Iterator(source: source, keepers: [keeper, Keeper(end: end)]) }

  package struct Iterator: AsyncIteratorProtocol {
    fileprivate let source: @Sendable () async throws(HTTPError) -> ServerSentEvent?
    /// The stream's own, which may be gone before its iterator, and one that goes with this iterator.
    fileprivate let keepers: [Keeper]

    package mutating func next() async throws(HTTPError) -> ServerSentEvent? { try await source() }

    package mutating func next(isolation: isolated (any Actor)?) async throws(HTTPError) -> ServerSentEvent? {
      try await source()
    }
  }

  /// Says when nobody holds it any more.
  fileprivate final class Keeper: Sendable {
    private let end: @Sendable () -> Void

    init(end: @escaping @Sendable () -> Void) { self.end = end }

    deinit { end() }
  }
}
