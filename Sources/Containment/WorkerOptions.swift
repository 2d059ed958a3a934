/// How a pool of workers is kept.
package struct WorkerOptions: Sendable {
  /// Requests worked on at once, and so the most workers that are busy.
  package var count: Int
  /// Idle workers started ahead, so that a request need not wait for a program's start.
  package var keepReady: Int
  /// Requests after which a worker ends and another takes its place; `nil` for never.
  package var recycleAfter: Int?
  /// Whether a worker ends after a reply with a true member `recycle`, which a child sends when it distrusts itself.
  package var recycleWhenAsked: Bool
  /// Bytes of the longest reply.
  package var longestReply: Int
  /// What a worker's limits are when it sets them itself; only to tell how it ended.
  package var ownLimits: ProcessLimits?

  package init(
    count: Int, keepReady: Int = 0, recycleAfter: Int? = nil, recycleWhenAsked: Bool = false,
    longestReply: Int = 1 << 20, ownLimits: ProcessLimits? = nil
  ) {
    self.count = max(1, count)
    self.keepReady = max(0, keepReady)
    self.recycleAfter = recycleAfter
    self.recycleWhenAsked = recycleWhenAsked
    self.longestReply = longestReply
    self.ownLimits = ownLimits
  }
}
