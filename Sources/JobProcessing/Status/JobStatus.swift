import JobModel
import Results
import Spool
import Workflows

/// A job at one moment, as the dispatcher hands it to whoever writes its page.
struct JobStatus: Sendable {
  let manifest: JobManifest
  let definition: WorkflowDefinition
  let folder: JobFolder
  var digest: StatusDigest
  var book: StatusBook
  /// Rows that are running, of those that are shown.
  var runningRows: Set<Int> = []
  var hasStarted = false
  /// Set where the job is finished.
  var finished: FinishedRecord?
}

/// What of a job's state decides whether its page is written again. A few numbers, made for every unfinished job each
/// time something has changed.
struct StatusDigest: Hashable, Sendable {
  var state: JobState
  /// Why no row starts.
  var reason: Message?
  var total = 0
  var pending = 0
  var running = 0
  var done = 0
  var failed = 0
  var retrying = 0
  var nextRetry: Timestamp?
  var priority = 5
  var concurrency: Int?
  var cost: Double?
  var maxCost: Double?
  /// How often results were written, and the book's version: numbers that only grow.
  var resultsWritten = 0
  var bookVersion = 0
  var name = ""
  var workflow = ""
  var submitter = ""
  var since: Timestamp

  init(state: JobState, since: Timestamp) {
    self.state = state
    self.since = since
  }

  var ended: Int { done + failed }

  /// Rows by state, as far as the book knows how failed ones ended.
  func counts(_ book: StatusBook) -> PageCounts {
    var counts = PageCounts(total: total)
    counts[.running] = running
    counts[.retrying] = min(retrying, pending)
    counts[.pending] = pending - counts[.retrying]
    counts[.warning] = min(book.count(of: .warning), done)
    counts[.done] = done - counts[.warning]
    counts[.unknown] = min(book.count(of: .unknown), failed)
    counts[.cancelled] = min(book.count(of: .cancelled), failed - counts[.unknown])
    counts[.failed] = failed - counts[.unknown] - counts[.cancelled]
    return counts
  }
}
