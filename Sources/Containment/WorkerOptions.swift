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

  package init(
    count: Int, keepReady: Int = 0, recycleAfter: Int? = nil, recycleWhenAsked: Bool = false,
    longestReply: Int = 1 << 20
  ) {
    self.count = max(1, count)
    self.keepReady = max(0, keepReady)
    self.recycleAfter = recycleAfter
    self.recycleWhenAsked = recycleWhenAsked
    self.longestReply = longestReply
  }

  /// A fresh child for every request, the next one started ahead: for work that may spoil the process it is done in.
  package static func freshChildren(count: Int = 1) -> WorkerOptions {
    WorkerOptions(count: count, keepReady: 1, recycleAfter: 1)
  }
}
