import JobModel

/// What is counted while the rows go by. Its size does not grow with them.
struct ResultsTally {
  private(set) var rows = 0
  private(set) var attempts = 0
  private(set) var seconds = 0.0
  private(set) var rowsWithSeconds = 0
  private(set) var cost = 0.0
  private(set) var files = 0
  private(set) var causes = FailureCauses()
  private var counts: [ResultState: Int] = [:]

  mutating func add(_ row: ResultRow) {
    rows += 1
    attempts += row.attempts
    files += row.files.count
    cost += row.cost ?? 0
    counts[row.state, default: 0] += 1
    if let time = row.seconds {
      seconds += time
      rowsWithSeconds += 1
    }
    if let failure = row.failure { causes.add(failure, row: row.number) }
  }

  func count(of state: ResultState) -> Int { counts[state] ?? 0 }
}
