import Glibc
import JobModel
import JobProcessing
import Spool
import SystemPackage

/// Watches one job until it is finished or given back, and says how it ended.
struct JobWait {
  let spool: Spool
  let job: JobID

  /// - Throws: `CommandFailure` with status 1 where rows failed or the job was cancelled, 65 where it was rejected.
  func run() throws {
    let terminal = Terminal.errors
    if try !ServerPresence.look(at: spool).isRunning {
      terminal.line("No server runs on this spool; the job waits until one does. Ctrl-C ends this command only.")
    }
    var pace = RowPace()
    var last: JobSummary?
    while true {
      guard var summary = try SpoolView(spool).job(job) else { return try sayWhereItWent(terminal) }
      pace.refine(&summary)
      show(summary, after: last, terminal)
      if summary.state.isFinished { return try sayHowItEnded(summary, terminal) }
      last = summary
      usleep(250_000)
    }
  }

  private func show(_ job: JobSummary, after last: JobSummary?, _ terminal: Terminal) {
    if terminal.isScreen {
      let text = job.rows.total > 0 ? ProgressBar.line(for: job, terminal) : job.state.word
      terminal.write("\r\(text)\u{1B}[K")
    } else if last?.state != job.state {
      terminal.line("\(job.state.word): \(job.rowSentence)")
    }
  }

  private func sayHowItEnded(_ job: JobSummary, _ terminal: Terminal) throws {
    if terminal.isScreen { terminal.line() }
    Terminal.output.line("\(job.state.word): \(job.rowSentence)")
    let folder = spool.layout.outgoing.appending(job.id.text)
    Terminal.output.line("Results: \(folder)")
    for name in job.delivered where !name.contains("/") { Terminal.output.line("  \(folder.appending(name))") }
    if job.state != .completed || job.rows.failed > 0 { throw CommandFailure.someRowsFailed }
  }

  private func sayWhereItWent(_ terminal: Terminal) throws {
    if terminal.isScreen { terminal.line() }
    guard let rejection = try Rejection.find(of: job, in: spool) else {
      throw CommandFailure(EX_NOINPUT, "The job is not there any more; somebody has cleared it.")
    }
    var reasons = Substring(rejection.reasons)
    while reasons.last?.isNewline == true { reasons.removeLast() }
    throw CommandFailure(
      EX_DATAERR, "The drop was rejected and lies in \(spool.layout.rejected) as '\(rejection.name)'.\n\(reasons)")
  }
}
