package import JobModel

/// The time for back ends: a running server's, or one that a test holds.
package struct BackEndClock: Sendable {
  package var now: @Sendable () -> Timestamp
  /// - Throws: `CancellationError`.
  package var sleep: @Sendable (_ until: Timestamp) async throws -> Void

  package init(
    now: @escaping @Sendable () -> Timestamp, sleep: @escaping @Sendable (_ until: Timestamp) async throws -> Void
  ) {
    self.now = now
    self.sleep = sleep
  }

  /// - Parameter now: a time that goes on evenly.
  package init(now: @escaping @Sendable () -> Timestamp = { .now }) {
    self.init(now: now) { until in try await ContinuousClock().sleep(for: now().duration(to: until)) }
  }
}
