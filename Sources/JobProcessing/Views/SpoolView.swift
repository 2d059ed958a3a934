import Glibc
package import JobModel
package import Spool

/// The jobs of a spool as they lie on disk, whether or not a server runs. It only reads.
///
/// States follow `Sources/Spool/STATES.md`. Its calls block on the disk. A job of a million rows costs a listing of
/// its four folders, a finished one three small files.
package struct SpoolView: Sendable {
  package let spool: Spool
  /// Jobs with more waiting rows than this are not looked through for the next retry: each row costs a call.
  package var mostRowsLookedAt = 20_000

  package init(_ spool: Spool) {
    self.spool = spool
  }

  /// All jobs that are not cleared, oldest first.
  ///
  /// A job that cannot be read is named in `problems` and left out; it hides no other.
  package func jobs(at now: Timestamp = .now) throws(SpoolError) -> (jobs: [JobSummary], problems: [String]) {
    var summaries: [JobSummary] = []
    var problems: [String] = []
    let isPaused = try isPausedAltogether()
    let report = try backEndReport()
    for id in try spool.listJobs().jobs {
      do {
        guard var job = try summary(of: id, isPausedAltogether: isPaused, at: now) else { continue }
        job.take(report?.jobs[id])
        summaries.append(job)
      } catch {
        problems.append("Job \(id) cannot be read. \((error as? SpoolError)?.description ?? "\(error)")")
      }
    }
    return (summaries, problems)
  }

  /// One job.
  ///
  /// - Returns: `nil` where there is no such job: it was never there, was rejected, or is cleared.
  package func job(_ id: JobID, at now: Timestamp = .now) throws -> JobSummary? {
    var job = try summary(of: id, isPausedAltogether: try isPausedAltogether(), at: now)
    job?.take(try backEndReport()?.jobs[id])
    return job
  }

  /// What the server says of its back ends; `nil` where none runs.
  package func backEndReport() throws(SpoolError) -> BackEndReport? {
    guard try ServerPresence.look(at: spool).isRunning else { return nil }
    return try BackEndReport.read(from: spool)
  }

  private func summary(of id: JobID, isPausedAltogether: Bool, at now: Timestamp) throws -> JobSummary? {
    do {
      let folder = try spool.jobFolder(id)
      if try folder.folder.has(JobFile.clearing) { return nil }
      guard let manifest = try folder.manifest(), try spool.isCommitted(id) else { return try claimed(folder) }
      var job = JobSummary(manifest)
      if let finished = try folder.finished() {
        job.finish(finished)
        return job
      }
      try addRows(to: &job, folder, manifest, isPausedAltogether: isPausedAltogether, at: now)
      return job
    } catch let error as SpoolError where error.errno == ENOENT {
      // Cleared or given back while it was looked at.
      return nil
    }
  }

  /// A drop that is being taken in.
  func claimed(_ folder: JobFolder) throws -> JobSummary? {
    guard let claim = try folder.claim() else { return nil }
    let hasDrop = try folder.folder.has(JobFile.source) && !folder.folder.folder(JobFile.source).entries().isEmpty
    let orders = try folder.orders()
    var job = JobSummary(
      id: folder.job, state: hasDrop ? .checking : .claiming, name: claim.name, workflow: claim.workflow,
      preset: claim.preset, submitter: claim.submitter.name,
      priority: orders.priority ?? claim.settings?.effectivePriority ?? 5,
      concurrency: orders.concurrency ?? claim.settings?.concurrency, since: claim.at,
      startAt: claim.settings?.startAt, rows: RowCounts())
    job.begunWith = claim.begunWith
    return job
  }

  private func addRows(
    to job: inout JobSummary, _ folder: JobFolder, _ manifest: JobManifest, isPausedAltogether: Bool, at now: Timestamp
  ) throws {
    let rowFolders = RowFolders(spool: spool, job: job.id)
    guard var counts = try rowFolders.counts() else { return }
    counts.total = manifest.rows.count
    job.rows = counts
    let orders = try folder.orders()
    if let trial = manifest.settings.trial, manifest.unbegunRows > 0, !orders.isReleased, counts.ended >= trial,
      counts.running == 0
    {
      job.rows.unbegun = counts.ended - (try JobRows(job.id, in: spool).begunCount(atMost: trial))
      counts.unbegun = job.rows.unbegun
    }
    job.priority = min(max(orders.priority ?? job.priority, 1), 9)
    job.concurrency = orders.concurrency ?? job.concurrency
    let events = try folder.events()
    let started = events.last { $0["event"]?.string == "started" }?["at"]?.string.flatMap { Timestamp($0) }
    job.state = Self.state(
      counts, orders, manifest.settings, hasStarted: started != nil, isPausedAltogether: isPausedAltogether, at: now)
    if let started, job.state == .running { job.progress = Self.progress(counts, since: started, at: now) }
    if started != nil, (1...mostRowsLookedAt).contains(counts.pending) {
      (job.retrying, job.nextRetry) = try rowFolders.waiting(at: now)
    }
  }

  /// The table of job states for a job that is committed and not finished.
  static func state(
    _ rows: RowCounts, _ orders: JobOrders, _ settings: JobSettings, hasStarted: Bool, isPausedAltogether: Bool,
    at now: Timestamp
  ) -> JobState {
    if rows.pending == 0, rows.running == 0, orders.open.isEmpty { return .delivering }
    if orders.isCancelled { return .cancelling }
    if orders.isPaused { return .paused }
    if !orders.isReleased {
      if settings.startsPaused == true { return .onHold }
      if let startAt = settings.startAt, startAt > now { return .scheduled }
      if let trial = settings.trial, rows.begun >= trial, rows.running == 0 { return .onHold }
    }
    if isPausedAltogether { return .paused }
    return hasStarted || rows.running > 0 || rows.ended > 0 ? .running : .pending
  }

  private static func progress(_ rows: RowCounts, since: Timestamp, at now: Timestamp) -> JobSummary.Progress? {
    let seconds = since.duration(to: now).inSeconds
    guard rows.ended > 0, seconds > 0 else { return nil }
    let rate = Double(rows.ended) / seconds
    return JobSummary.Progress(rate: rate, left: .seconds(Double(rows.pending + rows.running) / rate))
  }

  /// Whether an order for all jobs holds them: the last `pause` or `resume` in the spool's own log.
  package func isPausedAltogether() throws(SpoolError) -> Bool {
    try spool.spoolOrders().last { $0.verb == .pause || $0.verb == .resume }?.verb == .pause
  }
}

extension JobSummary {
  init(_ manifest: JobManifest) {
    self.init(
      id: manifest.id, state: .pending, name: manifest.name, workflow: manifest.workflow, preset: manifest.preset,
      submitter: manifest.submitter.name, priority: manifest.settings.effectivePriority,
      concurrency: manifest.settings.concurrency, since: manifest.committedAt, startAt: manifest.settings.startAt,
      rows: RowCounts(total: manifest.rows.count))
    notes = manifest.notes
    begunWith = manifest.begunWith
  }

  fileprivate mutating func take(_ report: BackEndReport.Job?) {
    guard let report, !state.isFinished else { return }
    (cost, maxCost, currency) = (report.cost, report.maxCost, report.currency)
    guard let wait = report.wait, state == .running || state == .pending || state == .onHold else { return }
    self.wait = wait
    progress = nil
    state = .onHold
  }

  mutating func finish(_ record: FinishedRecord) {
    (cost, currency) = (record.cost, record.currency)
    state = record.state
    finishedAt = record.at
    delivered = record.delivered
    outcomes = record.counts
    for (name, count) in record.counts {
      switch Outcome(rawValue: name)?.folder {
      case .done: rows.done += count
      case .failed: rows.failed += count
      case .pending, .running, nil: break
      }
    }
  }
}
