import Synchronization

/// Every request since the last reset, in the order in which they came.
final class CallBook: Sendable {
  private struct State {
    var calls: [RecordedCall] = []
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
      return Place(round: state.round, index: state.calls.count - 1)
    }
  }

  func notePerformed(_ place: Place) {
    change(place) { $0.isPerformed = true }
  }

  func note(status: Int, of place: Place) {
    change(place) { $0.status = status }
  }

  func calls(where fits: (RecordedCall) -> Bool) -> [RecordedCall] {
    state.withLock { $0.calls }.filter(fits)
  }

  func reset() {
    state.withLock { state in
      state.calls.removeAll()
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
