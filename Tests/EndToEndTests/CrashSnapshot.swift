import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// What was on disk when the server was dead: what must not be done again.
struct CrashSnapshot {
  struct Row {
    var key: String
    var isFinal: Bool
    var lines: Int
    var requeues: [String]
    /// Steps that need not run again.
    var kept: Set<Int>
  }

  struct Place: Hashable {
    var job: JobID
    var row: Int
  }

  private(set) var rows: [Place: Row] = [:]
  let ledger: [String: Int]

  init(of server: TemporarySpoolServer) throws {
    for job in try server.spool.listJobs().jobs where try server.spool.isCommitted(job) {
      let folders = try JobRows(job, in: server.spool)
      for row in try server.spool.jobFolder(job).manifest()?.rows ?? RowRanges() {
        guard let history = try folders.read(row)?.history else { continue }
        var isFinal = false
        if case .final = history.standing { isFinal = true }
        rows[Place(job: job, row: row)] = Row(
          key: history.record.values["key"]?.string ?? "", isFinal: isFinal, lines: history.lineCount,
          requeues: history.orders, kept: Set(history.steps.map(\.number)))
      }
    }
    ledger = try server.ledger.counts()
  }

  /// What was finished then is as it was, unless a person queued it again.
  func check(after old: CrashSnapshot, _ when: String) {
    for (place, before) in old.rows {
      // A cleared job is gone, and is none of ours.
      guard let now = rows[place] else {
        Issue.record("row \(place.row) of \(place.job) is gone, \(when)")
        continue
      }
      guard now.requeues == before.requeues else { continue }
      if before.isFinal {
        #expect(now.lines == before.lines, "row \(place.row) of \(place.job) had ended and was touched, \(when)")
      }
      for (step, name) in [(1, "first"), (2, "second")] where before.isFinal || before.kept.contains(step) {
        let line = "\(name) \(before.key)"
        #expect(ledger[line] == old.ledger[line], "'\(line)' ran again, \(when)")
      }
    }
  }
}
