/// How often each of many may do something: so many at once, and so many a second from then on (a token bucket each).
struct Allowance: Sendable {
  /// Full at first, and again after a pause.
  let atOnce: Double
  let perSecond: Double
  private var spent: [String: Spent] = [:]

  private struct Spent {
    var amount: Double
    var at: ContinuousClock.Instant
  }

  /// More than this are not remembered: whoever makes up addresses costs no memory.
  private static let mostRemembered = 20_000

  init(atOnce: Int, perSecond: Double) {
    (self.atOnce, self.perSecond) = (Double(atOnce), perSecond)
  }

  /// - Returns: how long `who` must wait; `nil` where nothing stands against it.
  func wait(of who: String, at now: ContinuousClock.Instant) -> Duration? {
    let over = amount(of: who, at: now) + 1 - atOnce
    return over > 0 ? .seconds(over / perSecond) : nil
  }

  /// Counts one.
  mutating func spend(_ who: String, at now: ContinuousClock.Instant) {
    if spent.count >= Self.mostRemembered, spent[who] == nil { forget(at: now) }
    spent[who] = Spent(amount: amount(of: who, at: now) + 1, at: now)
  }

  /// Counts one where it is allowed.
  ///
  /// - Returns: how long `who` must wait where it is not.
  mutating func take(_ who: String, at now: ContinuousClock.Instant) -> Duration? {
    if let wait = wait(of: who, at: now) { return wait }
    spend(who, at: now)
    return nil
  }

  private func amount(of who: String, at now: ContinuousClock.Instant) -> Double {
    guard let spent = spent[who] else { return 0 }
    return max(0, spent.amount - (now - spent.at) / .seconds(1) * perSecond)
  }

  /// Those who have everything again need not be known; if that is nobody, those who have most.
  private mutating func forget(at now: ContinuousClock.Instant) {
    let amounts = spent.keys.map { (who: $0, amount: amount(of: $0, at: now)) }
    let kept = amounts.filter { $0.amount > 0 }.sorted { $0.amount > $1.amount }.prefix(Self.mostRemembered / 2)
    let names = Set(kept.map(\.who))
    spent = spent.filter { names.contains($0.key) }
  }
}
