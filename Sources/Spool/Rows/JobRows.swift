import Glibc
package import JobModel

/// The row files of one job: its folder in each of the four state folders.
package final class JobRows: Sendable {
  let spool: Spool
  package let job: JobID
  private let pending: Folder
  private let running: Folder
  private let done: Folder
  private let failed: Folder

  /// Opens the job's folders. A state folder that somebody removed is made again: rows that lay in it are found
  /// missing by `recover`.
  package init(_ job: JobID, in spool: Spool) throws(SpoolError) {
    self.spool = spool
    self.job = job
    pending = try spool.pending.makeFolder(job.text)
    running = try spool.running.makeFolder(job.text)
    done = try spool.done.makeFolder(job.text)
    failed = try spool.failed.makeFolder(job.text)
  }

  /// Opens the job's folders to look at them: those of a job that was cleared do not come back by it.
  ///
  /// - Throws: errno ENOENT where the job is not committed, or gone.
  package init(lookingAt job: JobID, in spool: Spool) throws(SpoolError) {
    self.spool = spool
    self.job = job
    pending = try spool.pending.folder(job.text)
    running = try spool.running.folder(job.text)
    done = try spool.done.folder(job.text)
    failed = try spool.failed.folder(job.text)
  }

  package func folder(_ state: RowFolder) -> Folder {
    switch state {
    case .pending: pending
    case .running: running
    case .done: done
    case .failed: failed
    }
  }

  // MARK: Looking

  /// The rows whose files lie in a folder, in no order, and the names there that are no row file's.
  package func list(_ state: RowFolder) throws(SpoolError) -> (rows: [Int], strangers: [String]) {
    var rows: [Int] = []
    var strangers: [String] = []
    try folder(state).forEachEntry { name, type in
      let name = String(cString: name)
      if let row = RowFileName.row(of: name), type == UInt8(DT_REG) || type == UInt8(DT_UNKNOWN) {
        rows.append(row)
      } else {
        strangers.append(name)
      }
    }
    return (rows, strangers)
  }

  /// What is known of a row, looked for in the order in which rows move.
  ///
  /// - Returns: `nil` where no folder has the row, or its file is damaged.
  package func read(_ row: Int, in states: [RowFolder] = [.pending, .running, .done, .failed]) throws(SpoolError)
    -> (history: TaskHistory, folder: RowFolder)?
  {
    guard let (bytes, state) = try contents(of: row, in: states) else { return nil }
    return RowFile(bytes).map { ($0.history, state) }
  }

  /// The bytes of a row's file, for those who can tell by them that they need not read it.
  package func contents(of row: Int, in states: [RowFolder]) throws(SpoolError) -> (bytes: [UInt8], folder: RowFolder)?
  {
    for state in states {
      guard let bytes = try folder(state).contents(of: RowFileName.name(ofRow: row)) else { continue }
      return (bytes, state)
    }
    return nil
  }

  /// The complete lines of a row's file after the first, and the task they are about.
  ///
  /// - Returns: `nil` where the file is damaged.
  package static func lines(of bytes: [UInt8]) -> (history: TaskHistory, lines: [TaskLine])? {
    guard let history = RowFile(bytes)?.history else { return nil }
    return (history, JSONLines(bytes).objects.dropFirst().compactMap(TaskLine.init))
  }

  /// What the bytes of a row's file say; `nil` where it is damaged.
  package static func history(of bytes: [UInt8]) -> TaskHistory? { RowFile(bytes)?.history }

  /// When a waiting row is due by its file's time of modification, which repeats its `notBefore`.
  package func dueTime(of row: Int) throws(SpoolError) -> Timestamp? {
    guard let status = try pending.status(of: RowFileName.name(ofRow: row)) else { return nil }
    return Timestamp(status.st_mtim)
  }

  // MARK: Claiming

  /// What a claim found.
  package enum Claim: Sendable {
    /// The row is ours to run; its `start` line is written.
    case claimed(RunningRow)
    /// The last line was final already (a row that failed validation, or a rename that a power cut undid): the file
    /// was moved to its folder.
    case alreadyFinal(TaskHistory, Ending)
    /// Its last line says that it waits longer.
    case waits(until: Timestamp)
    /// `admits` did not want it now; nothing was written.
    case heldBack
    /// Its file is not there.
    case missing
    /// Its file is no row file; it was moved aside to this name in the job's folder.
    case damaged(movedTo: String)
  }

  /// Takes a row from `pending` for its next attempt: one append and one rename, neither synced, because the rule sets
  /// right whatever a power cut undoes.
  ///
  /// - Parameters:
  ///   - longestWait: a waiting time further off than this is a clock that jumped, and the row is due now.
  ///   - forced: a row that waits is taken all the same.
  ///   - admits: asked last, with what is known of the row.
  package func claim(
    _ row: Int, at now: Timestamp = .now, longestWait: Duration = .seconds(900), forced: Bool = false,
    admits: (TaskHistory) -> Bool = { _ in true }
  ) throws(SpoolError) -> Claim {
    let name = RowFileName.name(ofRow: row)
    let file: OpenFile
    do {
      file = try pending.open(name, for: .appending)
    } catch  where error.errno == ENOENT {
      return .missing
    }
    guard let contents = RowFile(try file.readAll()) else {
      return .damaged(movedTo: try moveAside(name, from: .pending))
    }
    switch contents.history.standing {
    case .final(let ending):
      try pending.rename(name, to: folder(ending.outcome.folder))
      return .alreadyFinal(contents.history, ending)
    case .waiting(let until?) where !forced && until > now && until <= now.advanced(by: longestWait):
      return .waits(until: until)
    case .waiting, .cutOff: break
    }
    if contents.length < contents.total { try file.truncate(to: contents.length) }
    let claimed = RunningRow(row: row, in: self, history: contents.history, file: file, length: contents.length)
    if case .cutOff = contents.history.standing {
      // A claim whose rename was undone: that attempt was cut off too.
      let settlement = contents.history.settlement
      try claimed.append(settlement, at: now, durably: true)
      if case .end(let ending) = settlement {
        try pending.rename(name, to: folder(ending.outcome.folder))
        return .alreadyFinal(claimed.history, ending)
      }
    }
    guard admits(claimed.history) else { return .heldBack }
    let before = claimed.length
    try claimed.append(.start(attempt: contents.history.attempt + 1), at: now, durably: false)
    do {
      try pending.rename(name, to: running)
    } catch {
      // The attempt did not begin, so it must not count as one that was cut off.
      try? file.truncate(to: before)
      throw error
    }
    return .claimed(claimed)
  }

  /// Moves a file that cannot be read into `jobs/<job>/damaged/`; it is never deleted.
  ///
  /// - Returns: its new name there.
  package func moveAside(_ name: String, from state: RowFolder) throws(SpoolError) -> String {
    let aside = try spool.jobs.folder(job.text).makeFolder(JobFile.damaged)
    var target = "\(state.rawValue)-\(name)"
    var count = 1
    while try aside.has(target) {
      count += 1
      target = "\(state.rawValue)-\(count)-\(name)"
    }
    try folder(state).rename(name, to: aside, as: target)
    return "\(JobFile.damaged)/\(target)"
  }
}
