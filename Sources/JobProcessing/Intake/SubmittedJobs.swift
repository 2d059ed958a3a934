import Glibc
import JobModel
import Spool

/// Finds jobs that programs have put into `jobs/` whole (`rowspool submit`).
struct SubmittedJobs {
  let spool: Spool
  private var lastChange = timespec()
  private var known: Set<JobID> = []

  init(_ spool: Spool) {
    self.spool = spool
  }

  /// Claims that were not there at the last look. One `fstat` where nothing has changed.
  ///
  /// - Parameter isKnown: jobs that are looked after already.
  mutating func look(isKnown: (JobID) -> Bool) throws -> [DropClaim] {
    guard let status = try spool.jobs.status(of: "."),
      status.st_mtim.tv_sec != lastChange.tv_sec || status.st_mtim.tv_nsec != lastChange.tv_nsec
    else { return [] }
    let jobs = try spool.listJobs().jobs
    lastChange = status.st_mtim
    let new = jobs.filter { !known.contains($0) }
    known = Set(jobs)
    return try new.filter { !isKnown($0) }.compactMap { job in
      guard try !spool.isCommitted(job) else { return nil }
      return try spool.jobFolder(job).claim()
    }
  }
}
