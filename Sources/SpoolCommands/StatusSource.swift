import JobModel
import JobProcessing
import Spool
import SystemPackage

/// Reads what `status` shows.
struct StatusSource {
  let spool: Spool
  let configuration: Configuration
  /// `nil`: all jobs.
  let job: JobID?

  func read() throws -> StatusPicture {
    let view = SpoolView(spool)
    var picture = StatusPicture(
      spool: spool.layout.root.string, server: try ServerPresence.look(at: spool),
      isPaused: try view.isPausedAltogether(), isOneJob: job != nil)
    picture.outgoing = configuration.outgoing.string
    if let job {
      picture.jobs = [try view.job(job)].compactMap { $0 }
      return picture
    }
    (picture.jobs, picture.problems) = try view.jobs()
    picture.backEnds = try view.backEndReport()?.backEnds ?? []
    let drops = WaitingDrops(
      spool, dropFolders: DropFolderNames.below(configuration.templates),
      ignored: IgnoredNames(extra: configuration.ignore))
    picture.waiting = try drops.waiting()
    picture.rejected = try drops.rejected()
    return picture
  }
}
