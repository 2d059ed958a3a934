import JobModel
import Spool

/// Takes files that are handed in over the page and the API: threads to write them, and which keys have been used.
actor SubmissionDesk {
  private let spool: Spool
  private let threads: FileThreads
  /// Disk calls of uploads block nobody else's.
  private let writers = (0..<2).map { _ in FileThread() }
  private var turn = 0
  /// Which job was made for a key; read from the claims of the last day's jobs at first.
  private var keys: [String: JobID]?
  /// Raised when a job was handed in.
  nonisolated let changed = Signal()

  private static let mostKeys = 10_000
  private static let keepKeys = Duration.seconds(86_400)

  init(_ spool: Spool, threads: FileThreads) {
    self.spool = spool
    self.threads = threads
  }

  func nextThread() -> FileThread {
    turn += 1
    return writers[turn % writers.count]
  }

  // MARK: Keys

  /// The job that a key has made.
  func job(for key: String) async throws -> JobID? {
    try await loadKeys()
    return keys?[key]
  }

  /// Reserves a key for a job that is about to be made.
  ///
  /// - Returns: another job that has it already.
  func reserve(_ key: String, for job: JobID) async throws -> JobID? {
    try await loadKeys()
    if let known = keys?[key] { return known }
    if keys?.count ?? 0 >= Self.mostKeys { keys?.removeAll() }
    keys?[key] = job
    return nil
  }

  /// Gives a key back whose job could not be made.
  func release(_ key: String) {
    keys?[key] = nil
  }

  private func loadKeys() async throws {
    guard keys == nil else { return }
    let found = try await threads.run { [spool] in try Self.keys(in: spool) }
    // Another call may have loaded them meanwhile, and added to them.
    if keys == nil { keys = found }
  }

  private static func keys(in spool: Spool) throws -> [String: JobID] {
    let oldest = Timestamp.now.advanced(by: .zero - keepKeys)
    var keys: [String: JobID] = [:]
    for job in try spool.listJobs().jobs.suffix(mostKeys).reversed() {
      // A job without a claim that can be read has no key.
      guard let claim = try? spool.jobFolder(job).claim() else { continue }
      if claim.at < oldest { break }
      if let key = claim.key { keys[key] = job }
    }
    return keys
  }
}
