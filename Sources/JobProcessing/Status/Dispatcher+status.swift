import JobModel
import Results
import Spool
import Workflows

/// What the dispatcher keeps for those who write pages.
struct StatusDeskTray {
  /// Jobs that have just finished, for their last page.
  var finished: [JobStatus] = []
  /// Jobs whose rows, as they were when they were taken over, are to be read for their pages.
  var surveys: Set<JobID> = []
}

/// Rows to be read for a job's page.
struct StatusSurvey: Sendable {
  var job: JobID
  var rows: JobRows
  var numbers: [Int]
  /// Where each lay when this was planned.
  var folders: [Int: RowFolder]
  var column: String?
}

extension Dispatcher {
  /// Failed and waiting rows that are read for the page of a job that was taken over: a job of a million failed rows
  /// costs no long start.
  private static let mostSurveyed = 3000

  /// How every unfinished job stands.
  func statusDigests(at now: Timestamp = .now) -> [JobID: StatusDigest] {
    var digests: [JobID: StatusDigest] = [:]
    for job in active.values { digests[job.id] = digest(of: job, at: now) }
    return digests
  }

  func digest(of job: ActiveJob, at now: Timestamp) -> StatusDigest {
    var digest = StatusDigest(state: state(of: job.id, at: now) ?? .pending, since: job.manifest.committedAt)
    digest.reason = waitingReason(of: job, digest.state, at: now)
    (digest.total, digest.running) = (job.table.rows.count, job.table.count(.running))
    digest.pending = job.table.count(.pending)
    (digest.done, digest.failed) = (job.table.count(.done), job.table.count(.failed))
    let entry = scheduler[job.id]
    digest.retrying = entry?.queue.waitingCount ?? 0
    digest.nextRetry = entry?.queue.nextDue
    (digest.priority, digest.concurrency) = (job.priority, job.concurrency)
    if let budget = entry?.budget, budget.chargedRows > 0 { digest.cost = budget.shownSpent }
    digest.maxCost = entry?.budget.ceiling
    (digest.resultsWritten, digest.bookVersion) = (job.resultsWritten, job.book.version)
    (digest.name, digest.workflow) = (job.manifest.name, job.manifest.workflow)
    digest.submitter = job.manifest.submitter.name
    return digest
  }

  /// Why no row starts, in words.
  private func waitingReason(of job: ActiveJob, _ state: JobState, at now: Timestamp) -> Message? {
    switch job.hold(at: now, isTrialDone: scheduler[job.id]?.isTrialDone ?? false) {
    case .cancelled: return "A person cancelled the job."
    case .paused: return "A person paused the job. It goes on when its ticket is copied into control/resume."
    case .asked: return "The job waits to be started: copy its ticket into control/resume."
    case .trialDone:
      return "The trial rows are done. Look at them; the others run when the ticket is copied into control/resume."
    case .scheduled(let time): return "The job starts at \(LocalTime.text(time))."
    case nil: break
    }
    if state == .paused { return "All jobs are paused at present." }
    if let wait = wait(of: job) { return wait.sentence }
    return trouble?.isNoSpace == true ? "The disk of the server is full. Rows start again when there is room." : nil
  }

  /// Everything that a job's page shows; `nil` where it is finished by now.
  func status(of id: JobID, at now: Timestamp = .now) -> JobStatus? {
    active[id].map { status(of: $0, at: now) }
  }

  func status(of job: ActiveJob, at now: Timestamp = .now) -> JobStatus {
    var status = JobStatus(
      manifest: job.manifest, definition: job.definition, folder: job.folder, digest: digest(of: job, at: now),
      book: job.book.forPage)
    status.runningRows = Set(job.running.keys.lazy.filter { job.book.isShown($0) || job.book.problems[$0] != nil })
    status.hasStarted = job.hasStarted
    return status
  }

  /// Jobs that have finished since this was asked last.
  func takeFinishedStatuses() -> [JobStatus] {
    defer { statusTray.finished = [] }
    return statusTray.finished
  }

  // MARK: Surveys

  /// What is to be read of jobs that were taken over since this was asked last.
  func takeSurveys() -> [StatusSurvey] {
    defer { statusTray.surveys = [] }
    return statusTray.surveys.sorted().compactMap { id in active[id].map(survey) }
  }

  private func survey(_ job: ActiveJob) -> StatusSurvey {
    let first = job.manifest.rows.prefix(StatusBook.shownRows)
    let failed = job.table.count(.failed) > 0 ? job.table.rows(in: .failed).prefix(Self.mostSurveyed) : []
    let waiting = scheduler[job.id]?.queue.someWaiting(Self.mostSurveyed / 10) ?? []
    let numbers = Set(first).union(failed).union(waiting).sorted()
    let folders = numbers.reduce(into: [:]) { $0[$1] = job.table[$1] }
    return StatusSurvey(job: job.id, rows: job.rows, numbers: numbers, folders: folders, column: job.pictureColumn)
  }

  func take(_ histories: [TaskHistory], for survey: StatusSurvey) {
    guard let job = active[survey.job] else { return }
    // A row that was queued again since it was read is not what it was. One that lies in `pending` and has ended (it
    // failed its validation, or was carried over) has only not been moved yet.
    let current = histories.filter { history in
      let (row, now) = (history.record.row, job.table[history.record.row])
      return history.folder == .pending || history.folder == now || survey.folders[row] == now
    }
    job.book.take(current, picture: survey.column)
  }
}
