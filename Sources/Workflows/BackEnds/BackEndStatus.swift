package import JobModel

/// A back end as views show it.
package struct BackEndStatus: Hashable, Sendable {
  package var service: String
  /// Scheme, host and port.
  package var endpoint: String
  /// Rows it may have at once now, and by its configuration.
  package var limit: Int
  package var configuredLimit: Int
  package var perMinute: Int?
  /// Rows that work with it.
  package var inFlight: Int
  /// Rows that have begun and wait for it.
  package var waiting: Int
  /// The service asked for no request before this.
  package var slowedUntil: Timestamp?
  package var hold: BackEndHold?

  package init(
    service: String, endpoint: String, limit: Int, configuredLimit: Int, perMinute: Int? = nil, inFlight: Int = 0,
    waiting: Int = 0, slowedUntil: Timestamp? = nil, hold: BackEndHold? = nil
  ) {
    self.service = service
    self.endpoint = endpoint
    self.limit = limit
    self.configuredLimit = configuredLimit
    self.perMinute = perMinute
    self.inFlight = inFlight
    self.waiting = waiting
    self.slowedUntil = slowedUntil
    self.hold = hold
  }

  /// Whether there is anything to tell about it.
  package var isNotable: Bool { hold != nil || slowedUntil != nil || limit < configuredLimit }
}
