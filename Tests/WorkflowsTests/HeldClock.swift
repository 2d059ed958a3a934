import JobModel
import Synchronization

@testable import Workflows

/// A clock that stands until a test moves it.
final class HeldClock: Sendable {
  private struct State {
    var now: Timestamp
    var sleepers: [(id: Int, until: Timestamp, wake: CheckedContinuation<Void, Never>)] = []
    var count = 0
    var cancelled: Set<Int> = []
  }

  private let state: Mutex<State>

  init(_ start: Timestamp = Timestamp(milliseconds: 1_000_000_000)) {
    state = Mutex(State(now: start))
  }

  var now: Timestamp { state.withLock(\.now) }
  var sleeping: Int { state.withLock(\.sleepers.count) }

  func advance(by duration: Duration) {
    let due = state.withLock { state in
      state.now = state.now.advanced(by: duration)
      let due = state.sleepers.filter { $0.until <= state.now }
      state.sleepers.removeAll { $0.until <= state.now }
      return due
    }
    for sleeper in due { sleeper.wake.resume() }
  }

  var clock: BackEndClock {
    BackEndClock(now: { self.now }, sleep: { try await self.sleep(until: $0) })
  }

  private func sleep(until: Timestamp) async throws {
    let id = state.withLock { state in
      state.count += 1
      return state.count
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          if until <= state.now || state.cancelled.contains(id) { return true }
          state.sleepers.append((id, until, continuation))
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      cancel(id)
    }
    try Task.checkCancellation()
  }

  private func cancel(_ id: Int) {
    let sleeper = state.withLock { state in
      state.cancelled.insert(id)
      let sleeper = state.sleepers.first { $0.id == id }
      state.sleepers.removeAll { $0.id == id }
      return sleeper
    }
    sleeper?.wake.resume()
  }
}
