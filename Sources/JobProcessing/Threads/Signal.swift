import Synchronization

/// Says that something changed to the one that waits for it. Changes while nobody waits are remembered as one.
package final class Signal: Sendable {
  private struct State {
    var isRaised = false
    var waiter: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  package init() {}

  package func raise() {
    let waiter = state.withLock { state in
      state.isRaised = state.waiter == nil
      let waiter = state.waiter
      state.waiter = nil
      return waiter
    }
    waiter?.resume()
  }

  /// Returns at the next change, or when the task is cancelled.
  package func wait() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isReady = state.withLock { state in
          if state.isRaised || Task.isCancelled {
            state.isRaised = false
            return true
          }
          state.waiter = continuation
          return false
        }
        if isReady { continuation.resume() }
      }
    } onCancel: {
      raise()
    }
  }

  /// Returns at the next change, after a time, or when the task is cancelled.
  package func wait(atMost limit: Duration?) async {
    guard let limit else { return await wait() }
    await withDiscardingTaskGroup { group in
      group.addTask {
        do {
          try await ContinuousClock().sleep(for: limit)
          self.raise()
        } catch {
          // The change came first.
        }
      }
      await wait()
      group.cancelAll()
    }
  }
}
