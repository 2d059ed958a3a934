import Glibc
package import JobModel
package import JobProcessing
import Spool

extension FrontDesk {
  /// The job of a request's path. Every route that is about a job begins with this.
  ///
  /// - Parameter text: as it stands in the path.
  /// - Throws: `WebFailure` 404 where no job can be called so, or this visitor may not know of it. Whether the job is
  ///   there is for the caller to find out, where the visitor sees all.
  package func visibleJob(_ text: some StringProtocol, _ context: WebContext) async throws -> JobID {
    guard let job = JobID(String(text)) else { throw WebFailure.noJob(text) }
    guard !context.seesAll else { return job }
    let submitter = try await threads.run { [spool] in try Self.submitter(of: job, in: spool) }
    guard let submitter, context.sees(jobOf: submitter) else { throw WebFailure.noJob(text) }
    return job
  }

  private static func submitter(of job: JobID, in spool: Spool) throws -> String? {
    do {
      let folder = try spool.jobFolder(job)
      return try folder.manifest()?.submitter.name ?? folder.claim()?.submitter.name
    } catch let error as SpoolError where error.errno == ENOENT {
      return nil
    }
  }
}
