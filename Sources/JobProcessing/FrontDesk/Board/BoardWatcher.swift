package import JobModel
import Synchronization

/// One who listens to the board, such as an open page. What he has not taken yet is merged: he may be as slow as he
/// likes.
package final class BoardWatcher: Sendable {
  /// The job whose rows are watched too.
  package let job: JobID?
  /// Only jobs of this submitter; `nil`: all.
  let only: String?
  private let pending = Mutex(BoardChanges())
  private let arrived = Signal()
  private let ended = Mutex(false)

  init(job: JobID?, only: String?) {
    self.job = job
    self.only = only
  }

  /// Whether nobody listens any more.
  package var isOver: Bool { ended.withLock { $0 } }

  /// Nobody listens any more.
  package func end() {
    ended.withLock { $0 = true }
    arrived.raise()
  }

  func tell(_ changes: BoardChanges) {
    guard !changes.isEmpty else { return }
    pending.withLock { $0.merge(changes) }
    arrived.raise()
  }

  /// Waits for the next changes, and takes them.
  ///
  /// - Returns: none where nothing changed for so long; `nil` where the task is cancelled or the watching is over.
  package func next(atMost limit: Duration) async -> BoardChanges? {
    let end = ContinuousClock.now.advanced(by: limit)
    while !Task.isCancelled, !isOver {
      let changes = pending.withLock { pending in
        defer { pending = BoardChanges() }
        return pending
      }
      let left = ContinuousClock.now.duration(to: end)
      if !changes.isEmpty || left <= .zero { return changes }
      await arrived.wait(atMost: left)
    }
    return nil
  }
}
