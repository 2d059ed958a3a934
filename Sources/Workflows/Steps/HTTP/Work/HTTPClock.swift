import JobModel

/// The time as `http` steps see it; tests hold one of their own.
struct HTTPClock: Sendable {
  /// For dates in headers.
  var now: @Sendable () -> Timestamp = { .now }
  /// Since any fixed moment.
  var elapsed: @Sendable () -> Duration = {
    let start = ContinuousClock.Instant.now
    return start - HTTPClock.start
  }
  /// - Throws: where the calling task is cancelled.
  var sleep: @Sendable (Duration) async throws -> Void = { try await ContinuousClock().sleep(for: $0) }
  /// How long a request that must not be repeated may go on after its row was stopped, and how long stopping remote
  /// work may take.
  var grace = Duration.seconds(10)

  private static let start = ContinuousClock.Instant.now
}
