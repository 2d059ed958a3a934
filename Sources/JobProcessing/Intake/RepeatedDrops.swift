import JobModel

/// Finds drops that hold the same as one that came just before: people press twice, and clients send twice.
struct RepeatedDrops {
  let window: Duration
  let whileUnfinished: Bool
  private var known: [String: (job: JobID, at: Timestamp)] = [:]

  init(window: Duration, whileUnfinished: Bool) {
    self.window = window
    self.whileUnfinished = whileUnfinished
  }

  /// - Returns: the job that a drop repeats; `nil` where it is to run, and is remembered.
  mutating func first(of manifest: JobManifest, unfinished: Set<JobID>) -> JobID? {
    let now = manifest.committedAt
    known = known.filter {
      $0.value.at.advanced(by: window) >= now || (whileUnfinished && unfinished.contains($0.value.job))
    }
    guard let digest = manifest.digest else { return nil }
    let key = "\(manifest.workflow)\n\(manifest.preset ?? "")\n\(digest)"
    let name = manifest.name.lowercased()
    let isWanted = name.contains("rerun") || name.contains("重跑")
    if let first = known[key], !isWanted, first.job != manifest.id { return first.job }
    known[key] = (manifest.id, now)
    return nil
  }
}
