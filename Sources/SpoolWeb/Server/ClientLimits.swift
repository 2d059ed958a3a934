/// How slow a client may be.
package struct ClientLimits: Sendable {
  /// How long a request's header may take, from its first byte or the end of the last request to its end; and how long a
  /// connection may lie idle.
  package var header = Duration.seconds(60)
  /// How long a body may take to begin flowing.
  package var grace = Duration.seconds(20)
  /// Bytes a second that a body must bring from then on, on the whole.
  package var leastRate = 1000.0
  /// How long the client may take nothing of an answer that is ready for it.
  package var longestStall = Duration.seconds(60)
  /// How often a connection is looked at.
  package var lookInterval = Duration.seconds(5)

  package init() {}
}
