package import JobModel
import Logging
import Spool
import Workflows

extension Dispatcher {
  /// Takes note of what the finisher says.
  package func handle(_ event: Finisher.Event) {
    switch event {
    case .ended(let group):
      var jobs: Set<JobID> = []
      for finish in group {
        ended(finish)
        jobs.insert(finish.row.job)
      }
      for job in jobs {
        settle(job)
        noteHold(of: job)
        noteCeiling(of: job)
      }
      changed.raise()
      raiseViews()
    case .trouble(let error): note(trouble: error)
    case .relief: clearTrouble()
    }
  }

  private func ended(_ finish: Spool.Finish) {
    let (id, row) = (finish.row.job, finish.row.row)
    guard let job = active[id] else { return }
    active[id]?.running[row] = nil
    active[id]?.table[row] = finish.row.history.folder
    charge(finish.row.history, of: job)
    job.book.note(finish.row.history, picture: job.pictureColumn)
    scheduler.settled(id)
    if case .end(let ending) = finish.event {
      noteEnded(finish, ending)
      endedRows.note(ending, at: .now)
      if ending.outcome == .retry { waitForNextAttempt(row, ending, of: job) }
      // Of a hold people are told once, not for each row.
      if !ending.outcome.isGood, ending.failure?.class.usesUpAttempt ?? true { noteTrouble(of: row, ending, in: job) }
      if !ending.files.isEmpty { choreQueue.files.append(FileDelivery(job: id, files: ending.files)) }
      if !ending.files.isEmpty { chores.raise() }
    } else if !isStopping {
      scheduler[id]?.queue.wait(row, until: options.clock.now.advanced(by: .seconds(1)))
    }
    releaseSuspects(after: row, of: id)
  }

  /// Lets the rows try that waited for this one, if it was the one suspect that ran.
  func releaseSuspects(after row: Int, of id: JobID) {
    for (job, row) in suspects.ended(id, row) { scheduler[job]?.queue.insert([row]) }
  }

  /// A job whose trial rows are done waits for a person, who wants to see what came of them.
  private func noteHold(of id: JobID) {
    guard let job = active[id], job.running.isEmpty, job.openCount > 0, scheduler[id]?.isTrialDone == true else {
      return
    }
    choreQueue.resultsSoFar.insert(id)
    chores.results.raise()
    note("on-hold", reason: "The trial rows are done. The job waits for 'resume'.", in: job)
  }

  private func waitForNextAttempt(_ row: Int, _ ending: Ending, of job: ActiveJob) {
    guard !job.orders.isCancelled else {
      choreQueue.ordersToApply.insert(job.id)
      return chores.raise()
    }
    scheduler[job.id]?.queue.wait(row, until: ending.notBefore ?? options.clock.now)
  }

  private func noteTrouble(of row: Int, _ ending: Ending, in job: ActiveJob) {
    var members: JSONObject = ["row": .integer(Int64(row)), "outcome": .string(ending.outcome.rawValue)]
    if let failure = ending.failure { members.set("message", failure.message) }
    members["detail"] = ending.failure?.detail.map(JSONValue.string)
    members["next"] = ending.notBefore.map { .string($0.description) }
    note("row", members, in: job)
  }

  // MARK: Results

  /// Ends a job: its results lie in `outgoing/` or wait for that share.
  package func finish(_ id: JobID, delivered: [String], counts: [String: Int]) throws {
    guard let job = active[id], job.isDelivering else { return }
    let bad = counts.contains { !["done", "warning", "carried"].contains($0.key) && $0.value > 0 }
    let state: JobState = job.orders.isCancelled ? .cancelled : bad ? .completedWithFailures : .completed
    let events = try job.folder.events()
    let round = 1 + events.count { $0["event"]?.string == "finished" }
    note("finished", ["state": .string(state.rawValue), "counts": .object(counts.json)], in: job)
    var record = FinishedRecord(round: round, state: state, counts: counts, delivered: delivered)
    if let budget = scheduler[id]?.budget, budget.chargedRows > 0 {
      (record.cost, record.currency) = (budget.shownSpent, job.definition.estimate?.currency)
    }
    try job.folder.finish(record)
    var status = status(of: job)
    status.finished = record
    statusTray.finished.append(status)
    active[id] = nil
    scheduler[id] = nil
    finishedJobs.insert(id)
    boardTray.ended[id] = job.book.causes
    raiseViews()
    tell(of: job, state, counts)
    log.info("job \(state.title.english.lowercased())", metadata: ["job": "\(id)"])
  }

  private func tell(of job: ActiveJob, _ state: JobState, _ counts: [String: Int]) {
    var notice = Notice(state == .cancelled ? .cancelled : state == .completed ? .completed : .failures)
    (notice.job, notice.name, notice.workflow) = (job.id, job.manifest.name, job.manifest.workflow)
    (notice.submitter, notice.counts) = (job.manifest.submitter.name, counts)
    (notice.wanted, notice.language) = (job.manifest.settings.notify, job.definition.language)
    options.tell(notice)
  }

  /// Results could not be written; they are tried again.
  package func retryDelivery(of id: JobID) {
    guard active[id] != nil else { return }
    choreQueue.deliveries.insert(id)
  }
}

extension [String: Int] {
  fileprivate var json: JSONObject {
    JSONObject(sorted { $0.key < $1.key }.map { ($0.key, .integer(Int64($0.value))) })
  }
}
