import JobModel
import JobProcessing

/// How fast jobs have been going lately: over the last half minute that was watched, so that an old pause or a slow
/// beginning does not weigh on the time left.
struct RowPace {
  private var samples: [JobID: [(at: Timestamp, ended: Int)]] = [:]
  private static let window = Duration.seconds(30)

  mutating func refine(_ job: inout JobSummary, at now: Timestamp = .now) {
    guard job.state == .running else {
      samples[job.id] = nil
      return
    }
    var list = samples[job.id] ?? []
    list.append((now, job.rows.ended))
    list.removeAll { $0.at.duration(to: now) > Self.window }
    samples[job.id] = list
    guard let first = list.first, job.rows.ended > first.ended else { return }
    let rate = Double(job.rows.ended - first.ended) / max(0.001, first.at.duration(to: now).inSeconds)
    job.progress = .init(rate: rate, left: .seconds(Double(job.rows.pending + job.rows.running) / rate))
  }
}
