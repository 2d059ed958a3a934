import Glibc
package import JobModel

/// The wall clock as it was when the process started, going on with the monotonic clock: somebody who sets the wall
/// clock back an hour makes no row wait an hour longer, and one who sets it forward starts no storm of retries.
package struct SteadyClock: Sendable {
  private let wall: Timestamp
  private let start: ContinuousClock.Instant
  private var held: (@Sendable () -> Timestamp)?

  package init(wall: Timestamp = .now, start: ContinuousClock.Instant = .now) {
    self.wall = wall
    self.start = start
  }

  /// A clock that somebody else moves.
  package init(held: @escaping @Sendable () -> Timestamp) {
    self.init(wall: held())
    self.held = held
  }

  package var now: Timestamp { held?() ?? now(at: .now) }

  package func now(at instant: ContinuousClock.Instant) -> Timestamp {
    wall.advanced(by: start.duration(to: instant))
  }
}
