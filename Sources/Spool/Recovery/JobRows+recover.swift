import Glibc
package import JobModel

extension JobRows {
  /// Moves every file in `running/` to where its last line says. No worker has it: this process is the only one.
  func settleRunning(at now: Timestamp, notices: inout [String]) throws(SpoolError) {
    let rows = try list(.running).rows.sorted()
    for row in rows {
      let name = RowFileName.name(ofRow: row)
      if let bytes = try folder(.running).contents(of: name), RowFile(bytes) == nil {
        let target = try moveAside(name, from: .running)
        notices.append("Job \(job): the task file of row \(row) could not be read; it was moved to \(target).")
      }
      try dropDuplicate(of: row, notices: &notices)
    }
    _ = try appendAndMove(rows, from: .running) { history in
      guard case .cutOff = history.standing else { return nil }
      return TaskLine(at: now, history.settlement)
    }
  }

  /// A copy of a running row in another folder (btrfs after a power cut): the one with fewer lines is moved aside.
  private func dropDuplicate(of row: Int, notices: inout [String]) throws(SpoolError) {
    for state in [RowFolder.pending, .done, .failed] {
      try keepLonger(row, .running, state, notices: &notices)
    }
  }

  /// Notes in the table that a row lies in a folder; one that lies in two keeps the copy with more lines.
  func place(_ row: Int, in state: RowFolder, _ table: inout RowTable, notices: inout [String]) throws(SpoolError) {
    guard table.rows.contains(row) else {
      let target = try moveAside(RowFileName.name(ofRow: row), from: state)
      notices.append("Job \(job) has no row \(row): its file in \(state.rawValue) was moved to \(target).")
      return
    }
    if let other = table[row] {
      table[row] = try keepLonger(row, other, state, notices: &notices)
    } else {
      table[row] = state
    }
  }

  /// - Returns: the folder whose copy is kept.
  @discardableResult
  private func keepLonger(
    _ row: Int, _ first: RowFolder, _ second: RowFolder, notices: inout [String]
  ) throws(SpoolError) -> RowFolder {
    let name = RowFileName.name(ofRow: row)
    guard let one = try folder(first).contents(of: name), let two = try folder(second).contents(of: name) else {
      return first
    }
    let firstLines = RowFile(one)?.history.lineCount ?? 0
    let secondLines = RowFile(two)?.history.lineCount ?? 0
    let (kept, given) = firstLines >= secondLines ? (first, second) : (second, first)
    let target = try moveAside(name, from: given)
    notices.append(
      """
      Job \(job): row \(row) had a file in \(first.rawValue) and in \(second.rawValue); \
      the one with fewer lines was moved to \(target).
      """)
    return kept
  }

  /// Gives rows that are in no folder a file that says so: never a gap, never an endless job.
  package func replaceMissing(_ rows: [Int], at now: Timestamp = .now) throws(SpoolError) {
    let workshopName = "missing-\(job.text)-\(UInt64.random(in: 0 ... .max))"
    let workshop = try spool.tmp.makeFolder(workshopName)
    let writer = try RowFileWriter(into: workshop.path)
    let gone = Ending(
      .unknown,
      failure: Failure(
        .unknown, code: "task-file-gone", message: "Its task file is gone; run it again if you wish."))
    for row in rows { try writer.write(TaskRecord(job: job, row: row), ending: gone, at: now) }
    try writer.finish()
    for row in rows {
      try workshop.rename(RowFileName.name(ofRow: row), to: folder(.failed))
    }
    try folder(.failed).sync()
    try spool.tmp.removeFolder(workshopName)
  }
}
