package import JobModel

/// Spreads requests over the minute. A pure value.
///
/// It is the generic cell rate algorithm (ITU-T I.371): each request has its own time, one interval after the one
/// before it, and requests that come after a pause may make up for a second of it.
package struct RequestPace: Hashable, Sendable {
  package struct Reservation: Hashable, Sendable {
    package var time: Timestamp
    fileprivate var stops: Int
  }

  /// Services that allow 60 a minute often mean one a second: no more than a second's share goes out together.
  private static let burst: Int64 = 1_000_000

  /// `nil`: as many as come.
  var perMinute: Int?
  /// No request goes out before it.
  private(set) var stoppedUntil: Timestamp?
  private var stops = 0
  /// The time of the next request where all come evenly, in microseconds since the Unix epoch.
  private var next: Int64 = 0

  init(perMinute: Int?) {
    self.perMinute = perMinute
  }

  /// Gives the next request its time.
  mutating func reserve(at now: Timestamp) -> Reservation {
    let earliest = max(now, stoppedUntil ?? now)
    guard let perMinute else { return Reservation(time: earliest, stops: stops) }
    let due = max(next, earliest.milliseconds * 1000 - Self.burst)
    next = due + 60_000_000 / Int64(perMinute)
    // Rounded up: never early.
    let time = Timestamp(milliseconds: (due + 999) / 1000)
    return Reservation(time: max(time, earliest), stops: stops)
  }

  /// No request goes out before a time. Reservations made so far are void.
  mutating func stop(until time: Timestamp) {
    guard time > stoppedUntil ?? Timestamp(milliseconds: 0) else { return }
    stoppedUntil = time
    // From then on evenly: nothing is made up for.
    next = time.milliseconds * 1000
    stops += 1
  }

  func isStillGood(_ reservation: Reservation) -> Bool { reservation.stops == stops }
}
