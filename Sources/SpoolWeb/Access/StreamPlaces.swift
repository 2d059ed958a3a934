import HTTPTypes
import JobModel
import Synchronization

/// How many event streams may be open at once.
package final class StreamPlaces: Sendable {
  private let most: Int
  private let taken = Mutex(0)

  init(_ most: Int) {
    self.most = most
  }

  /// A place for a stream; it is given back at the end of this value's life.
  package final class Place: Sendable {
    private let places: StreamPlaces

    fileprivate init(_ places: StreamPlaces) {
      self.places = places
    }

    deinit {
      places.taken.withLock { $0 -= 1 }
    }
  }

  /// - Throws: `WebFailure` 503 where all are taken.
  package func take() throws(WebFailure) -> Place {
    let isFree = taken.withLock { count in
      guard count < most else { return false }
      count += 1
      return true
    }
    guard isFree else {
      var failure = WebFailure(
        .serviceUnavailable, "too-many-streams",
        "Too many pages are open at the server at present. This one is brought up to date less often.")
      failure.retryAfter = 15
      throw failure
    }
    return Place(self)
  }

  package var count: Int { taken.withLock { $0 } }
}
