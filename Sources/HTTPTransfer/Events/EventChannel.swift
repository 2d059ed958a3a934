import Synchronization

/// Events on their way from the transfer loop's thread to their one reader.
final class EventChannel: Sendable {
  fileprivate typealias Waiter = CheckedContinuation<Result<ServerSentEvent?, HTTPError>, Never>

  fileprivate struct State {
    var events: [ServerSentEvent] = []
    /// Events before this one were taken.
    var first = 0
    var byteCount = 0
    var ending: Result<Void, HTTPError>?
    var waiter: Waiter?
    var isPaused = false
  }

  private let state = Mutex(State())
  private let resume: @Sendable () -> Void
  private let stop: @Sendable () -> Void

  /// Beyond this many bytes or events the transfer waits for the reader.
  private static let (mostBytes, mostEvents) = (1 << 20, 512)

  /// - Parameters:
  ///   - resume: lets the transfer go on.
  ///   - stop: ends it.
  init(resume: @escaping @Sendable () -> Void, stop: @escaping @Sendable () -> Void) {
    self.resume = resume
    self.stop = stop
  }

  /// Asked before more is taken from the network; after `true` the transfer is to wait for `resume`.
  func isFull() -> Bool {
    state.withLock {
      $0.isPaused = $0.byteCount > Self.mostBytes || $0.events.count - $0.first > Self.mostEvents
      return $0.isPaused
    }
  }

  func send(_ event: ServerSentEvent) {
    let waiter: Waiter? = state.withLock { state in
      if let waiter = state.waiter.take() { return waiter }
      state.events.append(event)
      state.byteCount += event.data.utf8.count
      return nil
    }
    waiter?.resume(returning: .success(event))
  }

  /// - Parameter ending: what comes after the last event.
  func finish(_ ending: Result<Void, HTTPError>) {
    let waiter: Waiter? = state.withLock { state in
      if state.ending == nil { state.ending = ending }
      return state.waiter.take()
    }
    waiter?.resume(returning: ending.map { nil })
  }

  /// Ends the transfer. Without effect after its end.
  func cancel() { stop() }

  func next() async throws(HTTPError) -> ServerSentEvent? {
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { waiter in take(for: waiter) }
    } onCancel: {
      cancel()
    }
    return try result.get()
  }

  private func take(for waiter: Waiter) {
    let (result, goesOn): (Result<ServerSentEvent?, HTTPError>?, Bool) = state.withLock { state in
      guard state.first < state.events.count else {
        if let ending = state.ending { return (ending.map { nil }, false) }
        precondition(state.waiter == nil, "a stream has one reader")
        state.waiter = waiter
        return (nil, false)
      }
      return (.success(state.takeFirst()), state.goesOn(below: Self.mostBytes / 2))
    }
    if goesOn { resume() }
    if let result { waiter.resume(returning: result) }
  }
}

extension EventChannel.State {
  fileprivate mutating func takeFirst() -> ServerSentEvent {
    let event = events[first]
    first += 1
    byteCount -= event.data.utf8.count
    if first == events.count { (events, first) = ([], 0) }
    return event
  }

  /// - Returns: whether a transfer that waits can go on; only once.
  fileprivate mutating func goesOn(below limit: Int) -> Bool {
    guard isPaused, byteCount < limit, events.count - first < 256 else { return false }
    isPaused = false
    return true
  }
}
