import JobModel

/// How fast the jobs go that people look at.
struct PaceBoard {
  private var pace = RowPace()
  private var told: [JobID: (at: Timestamp, progress: JobSummary.Progress?)] = [:]

  /// However many look at it, a job is looked at once a second.
  private static let pause = Duration.seconds(1)
  private static let mostJobs = 200

  mutating func progress(of job: JobStatus, at now: Timestamp) -> JobSummary.Progress? {
    let id = job.manifest.id
    guard job.digest.state == .running else {
      told[id] = nil
      pace.forget(id)
      return nil
    }
    if let last = told[id], last.at.duration(to: now) < Self.pause { return last.progress }
    if told.count > Self.mostJobs { (told, pace) = ([:], RowPace()) }
    let left = job.digest.pending + job.digest.running
    let progress = pace.progress(of: id, ended: job.digest.ended, left: left, at: now)
    told[id] = (now, progress)
    return progress
  }
}
