/// How often and when a failed row is tried again.
package struct RetrySettings: Hashable, Sendable {
  /// What happens to a row of which nobody knows whether its work was done.
  package enum OnUnknown: String, Sendable, CaseIterable {
    /// The row ends `unknown`; a person decides.
    case ask
    case retry
  }

  /// How often a row is tried again after its first attempt.
  package var attempts = 3
  /// The wait before each of them; the last one repeats.
  package var delays: [Duration] = [.seconds(60), .seconds(300), .seconds(900)]
  package var onUnknown = OnUnknown.ask
  /// What the workflow says itself; the rest is the server's to say.
  private var saysAttempts = false
  private var saysDelays = false

  package init(
    attempts: Int = 3, delays: [Duration] = [.seconds(60), .seconds(300), .seconds(900)], onUnknown: OnUnknown = .ask
  ) {
    self.attempts = attempts
    self.delays = delays
    self.onUnknown = onUnknown
  }

  init(_ yaml: YAMLValue?) {
    self.init()
    guard let fields = yaml?.fields(known: ["attempts", "delays", "onUnknown"]) else { return }
    if let value = fields["attempts"]?.integer(0...100) {
      attempts = value
      saysAttempts = true
    }
    onUnknown = fields["onUnknown"]?.choice(of: OnUnknown.self) ?? onUnknown
    guard let list = fields["delays"]?.list() else { return }
    if list.isEmpty { fields["delays"]?.report("wrong-kind", "'retry, delays' must name one duration at least.") }
    delays = list.compactMap { $0.duration() }
    saysDelays = true
  }

  /// Takes the server's settings where the workflow has none, and a job's own above both.
  package mutating func fillIn(attempts own: Int?, defaultAttempts: Int, defaultDelays: [Duration]) {
    if !saysAttempts { attempts = defaultAttempts }
    if !saysDelays { delays = defaultDelays }
    attempts = own ?? attempts
  }
}
