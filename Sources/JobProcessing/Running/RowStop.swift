import Synchronization

/// Stops one running row: an order is for that row, a shutdown for all.
package final class RowStop: Sendable {
  package enum Reason: Sendable {
    /// A person cancelled the job.
    case cancelled
    /// The server stops; the row goes back and runs again later, and that does not count.
    case shutdown
  }

  private struct State {
    var reason: Reason?
    var cancel: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())

  package init() {}

  /// Why the row is to stop, if it is.
  package var reason: Reason? { state.withLock { $0.reason } }

  package func request(_ reason: Reason) {
    let cancel = state.withLock { state in
      state.reason = state.reason ?? reason
      return state.cancel
    }
    cancel?()
  }

  /// Runs `body` so that `request` cancels it.
  package func run<Value: Sendable>(_ body: @escaping @Sendable () async -> Value) async -> Value {
    // A task of its own, so that this row alone can be cancelled; it is awaited at once.
    let task = Task { await body() }
    let isLate = state.withLock { state in
      state.cancel = { task.cancel() }
      return state.reason != nil
    }
    if isLate { task.cancel() }
    let value = await withTaskCancellationHandler {
      await task.value
    } onCancel: {
      task.cancel()
    }
    state.withLock { $0.cancel = nil }
    return value
  }
}
