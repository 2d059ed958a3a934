package import JobModel

/// `finished.json`: it alone means that a job is finished.
package struct FinishedRecord: Codable, Hashable, Sendable {
  /// Counts from 1; a retry begins the next one.
  package var round: Int
  package var state: JobState
  package var at: Timestamp
  /// Rows by outcome.
  package var counts: [String: Int]
  /// Names delivered below `outgoing/<job>/`.
  package var delivered: [String]
  /// What its rows have cost, in `currency`; `nil` where they cost nothing.
  package var cost: Double?
  package var currency: String?

  package init(round: Int, state: JobState, at: Timestamp = .now, counts: [String: Int], delivered: [String]) {
    self.round = round
    self.state = state
    self.at = at
    self.counts = counts
    self.delivered = delivered
  }
}
