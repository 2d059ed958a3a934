import JobModel

extension JobRows {
  /// How many of the rows that have ended were begun here: those that failed validation or were taken over from an
  /// earlier job were not. Reads their files.
  ///
  /// - Parameter most: from there on it does not matter.
  package func begunCount(atMost most: Int) throws(SpoolError) -> Int {
    var count = 0
    for state in [RowFolder.done, .failed] {
      for row in try list(state).rows {
        guard count < most else { return count }
        if let history = try read(row, in: [state])?.history, history.attempt > 0 { count += 1 }
      }
    }
    return count
  }
}
