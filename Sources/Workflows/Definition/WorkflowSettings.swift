/// How much of a workflow may run.
package struct WorkflowLimits: Hashable, Sendable {
  /// Rows at the same time; `nil` leaves it to the server.
  package var concurrency: Int?
  /// Rows started in a minute.
  package var perMinute: Int?
  /// The most time one attempt at a row may take.
  package var timeout: Duration?
  /// Rows in one drop.
  package var maxRows: Int?
  /// The most one job may cost, in the currency of the estimate.
  package var maxCost: Double?

  package init() {}

  init(_ yaml: YAMLValue?) {
    guard let fields = yaml?.fields(known: ["concurrency", "perMinute", "timeout", "maxRows", "maxCost"]) else {
      return
    }
    concurrency = fields["concurrency"]?.integer(1...10_000)
    perMinute = fields["perMinute"]?.integer(1...1_000_000)
    timeout = fields["timeout"]?.duration()
    maxRows = fields["maxRows"]?.integer(1...1_048_575)
    maxCost = fields["maxCost"]?.number()
    if let maxCost, maxCost < 0 { fields["maxCost"]?.report("wrong-kind", "'limits, maxCost' must not be negative.") }
  }
}

/// What happens to rows that fail the check.
package enum BadRows: String, Sendable, CaseIterable {
  /// They are failed rows; the good ones run.
  case run
  /// One of them rejects the whole drop.
  case reject
}

/// What a row takes, for the estimate on the receipt.
package struct Estimate: Hashable, Sendable {
  package var secondsPerRow: Double?
  package var costPerRow: Double?
  /// Such as `CNY`.
  package var currency: String?

  init?(_ yaml: YAMLValue?) {
    guard let fields = yaml?.fields(known: ["secondsPerRow", "costPerRow", "currency"]) else { return nil }
    secondsPerRow = fields["secondsPerRow"]?.number()
    costPerRow = fields["costPerRow"]?.number()
    currency = fields["currency"]?.text()
  }
}
