package import JobModel

/// Decides who may work with one back end, and when. A pure value: it keeps no clock and wakes nobody.
///
/// Three things keep rows from it: the number in flight, which falls to a half when the service answers 429 or 503 and
/// grows by one for each round of work that ends well; the pace of requests; and a hold, while which one row at a time
/// probes it. A hold begins when the key or the money is refused, or when work ends without an answer several times in
/// a row.
package struct BackEndState: Sendable {
  /// What a row is let in with.
  package struct Admission: Hashable, Sendable {
    /// Whether it is the one that probes a held back end.
    package var isProbe: Bool
    /// How often the limit had been halved when its last request went out.
    fileprivate(set) var halvings: Int
    /// Whether the service gave an answer that says: it works, and takes the key.
    package fileprivate(set) var wasAnswered = false
  }

  package enum Entry: Hashable, Sendable {
    case admitted(Admission)
    /// It is in the line, and is let in later.
    case waits
    case refused(Failure)
  }

  /// A row in the line that need not wait any longer.
  package struct Turn: Hashable, Sendable {
    package var ticket: Int
    /// `admitted` or `refused`.
    package var entry: Entry
  }

  private struct Waiting: Comparable {
    var visitor: BackEndVisitor
    var ticket: Int

    static func < (left: Waiting, right: Waiting) -> Bool {
      (left.visitor.priority, left.ticket) < (right.visitor.priority, right.ticket)
    }
  }

  package private(set) var id: BackEndID
  package let rules: BackEndRules
  package private(set) var limits: BackEndLimits
  /// Rows at once, between 1 and the configured number; the whole part counts.
  private var allowance: Double
  package private(set) var inFlight = 0
  /// First the most urgent.
  private var line: [Waiting] = []
  private var halvings = 0
  private var failuresInARow = 0
  private var refusalsInARow = 0
  package private(set) var hold: BackEndHold?
  private var pace: RequestPace
  private var isGivenUp = false

  package init(_ id: BackEndID, limits: BackEndLimits = BackEndLimits(), rules: BackEndRules = BackEndRules()) {
    self.id = id
    self.limits = limits
    self.rules = rules
    allowance = Double(limits.inFlight)
    pace = RequestPace(perMinute: limits.perMinute)
  }

  /// Rows that may work with it at once now.
  package var limit: Int { Int(allowance) }

  /// Takes today's configuration.
  package mutating func take(_ limits: BackEndLimits) {
    guard limits != self.limits else { return }
    let wasWhole = limit >= self.limits.inFlight
    self.limits = limits
    allowance = wasWhole ? Double(limits.inFlight) : min(allowance, Double(limits.inFlight))
    pace.perMinute = limits.perMinute
  }

  // MARK: Coming

  /// - Parameters:
  ///   - ticket: unique, and ascending in the order in which rows come.
  ///   - visitor: who comes.
  package mutating func enter(_ ticket: Int, _ visitor: BackEndVisitor = BackEndVisitor(), at now: Timestamp) -> Entry {
    if hold != nil { return enterHeld(visitor, at: now) }
    if inFlight < limit, line.isEmpty { return admit() }
    let place = Waiting(visitor: visitor, ticket: ticket)
    line.insert(place, at: line.firstIndex { $0 > place } ?? line.endIndex)
    return .waits
  }

  /// A row does not want to wait any longer.
  package mutating func giveUp(_ ticket: Int) {
    line.removeAll { $0.ticket == ticket }
  }

  /// Those in the line whose turn it is.
  package mutating func callNext(at now: Timestamp) -> [Turn] {
    var turns: [Turn] = []
    while let first = line.first, hold != nil || inFlight < limit {
      line.removeFirst()
      turns.append(Turn(ticket: first.ticket, entry: hold == nil ? admit() : enterHeld(first.visitor, at: now)))
    }
    return turns
  }

  private mutating func admit(isProbe: Bool = false) -> Entry {
    inFlight += 1
    return .admitted(Admission(isProbe: isProbe, halvings: halvings))
  }

  private mutating func enterHeld(_ visitor: BackEndVisitor, at now: Timestamp) -> Entry {
    guard let hold else { return .waits }
    if !hold.isProbing, hold.nextProbe <= now {
      self.hold?.isProbing = true
      return admit(isProbe: true)
    }
    return .refused(visitor.isGivenUp ? hold.farewell(id, after: rules.holdAtMost) : hold.failure(id))
  }

  // MARK: Requests

  /// When the next request may go out.
  package mutating func reserve(_ admission: inout Admission, at now: Timestamp) -> RequestPace.Reservation {
    admission.halvings = halvings
    return pace.reserve(at: now)
  }

  /// Whether a reservation still holds when its time has come; the service may have asked to slow down meanwhile.
  package func isStillGood(_ reservation: RequestPace.Reservation) -> Bool { pace.isStillGood(reservation) }

  /// Takes notice of an answer.
  package mutating func note(_ answer: BackEndAnswer, _ admission: inout Admission, at now: Timestamp) {
    if answer.isUsable { admission.wasAnswered = true }
    guard limits.isOneService else { return }
    if answer.asksToSlowDown, admission.halvings == halvings {
      // Answers to requests that went out before this say the same thing again.
      allowance = max(1, (allowance / 2).rounded(.down))
      halvings += 1
    }
    if let wait = answer.wait { pace.stop(until: now.advanced(by: min(wait, rules.longestSlowdown))) }
  }

  // MARK: Leaving

  /// A row ends its work.
  ///
  /// - Returns: the failure that counts, and what people are to be told.
  package mutating func leave(
    _ admission: Admission, _ failure: Failure?, at now: Timestamp
  ) -> (failure: Failure?, news: [BackEndNews]) {
    inFlight -= 1
    if admission.isProbe { hold?.isProbing = false }
    guard var failure else { return (nil, succeeded(admission, at: now)) }
    if failure.code == Self.cancelled {
      // A step that took too long is cancelled too: without a pause, a service that hangs would be asked all the time.
      let pause = now.advanced(by: probeDelay(0))
      if admission.isProbe { hold?.nextProbe = pause }
      return (failure, [])
    }
    guard limits.isOneService else { return (failure, []) }
    let news = failed(failure, admission, at: now)
    if hold != nil, failure.class == .transient { failure.class = .throttled }
    let isUnspent = !RetryPolicy.spendsAttempt(failure.class)
    failure.retryAfter =
      hold != nil && isUnspent ? BackEndHold.pause : failure.retryAfter.map { min($0, rules.longestSlowdown) }
    return (failure, news)
  }

  static let cancelled = "cancelled"

  private mutating func succeeded(_ admission: Admission, at now: Timestamp) -> [BackEndNews] {
    failuresInARow = 0
    refusalsInARow = 0
    if admission.halvings == halvings { allowance = min(Double(limits.inFlight), allowance + 1 / allowance) }
    // Work that was let in before money or key were refused proves nothing about them.
    guard let hold, admission.isProbe || hold.reason.isAboutService else { return [] }
    return release(at: now)
  }

  private mutating func failed(
    _ failure: Failure, _ admission: Admission, at now: Timestamp
  ) -> [BackEndNews] {
    switch failure.class {
    case .quota: return begin(.quota, failure, admission, at: now)
    case .auth: return begin(.auth, failure, admission, at: now)
    case .transient, .unknown:
      failuresInARow += 1
      if hold != nil || failuresInARow >= rules.failuresBeforeHold {
        return begin(.outage, failure, admission, at: now)
      }
      return []
    case .throttled: return refused(failure, admission, at: now)
    case .invalid, .blocked: return judged(failure, admission, at: now)
    }
  }

  /// The service said: not now.
  private mutating func refused(_ failure: Failure, _ admission: Admission, at now: Timestamp) -> [BackEndNews] {
    failuresInARow = 0
    refusalsInARow += 1
    if let wait = failure.retryAfter { pace.stop(until: now.advanced(by: min(wait, rules.longestSlowdown))) }
    // It answers, so it is there.
    if hold?.reason == .outage { return release(at: now) }
    let isHopeless = refusalsInARow >= rules.refusalsBeforeHold && limit == 1
    return hold != nil || isHopeless ? begin(.refusing, failure, admission, at: now) : []
  }

  /// The row was at fault. If the service said so, the service works.
  private mutating func judged(_ failure: Failure, _ admission: Admission, at now: Timestamp) -> [BackEndNews] {
    guard admission.wasAnswered else { return [] }
    failuresInARow = 0
    refusalsInARow = 0
    guard let hold else { return [] }
    // Values are looked at after the key and before the money.
    let isAnswer =
      switch hold.reason {
      case .outage, .refusing: true
      case .auth: admission.isProbe
      case .quota: admission.isProbe && failure.class == .blocked
      }
    return isAnswer ? release(at: now) : []
  }

  // MARK: Holding

  /// Begins a hold, or goes on with one after a probe in vain.
  private mutating func begin(
    _ reason: BackEndHold.Reason, _ failure: Failure, _ admission: Admission, at now: Timestamp
  ) -> [BackEndNews] {
    guard var hold else {
      let hold = BackEndHold(
        reason, since: now, lastFailure: failure.message, nextProbe: now.advanced(by: probeDelay(0)),
        until: now.advanced(by: rules.holdAtMost))
      self.hold = hold
      isGivenUp = false
      return [BackEndNews(id, .held, hold)]
    }
    // Only a probe is news: the others were let in before.
    guard admission.isProbe else { return [] }
    hold.probes += 1
    hold.nextProbe = now.advanced(by: probeDelay(hold.probes))
    hold.lastFailure = failure.message
    // Money and key are what is wrong, whatever else is; a service that is back may find them wrong.
    let isOther = reason != hold.reason && (!reason.isAboutService || hold.reason.isAboutService)
    if isOther { hold.reason = reason }
    self.hold = hold
    return isOther ? [BackEndNews(id, .held, hold)] : []
  }

  private func probeDelay(_ probes: Int) -> Duration {
    rules.probeDelays.indices.contains(probes) ? rules.probeDelays[probes] : rules.probeDelays.last ?? .seconds(60)
  }

  private mutating func release(at now: Timestamp) -> [BackEndNews] {
    guard let hold else { return [] }
    self.hold = nil
    failuresInARow = 0
    refusalsInARow = 0
    return [BackEndNews(id, .released(after: hold.since.duration(to: now)), hold)]
  }

  /// A person, or a new key, gives reason to look at once.
  package mutating func probeNow(at now: Timestamp) {
    hold?.nextProbe = now
  }

  /// Goes on with a hold of an earlier process; its first row probes.
  package mutating func resume(_ earlier: BackEndHold, at now: Timestamp) {
    guard hold == nil else { return }
    hold = earlier
    hold?.isProbing = false
    hold?.nextProbe = now
  }

  /// Takes note of the time.
  package mutating func pass(_ now: Timestamp) -> [BackEndNews] {
    guard let hold, hold.until <= now, !isGivenUp else { return [] }
    isGivenUp = true
    return [BackEndNews(id, .givenUp(after: rules.holdAtMost), hold)]
  }

  /// What those who start rows need to know.
  package var room: BackEndRoom {
    BackEndRoom(
      limit: limit, stoppedUntil: pace.stoppedUntil,
      hold: hold.map { BackEndRoom.Hold(since: $0.since, nextProbe: $0.nextProbe, isProbing: $0.isProbing) })
  }

  package func status(at now: Timestamp) -> BackEndStatus {
    BackEndStatus(
      service: id.service, endpoint: id.endpoint, limit: limit, configuredLimit: limits.inFlight,
      perMinute: limits.perMinute, inFlight: inFlight, waiting: line.count,
      slowedUntil: pace.stoppedUntil.flatMap { $0 > now ? $0 : nil }, hold: hold)
  }
}

extension BackEndHold.Reason {
  /// Whether the service itself is what does not work, not what it thinks of us.
  var isAboutService: Bool { self == .outage || self == .refusing }
}
