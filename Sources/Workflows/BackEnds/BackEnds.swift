import HTTPTransfer
package import JobModel
import Synchronization

/// The back ends of one process: whoever works with a service asks here first, whichever job's row it is.
///
/// `BackEndState` decides; this keeps one for each back end, and lets those wait who have to.
package final class BackEnds: BackEndGate {
  private struct State {
    var backEnds: [BackEndID: BackEndState] = [:]
    var sleepers: [Int: Sleeper] = [:]
    /// Rows that were cancelled before they lay down.
    var cancelled: Set<Int> = []
    var lastTicket = 0
    var news: [BackEndNews] = []
    /// Holds of an earlier process, until their back ends are asked for.
    var earlier: [EarlierHold] = []
    var whenChanged: @Sendable () -> Void = {}
  }

  private struct Sleeper {
    var backEnd: BackEndID
    var continuation: CheckedContinuation<Result<BackEndState.Admission, Failure>, Never>
  }

  private typealias Wakeup = (Sleeper, Result<BackEndState.Admission, Failure>)

  private let state = Mutex(State())
  private let rules: BackEndRules
  private let clock: BackEndClock
  private let limits: @Sendable (BackEndID) -> BackEndLimits

  /// - Parameter limits: today's configuration, asked at each entry.
  package init(
    rules: BackEndRules = BackEndRules(), clock: BackEndClock = BackEndClock(),
    limits: @escaping @Sendable (BackEndID) -> BackEndLimits = { _ in BackEndLimits() }
  ) {
    self.rules = rules
    self.clock = clock
    self.limits = limits
  }

  /// - Parameter action: called after each change that may let rows start or that people are told. It must not wait.
  package func whenChanged(_ action: @escaping @Sendable () -> Void) {
    state.withLock { $0.whenChanged = action }
  }

  // MARK: The gate

  package func enter(_ backEnd: BackEndID) async throws(Failure) -> any BackEndPass {
    let limits = limits(backEnd)
    let ticket = state.withLock { state in
      state.lastTicket += 1
      return state.lastTicket
    }
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let sleeper = Sleeper(backEnd: backEnd, continuation: continuation)
        let answer = state.withLock { enter(sleeper, ticket, limits, &$0) }
        if let answer { continuation.resume(returning: answer) }
      }
    } onCancel: {
      wake(ticket)
    }
    // Cancelled when it was let in already.
    if Task.isCancelled { state.withLock { _ = $0.cancelled.remove(ticket) } }
    return BackEndWork(backEnd, try result.get(), in: self)
  }

  /// - Returns: `nil` where the row has to wait.
  private func enter(
    _ sleeper: Sleeper, _ ticket: Int, _ limits: BackEndLimits, _ state: inout State
  ) -> Result<BackEndState.Admission, Failure>? {
    if state.cancelled.remove(ticket) != nil { return .failure(Self.cancelled) }
    let id = sleeper.backEnd
    let entry = change(id, &state) { backEnd in
      backEnd.take(limits)
      return backEnd.enter(ticket, .current, at: clock.now())
    }
    switch entry {
    case .admitted(let admission): return .success(admission)
    case .refused(let failure): return .failure(failure)
    case .waits:
      state.sleepers[ticket] = sleeper
      return nil
    }
  }

  /// A waiting row was cancelled.
  private func wake(_ ticket: Int) {
    let sleeper = state.withLock { state -> Sleeper? in
      guard let sleeper = state.sleepers.removeValue(forKey: ticket) else {
        state.cancelled.insert(ticket)
        return nil
      }
      state.backEnds[sleeper.backEnd]?.giveUp(ticket)
      return sleeper
    }
    sleeper?.continuation.resume(returning: .failure(Self.cancelled))
  }

  fileprivate static let cancelled = Failure(
    .transient, code: BackEndState.cancelled, message: "The row was cancelled.")

  /// Changes a back end, which is made where there is none yet.
  private func change<Value>(
    _ id: BackEndID, _ state: inout State, _ body: (inout BackEndState) -> Value
  ) -> Value {
    var backEnd = state.backEnds[id] ?? make(id, &state)
    // Changed in place: a copy in the table would make the line be copied.
    state.backEnds[id] = nil
    defer { state.backEnds[id] = backEnd }
    return body(&backEnd)
  }

  private func make(_ id: BackEndID, _ state: inout State) -> BackEndState {
    var backEnd = BackEndState(id, limits: limits(id), rules: rules)
    if let index = state.earlier.firstIndex(where: { $0.service == id.service && $0.endpoint == id.endpoint }) {
      backEnd.resume(state.earlier.remove(at: index).hold, at: clock.now())
    }
    return backEnd
  }

  /// Carries out a change that may let others in or that people are told.
  fileprivate func apply<Value: Sendable>(
    _ id: BackEndID, _ body: (inout BackEndState, Timestamp) -> (Value, [BackEndNews])
  ) -> Value {
    let (value, wakeups, action) = state.withLock { state -> (Value, [Wakeup], (@Sendable () -> Void)?) in
      let now = clock.now()
      let before = state.backEnds[id]?.room
      let ((value, news), turns) = change(id, &state) { backEnd in
        (body(&backEnd, now), backEnd.callNext(at: now))
      }
      state.news += news
      let wakeups = turns.compactMap { turn -> Wakeup? in
        guard let sleeper = state.sleepers.removeValue(forKey: turn.ticket) else { return nil }
        switch turn.entry {
        case .admitted(let admission): return (sleeper, .success(admission))
        case .refused(let failure): return (sleeper, .failure(failure))
        case .waits: return nil
        }
      }
      let isChanged = !news.isEmpty || state.backEnds[id]?.room != before
      return (value, wakeups, isChanged ? state.whenChanged : nil)
    }
    for (sleeper, result) in wakeups { sleeper.continuation.resume(returning: result) }
    action?()
    return value
  }

  fileprivate func pace(_ id: BackEndID, _ admission: inout BackEndState.Admission) async throws(Failure) {
    while true {
      let reservation = state.withLock { state in
        change(id, &state) { $0.reserve(&admission, at: clock.now()) }
      }
      if reservation.time <= clock.now() { return }
      do {
        try await clock.sleep(reservation.time)
      } catch {
        throw Self.cancelled
      }
      if state.withLock({ $0.backEnds[id]?.isStillGood(reservation) ?? true }) { return }
    }
  }

  fileprivate var now: Timestamp { clock.now() }

  // MARK: For those who start rows

  /// What each of these back ends takes now. One that nobody asked for yet takes what is configured.
  package func rooms() -> [BackEndID: BackEndRoom] {
    state.withLock { $0.backEnds.mapValues(\.room) }
  }

  /// Every back end that was asked for, in no order.
  package func statuses() -> [BackEndID: BackEndStatus] {
    state.withLock { state in
      let now = clock.now()
      return state.backEnds.mapValues { $0.status(at: now) }
    }
  }

  /// Every back end for views, by name; held ones of an earlier process too.
  package func report() -> [BackEndStatus] {
    let earlier = state.withLock(\.earlier).map {
      BackEndStatus(service: $0.service, endpoint: $0.endpoint, limit: 0, configuredLimit: 0, hold: $0.hold)
    }
    return (statuses().values + earlier).sorted { ($0.service, $0.endpoint) < ($1.service, $1.endpoint) }
  }

  /// What people are to be told since the last call.
  package func takeNews() -> [BackEndNews] {
    state.withLock { state in
      let now = clock.now()
      for id in state.backEnds.keys where state.backEnds[id]?.hold != nil {
        state.news += state.backEnds[id]?.pass(now) ?? []
      }
      defer { state.news = [] }
      return state.news
    }
  }

  /// Makes back ends known with today's limits before any row asks for them.
  package func prepare(_ ids: some Sequence<BackEndID>) {
    for id in ids {
      let limits = limits(id)
      state.withLock { state in change(id, &state) { $0.take(limits) } }
    }
  }

  /// The next row that comes may probe, because a person said so.
  package func probeNow(_ ids: some Sequence<BackEndID>) {
    for id in ids { apply(id) { backEnd, now in (backEnd.probeNow(at: now), []) } }
  }

  /// Back ends that nobody will ask for again. One that somebody works with is kept.
  ///
  /// - Returns: the end of their holds.
  package func forget(_ ids: some Sequence<BackEndID>) -> [BackEndNews] {
    state.withLock { state in
      let now = clock.now()
      return ids.compactMap { id in
        guard let backEnd = state.backEnds[id], backEnd.inFlight == 0 else { return nil }
        state.backEnds[id] = nil
        return backEnd.hold.map { BackEndNews(id, .released(after: $0.since.duration(to: now)), $0) }
      }
    }
  }

  /// How long rows wait for a held back end.
  package var holdAtMost: Duration { rules.holdAtMost }

  /// The holds there are, for the next process.
  package func holds() -> [EarlierHold] {
    state.withLock { state in
      state.earlier
        + state.backEnds.values.compactMap { backEnd in
          backEnd.hold.map { EarlierHold(service: backEnd.id.service, endpoint: backEnd.id.endpoint, hold: $0) }
        }
    }
  }

  /// Holds that an earlier process left; the first row of each probes.
  package func resume(_ holds: [EarlierHold]) {
    state.withLock { $0.earlier = holds }
  }
}

/// A hold that was there when the last process ended. Its key is not known: it was kept in memory only.
package struct EarlierHold: Hashable, Sendable {
  package var service: String
  package var endpoint: String
  package var hold: BackEndHold

  package init(service: String, endpoint: String, hold: BackEndHold) {
    self.service = service
    self.endpoint = endpoint
    self.hold = hold
  }
}

/// A row's permission.
private final class BackEndWork: BackEndPass {
  private let id: BackEndID
  private let backEnds: BackEnds
  private let admission: Mutex<BackEndState.Admission>

  init(_ id: BackEndID, _ admission: BackEndState.Admission, in backEnds: BackEnds) {
    self.id = id
    self.backEnds = backEnds
    self.admission = Mutex(admission)
  }

  func pace() async throws(Failure) {
    var own = admission.withLock { $0 }
    try await backEnds.pace(id, &own)
    admission.withLock { $0 = own }
  }

  func note(_ response: HTTPResponse) {
    let answer = BackEndAnswer(response, at: backEnds.now)
    var own = admission.withLock { $0 }
    backEnds.apply(id) { backEnd, now in (backEnd.note(answer, &own, at: now), []) }
    admission.withLock { $0 = own }
  }

  func leave(_ failure: Failure?) -> Failure? {
    let own = admission.withLock { $0 }
    return backEnds.apply(id) { backEnd, now in backEnd.leave(own, failure, at: now) }
  }
}
