import JobModel
import Results
import Spool

/// What the dispatcher keeps for the board between two of its looks.
struct BoardTray {
  /// Jobs that have just finished, so that what is known of them as finished is out of date, and why rows of theirs
  /// failed.
  var ended: [JobID: FailureCauses] = [:]
  /// Jobs whose rows are watched, with what became of them. Empty most of the time, which is all that rows look at.
  var rows: [JobID: RowChanges] = [:]
}

/// The dispatcher's jobs at one moment.
struct BoardLook: Sendable {
  /// Not finished ones.
  var jobs: [JobView] = []
  var finished: Set<JobID> = []
  /// Of `finished`, those that came to it since the last look, and why rows of theirs failed.
  var ended: [JobID: FailureCauses] = [:]
  var rows: [JobID: RowChanges] = [:]
  var isPausedAltogether = false
}

extension Dispatcher {
  /// How all jobs stand, and what became of watched rows since the last look.
  func boardLook(at now: Timestamp = .now) -> BoardLook {
    var look = BoardLook(finished: finishedJobs, isPausedAltogether: isPausedAltogether)
    look.jobs = active.values.map { job in
      let digest = digest(of: job, at: now)
      var view = JobView(job, digest, wait: digest.state == .onHold ? wait(of: job) : nil)
      // Where there are buttons, nobody needs to be told of tickets.
      switch job.hold(at: now, isTrialDone: scheduler[job.id]?.isTrialDone ?? false) {
      case .paused, .cancelled, .scheduled: view.reason = nil
      case .asked: view.reason = "The job waits to be started."
      case .trialDone: view.reason = "The trial rows are done. Look at them, then start the others."
      case nil: break
      }
      return view
    }
    swap(&look.ended, &boardTray.ended)
    for (job, changes) in boardTray.rows where !changes.isEmpty {
      look.rows[job] = changes
      boardTray.rows[job] = RowChanges()
    }
    return look
  }

  /// Takes note of what becomes of these jobs' rows from now on, and of no others'.
  func watchRows(of jobs: Set<JobID>) {
    for job in boardTray.rows.keys where !jobs.contains(job) { boardTray.rows[job] = nil }
    for job in jobs where boardTray.rows[job] == nil { boardTray.rows[job] = RowChanges() }
  }

  func noteStarted(_ claimed: RunningRow) {
    guard !boardTray.rows.isEmpty else { return }
    boardTray.rows[claimed.job]?.note(RowChange(started: claimed.history), of: claimed.row)
  }

  func noteEnded(_ finish: Spool.Finish, _ ending: Ending) {
    guard !boardTray.rows.isEmpty else { return }
    boardTray.rows[finish.row.job]?.note(RowChange(ended: finish.row.history, ending), of: finish.row.row)
  }

  /// Many rows were moved by an order.
  func noteManyRows(of job: JobID) {
    boardTray.rows[job]?.noteMany()
  }

  /// Something changed that views show.
  nonisolated func raiseViews() {
    chores.status.raise()
    chores.changes.raise()
  }
}
