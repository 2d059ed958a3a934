import Intake
import JobModel
import Results
import Spool

/// What the page over all jobs shows, kept up to date piece by piece: no folder is listed for it again and again.
struct IndexKeeper {
  static let shownJobs = 150
  static let shownWaiting = 50
  static let shownRejected = 20

  private var finished: [JobID: IndexPage.Job] = [:]
  private var unfinished: [JobID: StatusDigest] = [:]
  /// Finished jobs older than those that are kept.
  private var olderFinished = 0
  var waiting: [IndexPage.Waiting] = []
  private(set) var rejected = RejectedDrops()

  /// What was last written, and when.
  var lastWritten: (essence: Essence, at: ContinuousClock.Instant, took: Duration)?

  /// What decides whether the page is written again.
  struct Essence: Hashable {
    var jobs: [IndexPage.Job]
    var waiting: [IndexPage.Waiting]
    var rejected: [IndexPage.Rejected]
    var sentences: [Message]
    var olderJobs: Int
  }

  mutating func take(_ digests: [JobID: StatusDigest]) {
    unfinished = digests
    for id in digests.keys where finished[id] != nil { finished[id] = nil }
  }

  mutating func take(_ status: JobStatus) {
    guard let record = status.finished else { return }
    take(record, of: status.manifest)
  }

  mutating func take(_ record: FinishedRecord, of manifest: JobManifest) {
    var job = IndexPage.Job(
      id: manifest.id, name: manifest.name, state: record.state, since: manifest.committedAt)
    (job.workflow, job.submitter) = (manifest.workflow, manifest.submitter.name)
    job.counts = PageCounts(record, total: manifest.rows.count)
    job.finished = record.at
    finished[manifest.id] = job
    unfinished[manifest.id] = nil
    if finished.count > Self.shownJobs, let oldest = finished.keys.min() {
      finished[oldest] = nil
    }
  }

  /// Jobs that were cleared are in none of these.
  mutating func keepFinished(_ known: Set<JobID>) {
    for id in finished.keys where !known.contains(id) { finished[id] = nil }
    olderFinished = max(0, known.count - finished.count)
  }

  mutating func lookAtRejected(in spool: Spool) {
    rejected.look(in: spool, most: Self.shownRejected)
  }

  /// - Parameter left: the time left of running jobs.
  func page(_ freshness: PageFreshness, left: [JobID: Duration]) -> IndexPage {
    var page = IndexPage(freshness: freshness)
    let running = unfinished.map { id, digest in Self.job(id, digest, left: left[id]) }
    let all = (running + finished.values).sorted { $0.id > $1.id }
    page.jobs = Array(all.prefix(Self.shownJobs))
    page.unshownJobs = all.count - page.jobs.count + olderFinished
    page.waiting = Array(waiting.prefix(Self.shownWaiting))
    page.unshownWaiting = waiting.count - page.waiting.count
    (page.rejected, page.unshownRejected) = (rejected.newest, rejected.olderCount)
    return page
  }

  private static func job(_ id: JobID, _ digest: StatusDigest, left: Duration?) -> IndexPage.Job {
    var job = IndexPage.Job(id: id, name: digest.name, state: digest.state, since: digest.since)
    (job.workflow, job.submitter, job.reason) = (digest.workflow, digest.submitter, digest.reason)
    job.counts = PageCounts(total: digest.total)
    (job.counts[.done], job.counts[.failed]) = (digest.done, digest.failed)
    (job.counts[.running], job.counts[.retrying]) = (digest.running, min(digest.retrying, digest.pending))
    job.counts[.pending] = digest.pending - job.counts[.retrying]
    job.left = left
    return job
  }
}

extension IndexPage {
  var essence: IndexKeeper.Essence {
    var jobs = jobs
    for index in jobs.indices { jobs[index].left = nil }
    return IndexKeeper.Essence(
      jobs: jobs, waiting: waiting, rejected: rejected, sentences: warnings + services, olderJobs: unshownJobs)
  }
}
