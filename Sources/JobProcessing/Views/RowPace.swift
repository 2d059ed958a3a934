package import JobModel

/// How fast jobs have been going lately: over the last half minute that was watched, so that an old pause or a slow
/// beginning does not weigh on the time left.
package struct RowPace: Sendable {
  private var samples: [JobID: [Sample]] = [:]
  private var lastLeft: [JobID: Duration] = [:]
  private static let window = Duration.seconds(30)

  private struct Sample {
    var at: Timestamp
    var ended: Int
  }

  package init() {}

  package mutating func refine(_ job: inout JobSummary, at now: Timestamp = .now) {
    guard job.state == .running else { return forget(job.id) }
    let left = job.rows.pending + job.rows.running
    job.progress = progress(of: job.id, ended: job.rows.ended, left: left, at: now) ?? job.progress
  }

  /// The pace of a running job, which this is told of now.
  ///
  /// - Parameters:
  ///   - ended: rows that have ended.
  ///   - left: rows that have not.
  /// - Returns: `nil` where no row has ended since it is watched.
  package mutating func progress(
    of job: JobID, ended: Int, left: Int, at now: Timestamp = .now
  ) -> JobSummary.Progress? {
    var list = samples[job] ?? []
    list.append(Sample(at: now, ended: ended))
    // The last one before the window stays: where rows take minutes, it is all there is to go by.
    while list.count > 2, list[1].at.duration(to: now) > Self.window { list.removeFirst() }
    samples[job] = list
    guard let first = list.first, ended > first.ended else { return nil }
    let rate = Double(ended - first.ended) / max(0.001, first.at.duration(to: now).inSeconds)
    lastLeft[job] = .seconds(Double(left) / rate)
    return JobSummary.Progress(rate: rate, left: lastLeft[job])
  }

  /// The time left of each job, as it was told last.
  var left: [JobID: Duration] { lastLeft }

  package mutating func forget(_ job: JobID) {
    samples[job] = nil
    lastLeft[job] = nil
  }
}
