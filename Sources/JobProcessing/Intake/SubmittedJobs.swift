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

  /// Whether `jobs/` has changed since the last look.
  func mayHaveNew() throws(SpoolError) -> Bool {
    guard let status = try spool.jobs.status(of: ".") else { return false }
    return status.st_mtim.tv_sec != lastChange.tv_sec || status.st_mtim.tv_nsec != lastChange.tv_nsec
  }

  /// Claims that were not there at the last look.
  ///
  /// - Parameter isKnown: jobs that are looked after already.
  mutating func look(isKnown: (JobID) -> Bool) throws -> [DropClaim] {
    // Before the listing: what comes in meanwhile changes it again.
    guard let status = try spool.jobs.status(of: ".") else { return [] }
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
