/// Judges whether the client at the other end of a connection keeps up. Times are those of the caller's clock.
///
/// Against clients that send a request or take an answer a byte at a time, to hold a connection for ever.
struct ClientPace: Sendable {
  typealias Instant = ContinuousClock.Instant

  private let limits: ClientLimits
  private var isBodyOpen = false
  private var bytes = 0
  /// Time in which we waited for the client, not it for us.
  private var waited = Duration.zero
  private var waitsSince: Instant?
  private var openWrites = 0
  private var progressAt: Instant?

  init(_ limits: ClientLimits = ClientLimits()) {
    self.limits = limits
  }

  // MARK: What it sends

  mutating func headCame(at now: Instant) {
    (isBodyOpen, bytes, waited) = (true, 0, .zero)
    if waitsSince != nil { waitsSince = now }
  }

  mutating func bodyCame(_ count: Int) { bytes += count }

  mutating func endCame() { isBodyOpen = false }

  /// We ask for more.
  mutating func weRead(at now: Instant) {
    if waitsSince == nil { waitsSince = now }
  }

  mutating func somethingCame(at now: Instant) {
    if let since = waitsSince { waited += since.duration(to: now) }
    waitsSince = nil
  }

  // MARK: What it takes

  mutating func writeBegan(at now: Instant) {
    if openWrites == 0 { progressAt = now }
    openWrites += 1
  }

  mutating func writeEnded(at now: Instant) {
    openWrites -= 1
    progressAt = openWrites > 0 ? now : nil
  }

  // MARK: The judgement

  func isTooSlow(at now: Instant) -> Bool {
    if let progressAt, progressAt.duration(to: now) > limits.longestStall { return true }
    guard isBodyOpen else { return false }
    let waiting = waited + (waitsSince.map { $0.duration(to: now) } ?? .zero)
    return waiting > limits.grace + .seconds(Double(bytes) / limits.leastRate)
  }
}
