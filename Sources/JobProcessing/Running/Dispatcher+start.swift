import Glibc
package import JobModel
import Logging
import Spool
import Workflows

extension Dispatcher {
  /// Rows started in one go: enough to keep all slots busy, few enough to look at orders in between.
  private static let groupSize = 256
  /// Rows looked at in one go: those that have their outcome already (taken over, or bad) are moved on and not started.
  private static let mostLookedAt = 1024
  /// Rows that have ended but are not durable yet; above this none is started, so that memory stays flat.
  private static let mostUnsettled = 4096

  /// Claims rows for the free slots.
  ///
  /// - Returns: the rows to run, and how long to wait for the next change where there are none.
  package func startRows(at now: Timestamp = .now) -> (rows: [StartedRow], wait: Duration?) {
    for (job, row) in idle.takeAll() { scheduler.ended(job, row: row) }
    refreshBackEnds(at: now)
    if isStopping { return ([], nil) }
    if let until = troubleUntil, until > now { return ([], now.duration(to: until)) }
    if finisher.pendingCount > Self.mostUnsettled { return ([], .milliseconds(5)) }
    if !options.hasRoom() {
      note(trouble: SpoolError(.system(errno: ENOSPC), "start rows", ""), at: now)
      return ([], .seconds(1))
    }
    var started: [StartedRow] = []
    let steady = options.clock.now
    scheduler.promote(at: steady, wall: now)
    var lookedAt = 0
    while started.count < Self.groupSize, lookedAt < Self.mostLookedAt, troubleUntil.map({ $0 <= now }) ?? true,
      let (job, row) = scheduler.next(at: now, steady: steady)
    {
      lookedAt += 1
      if let row = start(row, of: job, at: now) { started.append(row) } else { giveBack(row, of: job) }
    }
    if !started.isEmpty { raiseViews() }
    return (started, lookedAt == Self.mostLookedAt ? .zero : wait(after: now))
  }

  private func giveBack(_ row: Int, of job: JobID) {
    scheduler.ended(job, row: row)
    scheduler.settled(job)
  }

  private func wait(after now: Timestamp) -> Duration? {
    if let until = troubleUntil, until > now { return now.duration(to: until) }
    return scheduler.nextWait(at: now, steady: options.clock.now)
  }

  /// - Returns: `nil` where the row does not run now; it was put where it belongs.
  private func start(_ row: Int, of id: JobID, at now: Timestamp) -> StartedRow? {
    // A row that ended otherwise since it was queued (by a cancel, say) is not there to be claimed, and not missing.
    guard let job = active[id], job.table[row] == .pending else { return nil }
    do {
      let claim = try job.rows.claim(row, at: options.clock.now, longestWait: options.longestWait) { history in
        !history.isSuspect || suspects.admit(id, row)
      }
      switch claim {
      case .claimed(let claimed): return start(claimed, of: job)
      case .alreadyFinal(let history, let ending):
        active[id]?.table[row] = ending.outcome.folder
        job.book.note(history, picture: job.pictureColumn)
        if !ending.files.isEmpty {
          choreQueue.files.append(FileDelivery(job: id, files: ending.files))
          chores.raise()
        }
        // It was not run: a trial begins another one in its place.
        scheduler[id]?.trialLeft? += 1
      case .waits(let until): scheduler[id]?.queue.wait(row, until: until)
      case .heldBack: break
      case .missing: try replaceMissing(row, of: job, because: "The task file of row \(row) is gone.")
      case .damaged(let target):
        try replaceMissing(row, of: job, because: "The task file of row \(row) was damaged and moved to \(target).")
      }
      clearTrouble()
      settle(id)
    } catch {
      // The disk's trouble is not the row's: it waits and is claimed again.
      scheduler[id]?.queue.wait(row, until: options.clock.now.advanced(by: .seconds(1)))
      releaseSuspects(after: row, of: id)
      note(trouble: error, at: now)
    }
    return nil
  }

  private func start(_ claimed: RunningRow, of job: ActiveJob) -> StartedRow {
    let (id, row) = (job.id, claimed.row)
    active[id]?.table[row] = .running
    if !job.hasStarted { logStart(of: job) }
    noteStarted(claimed)
    let stop = RowStop()
    active[id]?.running[row] = stop
    let journal = RowJournal(claimed, folder: job.folder, threads: threads, lines: lines)
    let workshop = AttemptWorkshop(
      folder: job.folder, row: row, attempt: claimed.history.attempt,
      isNeeded: !job.definition.steps.isEmpty || WebInput.areAny(in: claimed.history.values, of: job.definition),
      threads: threads)
    return StartedRow(
      claimed: claimed,
      visitor: BackEndVisitor(priority: job.priority, isGivenUp: scheduler[id]?.isGivenUp ?? false), runner: job.runner,
      journal: journal, stop: stop, workshop: workshop,
      hasRoom: options.hasRoom,
      whenIdle: { [idle, changed] in
        idle.add(row, of: id)
        changed.raise()
      }, finisher: finisher)
  }

  private func logStart(of job: ActiveJob) {
    active[job.id]?.hasStarted = true
    active[job.id]?.startedAt = .now
    note("started", ["rows": .integer(Int64(job.manifest.rows.count))], in: job)
    log.info("job started", metadata: ["job": "\(job.id)", "rows": "\(job.manifest.rows.count)"])
  }

  private func replaceMissing(_ row: Int, of job: ActiveJob, because reason: Message) throws {
    // The state folders themselves may be gone: new ones are opened.
    try JobRows(job.id, in: spool).replaceMissing([row])
    active[job.id]?.table[row] = .failed
    var members: JSONObject = ["row": .integer(Int64(row))]
    members.set("reason", reason)
    note("row-missing", members, in: job)
    log.warning("\(reason)", metadata: ["job": "\(job.id)", "row": "\(row)"])
  }

  // MARK: Trouble with the disk

  func note(trouble error: any Error, at now: Timestamp = .now) {
    troubleUntil = now.advanced(by: .seconds(1))
    let known = error as? SpoolError
    guard trouble == nil else { return }
    trouble = known ?? SpoolError(.damaged, "use the spool", "", reason: "\(error)")
    let sentence =
      known?.isNoSpace == true
      ? "The disk of the spool is full. No row starts until there is room; no row is failed for it." : "\(error)"
    log.error("\(sentence)")
  }

  func clearTrouble() {
    guard trouble != nil else { return }
    trouble = nil
    troubleUntil = nil
    log.notice("The disk of the spool takes writes again; rows go on.")
  }

  /// Adds a line to a job's log. The log is for people: what cannot be written there stops no row.
  nonisolated func note(_ event: String, _ members: JSONObject = [:], in job: ActiveJob) {
    do {
      try job.folder.log(event, members)
    } catch {
      log.warning("the job's log could not be written: \(error)", metadata: ["job": "\(job.id)"])
    }
  }

  /// The same with a reason that people read.
  nonisolated func note(_ event: String, reason: Message, in job: ActiveJob) {
    var members = JSONObject()
    members.set("reason", reason)
    note(event, members, in: job)
  }
}
