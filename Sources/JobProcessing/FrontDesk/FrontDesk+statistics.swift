extension FrontDesk {
  /// Sums over all jobs as they stand now.
  ///
  /// - Parameter only: the submitter whose jobs may be seen; `nil`: all.
  package func statistics(only: String? = nil) async -> BoardStatistics {
    await board.look()
    return await board.statistics(only: only)
  }
}
