import Glibc
import JobModel
import Spool

/// Counts a job's row files by listing names; it opens none of them.
struct RowFolders {
  let spool: Spool
  let job: JobID

  /// - Returns: `nil` where the job is not committed.
  func counts() throws(SpoolError) -> RowCounts? {
    guard try spool.isCommitted(job) else { return nil }
    var counts = RowCounts()
    counts.pending = try count(.pending)
    counts.running = try count(.running)
    counts.done = try count(.done)
    counts.failed = try count(.failed)
    return counts
  }

  private func count(_ state: RowFolder) throws(SpoolError) -> Int {
    guard let folder = try folder(state) else { return 0 }
    var count = 0
    try folder.forEachEntry { name, _ in
      if Self.isRowFile(name) { count += 1 }
    }
    return count
  }

  /// Rows that are not due yet, by their files' times of modification.
  func waiting(at now: Timestamp) throws(SpoolError) -> (count: Int, next: Timestamp?) {
    guard let folder = try folder(.pending) else { return (0, nil) }
    var names: [String] = []
    try folder.forEachEntry { name, _ in
      if Self.isRowFile(name) { names.append(String(cString: name)) }
    }
    var count = 0
    var next: Timestamp?
    for name in names {
      // A row that has just been claimed is not there any more.
      guard let status = try folder.status(of: name) else { continue }
      let due = Timestamp(status.st_mtim)
      if due > now {
        count += 1
        next = min(next ?? due, due)
      }
    }
    return (count, next)
  }

  /// The folder, unless a server is just about to make it or has cleared it away.
  private func folder(_ state: RowFolder) throws(SpoolError) -> Folder? {
    do {
      return try spool.root.folder(state.rawValue).folder(job.text)
    } catch  where error.errno == ENOENT {
      return nil
    }
  }

  /// `%08d.jsonl`; more digits for rows past the eighth.
  private static func isRowFile(_ name: UnsafePointer<CChar>) -> Bool {
    let length = strlen(name)
    return length >= 14 && strcmp(name + (length - 6), ".jsonl") == 0
  }
}
