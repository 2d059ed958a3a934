import JobModel

/// What became of the rows of a dropped back workbook, for the receipt.
struct DropBackTally: Hashable, Sendable {
  /// Good outcomes that were taken over.
  var carried = 0
  /// Rows whose result is unknown and that stay so.
  var stillUnknown = 0
  /// Rows to run: they had ended badly, were changed, were marked, are copies, or have lost files of their results.
  var failedBefore = 0
  var changed = 0
  var marked = 0
  var copies = 0
  var filesGone = 0
  /// Keys of jobs or rows that are not known here.
  var unknownKeys = 0
  /// The jobs that rows come from.
  var jobs: Set<JobID> = []

  var knownRows: Int { carried + stillUnknown + failedBefore + changed + marked + copies + filesGone }

  /// - Parameter rows: of the whole job, bad ones left out.
  func notes(rows: Int) -> [Message] {
    guard knownRows > 0 else { return [] }
    var notes: [Message] = []
    let names = Message.list(jobs.sorted().map(\.text))
    let running = rows - carried - stillUnknown
    notes.append(
      "Dropped back: taken over from the job \(names), at no further cost: \(carried). Rows to run: \(running).")
    let reasons = reasons(new: running - failedBefore - changed - marked - copies - filesGone)
    if !reasons.isEmpty { notes.append("Of those to run: \(Message.list(reasons)).") }
    if filesGone > 0 {
      notes.append("Rows that run again because files of their results are gone from the earlier job: \(filesGone).")
    }
    if stillUnknown > 0 {
      notes.append(
        """
        Rows of which it is not known what became of them, and that were not run again: \(stillUnknown). Choose “run \
        again” in their Status cells and drop the workbook back if they are to run.
        """)
    }
    return notes
  }

  private func reasons(new: Int) -> [Message] {
    let counts: [(Int, Message)] = [
      (failedBefore, "failed before: \(failedBefore)"), (changed, "changed: \(changed)"),
      (marked, "marked to run again: \(marked)"), (copies, "copies of other rows: \(copies)"),
      (filesGone, "result files gone: \(filesGone)"), (new, "new: \(new)"),
    ]
    return counts.filter { $0.0 > 0 }.map(\.1)
  }
}
