import JobModel
package import Spool
import Synchronization

/// Ends attempts on disk, many with one sync: whatever piles up while one group is being made durable is the next.
///
/// Where the disk does not take an ending (it is full, say), the ending is kept and given again: the row is not
/// failed for it, and nobody is told before it is durable.
package final class Finisher: Sendable {
  /// A group of rows whose endings are durable.
  package typealias Ended = [Spool.Finish]

  private let spool: Spool
  private let waiting = Mutex<[Spool.Finish]>([])
  private let isClosed = Mutex(false)
  private let arrived = Signal()
  private let continuation: AsyncStream<Event>.Continuation

  package enum Event: Sendable {
    case ended(Ended)
    /// The disk does not take endings at present.
    case trouble(SpoolError)
    /// It does again.
    case relief
  }

  /// What happens, for one reader.
  package let events: AsyncStream<Event>

  package init(_ spool: Spool) {
    self.spool = spool
    (events, continuation) = AsyncStream.makeStream()
  }

  package func end(_ finish: Spool.Finish) {
    waiting.withLock { $0.append(finish) }
    arrived.raise()
  }

  /// No further ending comes: `run` returns when those that are there are durable.
  package func close() {
    isClosed.withLock { $0 = true }
    arrived.raise()
  }

  /// Rows whose endings are not durable yet.
  package var pendingCount: Int { waiting.withLock { $0.count } }

  /// The largest group: one that takes longer to sync than this would hold up everybody's endings.
  private static let largestGroup = 4096
  private static let pauseAfterTrouble = Duration.seconds(1)

  /// Works until it is closed and nothing is left to end, whether or not the task is cancelled. Runs on `thread`.
  package func run(on thread: FileThread) async {
    await withTaskExecutorPreference(thread) {
      var isTroubled = false
      while true {
        let group = waiting.withLock { Array($0.prefix(Self.largestGroup)) }
        if group.isEmpty {
          if isClosed.withLock({ $0 }) { break }
          await arrived.wait()
          continue
        }
        let left = finish(group, &isTroubled)
        waiting.withLock { $0.replaceSubrange(0..<group.count, with: left) }
        if !left.isEmpty {
          // When stopping, what the disk does not take now is found by its last line at the next start.
          if isClosed.withLock({ $0 }) { break }
          try? await ContinuousClock().sleep(for: Self.pauseAfterTrouble)
        }
      }
    }
    continuation.finish()
  }

  /// - Returns: those that the disk did not take.
  private func finish(_ group: [Spool.Finish], _ isTroubled: inout Bool) -> [Spool.Finish] {
    let errors = spool.finish(group)
    var ended: Ended = []
    var left: [Spool.Finish] = []
    for (finish, error) in zip(group, errors) {
      if error == nil { ended.append(finish) } else { left.append(finish) }
    }
    if !ended.isEmpty { continuation.yield(.ended(ended)) }
    if let error = errors.lazy.compactMap({ $0 }).first {
      if !isTroubled { continuation.yield(.trouble(error)) }
      isTroubled = true
    } else if isTroubled {
      continuation.yield(.relief)
      isTroubled = false
    }
    return left
  }
}
