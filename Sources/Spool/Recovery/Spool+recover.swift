import Glibc
package import JobModel

extension Spool {
  /// Puts the spool in order after whatever happened to the last process: once, before anything else is done.
  ///
  /// For each job the table of states in `Sources/Spool/STATES.md` says what a crash can have left; this is its last column.
  /// A job that cannot be put in order is left alone and named, and stops no other.
  package func recover(at now: Timestamp = .now) throws -> Recovery {
    var recovery = Recovery()
    let (jobs, strangers) = try listJobs()
    for name in strangers where name != SpoolLayout.sentinel {
      recovery.notices.append("jobs/\(name) is not rowspool's and is left alone.")
    }
    for job in jobs {
      do {
        try recover(job, at: now, into: &recovery)
      } catch {
        recovery.notices.append("Job \(job) could not be put in order and is left alone. \(error)")
      }
    }
    return recovery
  }

  private func recover(_ job: JobID, at now: Timestamp, into recovery: inout Recovery) throws {
    let folder = try jobFolder(job)
    if try folder.folder.has(JobFile.clearing) {
      recovery.clearing.append(job)
    } else if try folder.folder.has(JobFile.finished) {
      // It alone means finished: its rows are not looked at again.
      recovery.finished.append(job)
    } else if try isCommitted(job), let manifest = try folder.manifest() {
      recovery.unfinished.append(try recover(manifest, in: folder, at: now, notices: &recovery.notices))
    } else if let claim = try folder.claim() {
      // Not committed: nothing of it has run, so it is read again from the drop.
      if try resumeClaim(claim, in: folder) {
        recovery.claimed.append(claim)
      } else {
        try abandon(job)
        recovery.notices.append("Job \(job): its drop was never moved and lies where it was; it will be found again.")
      }
    } else {
      try recoverWithoutClaim(folder, notices: &recovery.notices)
    }
  }

  /// A folder without `claim.json` is one whose making was cut off, unless it holds a drop.
  private func recoverWithoutClaim(_ folder: JobFolder, notices: inout [String]) throws {
    let holdsDrop = try folder.folder.has(JobFile.source) && !folder.folder.folder(JobFile.source).entries().isEmpty
    if holdsDrop {
      notices.append("Job \(folder.job) has lost its claim.json; its drop is kept in jobs/\(folder.job)/source.")
    } else {
      try abandon(folder.job)
    }
  }

  /// Opens the next round of a finished job: `finished.json` goes first, then its rows are read as after a crash.
  ///
  /// - Throws: `.notFound` where there is no such job.
  package func reopen(_ job: JobID, at now: Timestamp = .now) throws -> RecoveredJob {
    let folder = try jobFolder(job)
    guard let manifest = try folder.manifest() else {
      throw SpoolError(.notFound, "reopen", job.text, reason: "There is no job \(job).")
    }
    try folder.reopen()
    var notices: [String] = []
    return try recover(manifest, in: folder, at: now, notices: &notices)
  }

  /// A job that has just been committed.
  package func committed(_ manifest: JobManifest) throws(SpoolError) -> RecoveredJob {
    var table = RowTable(manifest.rows)
    for row in manifest.rows { table[row] = .pending }
    return RecoveredJob(manifest: manifest, orders: try jobFolder(manifest.id).orders(), table: table)
  }

  // MARK: Orders for all jobs

  package func spoolOrders() throws(SpoolError) -> [Order] {
    try JSONLog(SpoolLayout.ordersFile, in: root).lines().compactMap { Order(json: $0) }
  }

  package func recordSpoolOrder(_ order: Order) throws(SpoolError) {
    try JSONLog(SpoolLayout.ordersFile, in: root).append(order.json, durably: true)
  }

  // MARK: Rows

  private func recover(
    _ manifest: JobManifest, in folder: JobFolder, at now: Timestamp, notices: inout [String]
  ) throws -> RecoveredJob {
    let rows = try JobRows(manifest.id, in: self)
    try rows.settleRunning(at: now, notices: &notices)
    var table = RowTable(manifest.rows)
    for state in RowFolder.allCases {
      let (found, strangers) = try rows.list(state)
      for name in strangers { notices.append("\(state.rawValue)/\(manifest.id)/\(name) is not rowspool's.") }
      for row in found { try rows.place(row, in: state, &table, notices: &notices) }
    }
    if table.missingCount > 0 {
      let missing = table.rows(in: nil)
      try rows.replaceMissing(missing, at: now)
      for row in missing { table[row] = .failed }
      notices.append("Job \(manifest.id): the task files of \(missing.count) rows were gone; they are marked unknown.")
    }
    var job = RecoveredJob(manifest: manifest, orders: try folder.orders(), table: table)
    for row in table.rows(in: .pending) {
      if let due = try rows.dueTime(of: row), due > now { job.waits.append((row, due)) }
    }
    return job
  }
}
