import Glibc
import JobModel
import Results
import Spool

/// What happened today before this process was started, and why rows failed lately: read from the spool at start.
///
/// A row file that lies in `done/` or `failed/` was touched last when its row ended, so listing is enough; rows of jobs
/// that were cleared since are not counted any more. Blocks on the disk.
struct EarlierToday: Sendable {
  var rows = EndedRows.Count()
  var pictures = 0
  /// Of jobs that finished within a day.
  var causes: [JobID: FailureCauses] = [:]

  /// Failed rows that are read for their causes.
  private static let mostRead = 3000
  private static let mostReadOfOne = 500

  init() {}

  /// - Parameter now: when the process was started: what ended later, it counts itself.
  init(_ jobs: [JobView], in spool: Spool, at now: Timestamp) {
    let midnight = EndedRows.startOfDay(now)
    var left = Self.mostRead
    for job in jobs.sorted(by: { $0.id > $1.id }) {
      let summary = job.summary
      if let finishedAt = summary.finishedAt, finishedAt < midnight, finishedAt < now.advanced(by: .seconds(-86_400)) {
        continue
      }
      rows.good += Self.count(job.id, .done, from: midnight, to: now, in: spool)
      let failed = Self.count(job.id, .failed, from: midnight, to: now, in: spool)
      rows.bad += max(0, failed - job.counts[.cancelled])
      pictures += Self.pictures(of: job.id, from: midnight, to: now, in: spool)
      guard summary.state.isFinished, job.counts[.failed] + job.counts[.unknown] > 0, left > 0 else { continue }
      causes[job.id] = Self.causes(of: job.id, most: min(left, Self.mostReadOfOne), in: spool, left: &left)
    }
  }

  private static func count(
    _ job: JobID, _ state: RowFolder, from: Timestamp, to: Timestamp, in spool: Spool
  ) -> Int {
    // A job that is cleared meanwhile counts no more.
    guard let folder = try? spool.root.folder(state.rawValue).folder(job.text) else { return 0 }
    return count(folder, from: from, to: to) { $0.hasSuffix(".jsonl") }
  }

  private static let pictureEndings: Set = ["png", "jpg", "jpeg", "webp", "avif", "gif", "tif", "tiff", "heic", "svg"]

  private static func pictures(of job: JobID, from: Timestamp, to: Timestamp, in spool: Spool) -> Int {
    guard let folder = try? spool.jobFolder(job).folder.folder(JobFile.files) else { return 0 }
    return count(folder, from: from, to: to) { name in
      name.lastIndex(of: ".").map { pictureEndings.contains(name[name.index(after: $0)...].lowercased()) } ?? false
    }
  }

  private static func count(
    _ folder: Folder, from: Timestamp, to: Timestamp, where isMeant: (String) -> Bool
  ) -> Int {
    var count = 0
    try? folder.forEachEntry { name, _ in
      let name = String(cString: name)
      guard isMeant(name), let status = try? folder.status(of: name) else { return }
      if (from..<to).contains(Timestamp(status.st_mtim)) { count += 1 }
    }
    return count
  }

  private static func causes(of job: JobID, most: Int, in spool: Spool, left: inout Int) -> FailureCauses {
    var causes = FailureCauses()
    guard let rows = try? JobRows(job, in: spool), let failed = try? rows.list(.failed).rows else { return causes }
    for row in failed.sorted().prefix(most) {
      left -= 1
      guard let history = (try? rows.read(row, in: [.failed]))??.history, case .final(let ending) = history.standing,
        ending.outcome != .cancelled, let failure = ending.failure
      else { continue }
      causes.add(failure, row: row)
    }
    return causes
  }
}
