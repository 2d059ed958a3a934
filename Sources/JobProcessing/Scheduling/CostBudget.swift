/// What a job has cost, and whether one more row fits below its ceiling. A pure value.
package struct CostBudget: Hashable, Sendable {
  /// In the workflow's currency; `nil`: as much as it takes.
  package var ceiling: Double?
  /// What a row costs by the workflow's estimate.
  package var estimate: Double?
  package private(set) var spent = 0.0
  /// Rows that cost anything.
  package private(set) var chargedRows = 0
  private var endedRows = 0

  package init(ceiling: Double? = nil, estimate: Double? = nil) {
    self.ceiling = ceiling
    self.estimate = estimate
  }

  /// Adds what an attempt cost that ended, or what a row had cost before.
  ///
  /// - Parameter isNew: whether it is the first that is known of its row.
  package mutating func add(_ cost: Double?, isNew: Bool = true) {
    if isNew { endedRows += 1 }
    guard let cost, cost.isFinite, cost >= 0 else { return }
    spent += cost
    if isNew { chargedRows += 1 }
  }

  /// Forgets what was added.
  package mutating func startAgain() {
    self = CostBudget(ceiling: ceiling, estimate: estimate)
  }

  /// Without the dust that sums of prices such as 0.1 leave.
  package var shownSpent: Double { (spent * 1e6).rounded() / 1e6 }

  /// What a further row is thought to cost; `nil` while nothing is known.
  package var perRow: Double? {
    if chargedRows > 0 { return spent / Double(chargedRows) }
    return estimate ?? (endedRows > 0 ? 0 : nil)
  }

  /// Whether one more row may start besides those that run.
  ///
  /// While nothing is known of what a row costs, one runs at a time.
  package func allows(running: Int) -> Bool {
    guard let ceiling else { return true }
    guard let perRow else { return running == 0 && spent < ceiling }
    // Sums of prices such as 0.1 are a little off.
    return spent + Double(running + 1) * perRow <= ceiling * (1 + 1e-9)
  }
  /// Whether no row fits below the ceiling any more, not even alone.
  package var isExhausted: Bool { !allows(running: 0) }
}
