package import JobModel

/// How many rows a back end can use, for those who start them.
package struct BackEndRoom: Hashable, Sendable {
  package struct Hold: Hashable, Sendable {
    package var since: Timestamp
    package var nextProbe: Timestamp
    package var isProbing: Bool

    package init(since: Timestamp, nextProbe: Timestamp, isProbing: Bool = false) {
      self.since = since
      self.nextProbe = nextProbe
      self.isProbing = isProbing
    }
  }

  /// Rows that may work with it at once.
  package var limit: Int
  /// No request goes out before this.
  package var stoppedUntil: Timestamp?
  package var hold: Hold?

  package init(limit: Int, stoppedUntil: Timestamp? = nil, hold: Hold? = nil) {
    self.limit = limit
    self.stoppedUntil = stoppedUntil
    self.hold = hold
  }

  /// Rows to have running: those that work with it, and a few that are on their way to it or from it, so that no slot
  /// is idle while a row is claimed, made ready by local steps, or written down.
  package var rows: Int { limit + max(2, limit / 4) }
}
