import JobModel

/// Whether the wall clock may be believed where something is removed for its age.
///
/// A clock that is set a year ahead makes everything old. So it is believed only while it goes as the monotonic clock
/// does, and goes on from where it stood when it was last looked at; after a jump, or a time in which nobody looked, it
/// must prove itself first.
struct ClockTrust {
  /// How long it must have gone steadily to be believed.
  let caution: Duration
  private var last: (wall: Timestamp, steady: ContinuousClock.Instant)?
  private var steadySince: ContinuousClock.Instant?

  /// - Parameters:
  ///   - caution: at most a day.
  ///   - lastSeen: what it showed when an earlier process last looked; `nil` where none did.
  init(caution: Duration, lastSeen: Timestamp?, wall: Timestamp, steady: ContinuousClock.Instant) {
    self.caution = min(caution, .seconds(86_400))
    last = (wall, steady)
    let isNear = lastSeen.map { $0 <= wall && $0.advanced(by: self.caution) >= wall } ?? false
    steadySince = isNear ? steady.advanced(by: .zero - self.caution) : steady
  }

  /// Takes a look at both clocks.
  ///
  /// - Returns: whether the wall clock may be believed now.
  mutating func look(wall: Timestamp, steady: ContinuousClock.Instant) -> Bool {
    if let last {
      let (went, should) = (last.wall.duration(to: wall), last.steady.duration(to: steady))
      // A clock that is set by a network's time is off by less than this.
      let tolerance = max(.seconds(1), caution / 24)
      if went > should + tolerance || went < should - tolerance { steadySince = steady }
    }
    last = (wall, steady)
    return steadySince.map { $0.duration(to: steady) >= caution } ?? false
  }
}
