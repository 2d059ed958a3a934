import JobModel
import Spool
import Synchronization

/// Makes lines of running rows durable, many with one sync: whatever piles up while one group is being synced is the
/// next. Without it, hundreds of requests a second would each wait for a sync of their own.
final class RowLines: Sendable {
  private struct Waiting {
    var lines: [Spool.Line] = []
    var continuations: [CheckedContinuation<Void, any Error>] = []
    /// One thread writes; it ends when nothing waits.
    var isWriting = false
  }

  private let spool: Spool
  private let threads: FileThreads
  private let waiting = Mutex(Waiting())

  init(_ spool: Spool, threads: FileThreads) {
    self.spool = spool
    self.threads = threads
  }

  /// Returns when the line is durable.
  ///
  /// - Throws: `SpoolError` where it may not be.
  func append(_ event: TaskEvent, to row: RunningRow) async throws {
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
      let mustStart = waiting.withLock { waiting in
        waiting.lines.append(Spool.Line(row, event))
        waiting.continuations.append(continuation)
        defer { waiting.isWriting = true }
        return !waiting.isWriting
      }
      if mustStart { threads.submit { [self] in write() } }
    }
  }

  private func write() {
    while let (lines, continuations) = take() {
      for (continuation, error) in zip(continuations, spool.append(lines)) {
        if let error { continuation.resume(throwing: error) } else { continuation.resume() }
      }
    }
  }

  private func take() -> ([Spool.Line], [CheckedContinuation<Void, any Error>])? {
    waiting.withLock { waiting in
      guard !waiting.lines.isEmpty else {
        waiting.isWriting = false
        return nil
      }
      defer { (waiting.lines, waiting.continuations) = ([], []) }
      return (waiting.lines, waiting.continuations)
    }
  }
}
