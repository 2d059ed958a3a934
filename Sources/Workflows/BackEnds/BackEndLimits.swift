/// What a back end is configured to take. It may take less at times: `BackEndState`.
package struct BackEndLimits: Hashable, Sendable {
  /// Where nothing is configured: few enough for services that count what runs at once, enough to keep busy.
  package static let defaultInFlight = 4

  /// Rows that work with it at the same time, at least 1.
  package var inFlight: Int
  /// Requests in a minute, polls and downloads included; `nil`: as many as come.
  package var perMinute: Int?
  /// `false` where it stands for many services, such as all web pages: what one of them answers says nothing about the
  /// others, so it is neither slowed down nor held.
  package var isOneService: Bool

  package init(inFlight: Int? = nil, perMinute: Int? = nil, isOneService: Bool = true) {
    self.inFlight = max(1, inFlight ?? Self.defaultInFlight)
    self.perMinute = perMinute.map { max(1, $0) }
    self.isOneService = isOneService
  }
}

/// When a back end is held, and when it is tried again.
package struct BackEndRules: Hashable, Sendable {
  /// Work that ends without an answer, one after the other with nothing good between, before it is held.
  package var failuresBeforeHold = 5
  /// Refusals (429) in a row, with one row in flight, before it is held.
  package var refusalsBeforeHold = 10
  /// From the beginning of a hold, and from each probe in vain, to the next probe; the last one repeats.
  package var probeDelays: [Duration] = [.seconds(60), .seconds(300), .seconds(900)]
  /// After this time rows are no longer made to wait: they fail.
  package var holdAtMost: Duration = .seconds(86_400)
  /// A service that asks for more patience than this (some name days) is asked again after it.
  package var longestSlowdown: Duration = .seconds(3600)

  package init() {}
}
