import Synchronization

/// What is known of a run while it is followed, for whoever has to stop it.
final class DifyProgress: Sendable {
  private let run: Mutex<DifyRun?>
  private let named: AsyncStream<DifyRun>
  private let announce: AsyncStream<DifyRun>.Continuation

  init(_ run: DifyRun? = nil) {
    self.run = Mutex(run)
    (named, announce) = AsyncStream.makeStream()
    if let run, run.task != nil { announce.yield(run) }
  }

  /// Called once the run's names are safe on disk.
  func set(_ run: DifyRun) {
    self.run.withLock { $0 = run }
    if run.task != nil { announce.yield(run) }
  }

  /// The run is given up; another one follows.
  func forget() { run.withLock { $0 = nil } }

  var current: DifyRun? { run.withLock { $0 } }

  /// Waits until the service has named the run; once only.
  ///
  /// - Returns: `nil` where the calling task was cancelled.
  func waitForName() async -> DifyRun? {
    for await run in named where run == current { return run }
    return nil
  }
}

/// Work with a run that must not be dropped at once: when the row is cancelled the run is stopped first, and read to its
/// end.
enum DifySupervision {
  /// How the work came to its end.
  enum Ending<Value: Sendable>: Sendable {
    case finished(Value)
    /// The row was cancelled, and the work did not end within the grace.
    case cancelled
    case deadlinePassed
  }

  private enum Event<Value: Sendable>: Sendable {
    case finished(Value)
    case graceOver
    case deadlinePassed
    case idle
  }

  /// - Parameters:
  ///   - limit: the most time for the work.
  ///   - work: is cancelled when its time is over; what it gives all the same then is not taken.
  ///   - whenCancelled: called when the calling task is cancelled; stops the run and returns after the grace.
  static func run<Value: Sendable>(
    within limit: Duration, _ work: @escaping @Sendable () async -> Value,
    whenCancelled: @escaping @Sendable () async -> Void
  ) async -> Ending<Value> {
    let (cancelled, cancel) = AsyncStream.makeStream(of: Void.self)
    // A task of its own, because a cancel must not end its transfers; it is awaited at once.
    let task = Task {
      await withTaskGroup(of: Event<Value>.self) { group in
        group.addTask { .finished(await work()) }
        group.addTask {
          for await _ in cancelled {
            await whenCancelled()
            return .graceOver
          }
          return .idle
        }
        group.addTask { (try? await ContinuousClock().sleep(for: limit)) == nil ? .idle : .deadlinePassed }
        let ending = await first(of: &group)
        group.cancelAll()
        return ending
      }
    }
    return await withTaskCancellationHandler {
      await task.value
    } onCancel: {
      cancel.yield()
    }
  }

  private static func first<Value: Sendable>(of group: inout TaskGroup<Event<Value>>) async -> Ending<Value> {
    for await event in group {
      switch event {
      case .finished(let value): return .finished(value)
      case .graceOver: return .cancelled
      case .deadlinePassed: return .deadlinePassed
      case .idle: break
      }
    }
    return .cancelled
  }
}
