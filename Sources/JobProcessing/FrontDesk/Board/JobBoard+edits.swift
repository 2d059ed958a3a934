import JobModel

/// Jobs that were begun with a result of another.
extension JobBoard {
  /// A job as a submitter may see it who sees only his own: without the name of another's that it was begun with.
  ///
  /// - Returns: `nil` where he may not see it at all.
  func shown(_ job: JobView, to only: String) -> JobView? {
    guard job.summary.submitter == only else { return nil }
    guard let origin = job.summary.begunWith, jobs[origin.job]?.summary.submitter != only else { return job }
    var job = job
    job.summary.begunWith = nil
    return job
  }

  func shown(_ jobs: [JobView], to only: String) -> [JobView] { jobs.compactMap { shown($0, to: only) } }

  /// A job that goes back to a picture of another, and to which.
  struct Descent: Sendable {
    var job: JobView
    /// The result of the job that was asked for, however many edits lie between.
    var root: PictureOrigin
  }

  /// The jobs that were begun with results of a job, and those that were begun with theirs, oldest first.
  ///
  /// All jobs are looked through, which are in memory: with a thousand of them it is a matter of microseconds.
  ///
  /// - Parameter only: the submitter whose jobs may be seen; `nil`: all.
  func edits(of job: JobID, only: String?) -> [Descent] {
    var byOrigin: [JobID: [JobView]] = [:]
    for view in jobs.values {
      if let origin = view.summary.begunWith { byOrigin[origin.job, default: []].append(view) }
    }
    var found: [Descent] = []
    var open = (byOrigin.removeValue(forKey: job) ?? []).compactMap { view in
      view.summary.begunWith.map { Descent(job: view, root: $0) }
    }
    while let next = open.popLast() {
      found.append(next)
      // Taken out as it is looked at, so that no chain is gone through twice.
      let later = byOrigin.removeValue(forKey: next.job.id) ?? []
      open += later.map { Descent(job: $0, root: next.root) }
    }
    if let only {
      found = found.compactMap { edit in shown(edit.job, to: only).map { Descent(job: $0, root: edit.root) } }
    }
    return found.sorted { $0.job.id < $1.job.id }
  }
}
