package import JobModel

extension FrontDesk {
  /// Begins to watch what changes. Whoever does not listen any more says so (`end`).
  ///
  /// - Parameters:
  ///   - job: whose rows are watched too.
  ///   - only: only jobs of this submitter; `nil`: all.
  package func watch(job: JobID? = nil, only: String? = nil) async -> BoardWatcher {
    await board.watch(job: job, only: only)
  }
}
