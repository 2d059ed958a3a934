import Synchronization

/// Every request since the last reset, in the order in which they came.
final class CallBook: Sendable {
  private struct State {
    var calls: [RecordedCall] = []
    /// Requests of each service that are worked on, and the most there ever were.
    var atOnce: [String: Int] = [:]
    var mostAtOnce: [String: Int] = [:]
    /// Counts resets, so that a call from before one is not taken for a later one.
    var round = 0
  }

  /// A call's place in the book.
  struct Place: Sendable {
    fileprivate let round: Int
    fileprivate let index: Int
  }

  private let state = Mutex(State())

  func record(_ call: RecordedCall) -> Place {
    state.withLock { state in
      var call = call
      call.number = state.calls.count + 1
      state.calls.append(call)
      let atOnce = state.atOnce[call.service, default: 0] + 1
      state.atOnce[call.service] = atOnce
      state.mostAtOnce[call.service] = max(atOnce, state.mostAtOnce[call.service] ?? 0)
      return Place(round: state.round, index: state.calls.count - 1)
    }
  }

  func notePerformed(_ place: Place) {
    change(place) { $0.isPerformed = true }
  }

  /// Notes the end of a request.
  func note(status: Int, of place: Place) {
    state.withLock { state in
      guard state.round == place.round else { return }
      state.calls[place.index].status = status
      state.atOnce[state.calls[place.index].service, default: 1] -= 1
    }
  }

  func mostAtOnce(_ service: String) -> Int { state.withLock { $0.mostAtOnce[service] ?? 0 } }

  func calls(where fits: (RecordedCall) -> Bool) -> [RecordedCall] {
    state.withLock { $0.calls }.filter(fits)
  }

  func reset() {
    state.withLock { state in
      state.calls.removeAll()
      state.atOnce.removeAll()
      state.mostAtOnce.removeAll()
      state.round += 1
    }
  }

  private func change(_ place: Place, _ body: (inout RecordedCall) -> Void) {
    state.withLock { state in
      guard state.round == place.round else { return }
      body(&state.calls[place.index])
    }
  }
}
