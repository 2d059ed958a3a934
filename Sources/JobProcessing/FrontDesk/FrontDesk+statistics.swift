extension FrontDesk {
  /// Sums over all jobs as they stand now.
  package func statistics() async -> BoardStatistics {
    await board.look()
    return BoardStatistics(await board.jobs.values)
  }
}
