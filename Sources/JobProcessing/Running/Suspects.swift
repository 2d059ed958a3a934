import JobModel

/// Rows that were running when the process died, twice or more: one of them runs at a time, so that it becomes plain
/// which one it is.
struct Suspects {
  private var running: (job: JobID, row: Int)?
  private var waiting: [(job: JobID, row: Int)] = []

  /// - Returns: whether the row may run now; else it waits for its turn.
  mutating func admit(_ job: JobID, _ row: Int) -> Bool {
    guard running == nil else {
      waiting.append((job, row))
      return false
    }
    running = (job, row)
    return true
  }

  /// A row has ended.
  ///
  /// - Returns: the rows that may be queued again because of it.
  mutating func ended(_ job: JobID, _ row: Int) -> [(job: JobID, row: Int)] {
    guard let running, running == (job, row) else { return [] }
    self.running = nil
    defer { waiting = [] }
    return waiting
  }
}
