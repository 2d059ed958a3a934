package import JobModel
package import Results
import Spool
import Workflows

/// A job as the page and the API show it: what `status --json` says of it, and what only a running server knows.
package struct JobView: Hashable, Sendable {
  package var summary: JobSummary
  /// From where it was handed in.
  package var from: String
  /// Rows by state.
  package var counts: PageCounts
  /// Why none of its rows starts.
  package var reason: Message?

  package init(_ summary: JobSummary, from: String, counts: PageCounts, reason: Message? = nil) {
    self.summary = summary
    self.from = from
    self.counts = counts
    self.reason = reason
  }

  package var id: JobID { summary.id }

  /// Orders that would change something now.
  package var orders: [Order.Verb] {
    let failed = counts[.failed] + counts[.cancelled] + counts[.unknown]
    return Order.Verb.allCases.filter { verb in
      guard OrderDecision.decide(verb, for: summary.state) == .acts else { return false }
      return verb != .retry || failed > 0
    }
  }

  /// Members as in `JobSummary.json`, with `from`, `counts` by row state and `reason`; notes stand with the single job.
  package func json(in language: Language) -> JSONObject {
    var object = summary.json
    object["notes"] = nil
    object["waitsFor"] = summary.wait.map { .object($0.json(in: language)) }
    object["orders"] = .array(orders.map { .string($0.rawValue) })
    object["from"] = .string(from)
    let states = counts.byState.sorted { $0.key.rank < $1.key.rank }
    object["counts"] = .object(JSONObject(states.map { ($0.key.rawValue, .integer(Int64($0.value))) }))
    object["reason"] = reason.map { .string($0.text(in: language)) }
    return object
  }
}

extension JobView {
  /// A finished job, from its files.
  init(_ manifest: JobManifest, _ record: FinishedRecord, _ orders: JobOrders) {
    var summary = JobSummary(manifest)
    summary.priority = min(max(orders.priority ?? summary.priority, 1), 9)
    summary.concurrency = orders.concurrency ?? summary.concurrency
    summary.finish(record)
    self.init(summary, from: manifest.submitter.from, counts: PageCounts(record, total: manifest.rows.count))
  }

  /// An unfinished job, from what the dispatcher knows of it.
  init(_ job: ActiveJob, _ digest: StatusDigest, wait: JobWait?) {
    var summary = JobSummary(job.manifest)
    (summary.state, summary.priority, summary.concurrency) = (digest.state, digest.priority, digest.concurrency)
    summary.rows = RowCounts(
      total: digest.total, pending: digest.pending, running: digest.running, done: digest.done, failed: digest.failed)
    (summary.retrying, summary.nextRetry) = (min(digest.retrying, digest.pending), digest.nextRetry)
    (summary.cost, summary.maxCost, summary.wait) = (digest.cost, digest.maxCost, wait)
    if digest.cost != nil { summary.currency = job.definition.estimate?.currency }
    self.init(
      summary, from: job.manifest.submitter.from, counts: digest.counts(job.book), reason: digest.reason)
  }
}
