/// What a tracker remembers of one entry.
struct TrackedEntry: Sendable {
  /// | phase | who moves it on |
  /// |---|---|
  /// | settling, blocked | the next look |
  /// | inspecting | the inspection that the look is followed by |
  /// | ready, whole | `DropTracker.decisions(at:)` |
  /// | given, refused | the entry's end, or the caller's `finished` or `postpone` |
  enum Phase: Equatable {
    case settling
    case inspecting
    case blocked(WaitReason, part: String?)
    /// A whole picture that may get companions.
    case ready
    case whole
    case given(drop: UInt64)
    case refused(Refusal, isReported: Bool)
  }

  var entry: Entry
  let firstSeen: ContinuousClock.Instant
  /// The look that saw it as it is now for the first time.
  var changedAt: ContinuousClock.Instant
  var hasChanged = false
  /// Whether it was renamed in whole and has not changed since.
  var isMovedIn: Bool
  var missingLooks = 0
  var phase = Phase.settling
  /// When it must be looked at again; `nil` for no reason of its own.
  var due: ContinuousClock.Instant?
  var recheckDelay = Duration.zero
  /// While `inspecting`: the blocked phase before it.
  var pendingReason: Phase?
  /// Why the last try to move it away failed.
  var immovable: Int32?

  init(_ entry: Entry, at now: ContinuousClock.Instant) {
    self.entry = entry
    firstSeen = now
    changedAt = now
    isMovedIn = entry.isMovedIn
  }

  /// Why it waits; `nil` for what does not.
  var waitReason: WaitReason? {
    switch phase {
    case .settling: hasChanged ? .growing : .settling
    case .inspecting, .whole: immovable.map(WaitReason.immovable) ?? (hasChanged ? .growing : .settling)
    case .blocked(let reason, _): reason
    case .ready: immovable.map(WaitReason.immovable) ?? .companions
    // The reason stays while it is tried again.
    case .given: immovable.map(WaitReason.immovable)
    case .refused: nil
    }
  }

  var waitingPart: String? {
    if case .blocked(_, let part) = phase { part } else { nil }
  }

  mutating func block(
    _ reason: WaitReason, part: String? = nil, until due: ContinuousClock.Instant? = nil,
    at now: ContinuousClock.Instant, options: IntakeOptions
  ) {
    let phase = Phase.blocked(reason, part: part)
    let shortest = options.settleTime(isPolled: entry.isPolled)
    recheckDelay = phase == self.phase ? min(recheckDelay * 2, max(options.longestRecheck, shortest)) : shortest
    self.phase = phase
    self.due = due ?? now + recheckDelay
  }

  mutating func postpone(_ code: Int32, at now: ContinuousClock.Instant, options: IntakeOptions) {
    let longer = max(.seconds(2), min(recheckDelay * 2, options.longestRecheck))
    block(.immovable(code), at: now, options: options)
    (immovable, recheckDelay, due) = (code, longer, now + longer)
  }

  mutating func settle(until due: ContinuousClock.Instant) {
    phase = .settling
    self.due = due
  }
}
