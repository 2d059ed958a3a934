import JobModel
import Spool
import SystemPackage
import Workflows

/// Gives the rows of a results workbook that was dropped back the outcomes that they have already.
///
/// It works before the job is committed, on the row files that a reading child wrote into `tmp/<job>`, a piece at a time.
/// A crash leaves nothing of it: the drop is read again, and what was taken over is begun anew. All calls block on the
/// disk.
struct DropBack: Sendable {
  /// Why the drop is given back.
  struct Refusal: Error {
    var reason: Message
  }

  private(set) var manifest: JobManifest
  let spool: Spool
  let folder: JobFolder
  let drafts: DraftRows
  let columns: ComparedColumns
  let positions: [Int?]
  private let yaml: String
  private var keyed: KeyedRows
  private var jobs: [JobID: EarlierJob] = [:]
  private var strangers: Set<JobID> = []
  /// Rows of earlier jobs whose outcome a row of the new job has taken, or is to make better.
  private var taken: [JobID: RowSet] = [:]
  var tally = DropBackTally()
  /// Rows written anew; once they are too many to be synced one by one, no further ones.
  private var written: [Int] = []

  /// What a job takes over from others lies here, besides its `input/`.
  static let folders = [JobFile.files, Thumbnails.folder]
  /// More earlier jobs than one workbook has rows of.
  private static let mostJobs = 100

  /// - Parameters:
  ///   - manifest: as the reading child wrote it.
  ///   - yaml: the pinned workflow.
  init(_ manifest: JobManifest, workflow yaml: String, in spool: Spool) throws {
    self.manifest = manifest
    self.spool = spool
    self.yaml = yaml
    folder = try spool.jobFolder(manifest.id)
    drafts = try DraftRows(of: manifest.id, in: spool)
    columns = ComparedColumns(definition: try WorkflowDefinition(yaml: yaml, id: manifest.workflow))
    positions = columns.positions(in: manifest.columns)
    keyed = KeyedRows(in: spool.tmp.path.appending(manifest.id.text))
    try folder.forgetTakenOver(Self.folders)
  }

  /// Works off the next rows.
  ///
  /// - Returns: `false` when there are no more.
  /// - Throws: `Refusal` where an earlier job still works on one of the rows.
  mutating func workOffSome() throws -> Bool {
    let rows = try keyed.next()
    for row in rows { try resolve(row) }
    return !rows.isEmpty
  }

  // MARK: Rows

  private mutating func resolve(_ row: KeyedRow) throws {
    guard let draft = try drafts.read(row.row) else { return }
    guard let key = RowKey(row.key), let earlier = try earlierRow(key) else {
      if !row.key.isEmpty { tally.unknownKeys += 1 }
      var run = DropBackRow(draft)
      try run.findFiles(of: nil, for: self)
      return try write(run, wasBad: draft.isBad)
    }
    tally.jobs.insert(key.job)
    try settle(row, DropBackRow(draft), earlier, wasBad: draft.isBad)
  }

  private mutating func settle(_ row: KeyedRow, _ draft: DropBackRow, _ earlier: EarlierRow, wasBad: Bool) throws {
    var run = draft
    let isAlike = try run.isAlike(earlier, for: self)
    try run.findFiles(of: earlier, for: self)
    let outcome = earlier.ending.outcome
    let stays = outcome.isGood || outcome == .unknown
    if !isAlike {
      tally.changed += 1
    } else if row.isMarked {
      tally.marked += 1
      if !outcome.isGood { try run.takeSteps(of: earlier, for: self) }
    } else if !taken[earlier.job.id, default: RowSet()].insert(earlier.record.row) {
      tally.copies += 1
    } else if !stays {
      tally.failedBefore += 1
      try run.takeSteps(of: earlier, for: self)
    } else if try run.takeOutcome(of: earlier, for: self) {
      if outcome.isGood { tally.carried += 1 } else { tally.stillUnknown += 1 }
    } else {
      tally.filesGone += 1
    }
    try write(run, wasBad: wasBad)
  }

  private mutating func write(_ row: DropBackRow, wasBad: Bool) throws {
    manifest.badRows += (row.isBad ? 1 : 0) - (wasBad ? 1 : 0)
    guard row.isNew else { return }
    try drafts.write(row.record, row.lines)
    if written.count <= DraftRows.syncedSingly { written.append(row.record.row) }
  }

  // MARK: Earlier jobs

  private mutating func earlierRow(_ key: RowKey) throws -> EarlierRow? {
    guard let job = try earlierJob(key.job), key.row < RowSet.highest else { return nil }
    guard let (history, _) = try job.rows.read(key.row, in: [.done, .failed, .pending, .running]) else {
      // A row that is not found may be on its way from one folder to the next.
      guard try job.folder.finished() == nil, try job.has(key.row) else { return nil }
      throw stillAtWork(key.job)
    }
    guard RowKey(of: history.record) == key else { return nil }
    guard case .final(let ending) = history.standing else { throw stillAtWork(key.job) }
    return EarlierRow(job: job, history: history, ending: ending)
  }

  private func stillAtWork(_ job: JobID) -> Refusal {
    Refusal(
      reason: """
        The job \(job) still works on rows of this workbook. Wait until it is finished, or cancel it; then drop its \
        results workbook again.
        """)
  }

  private mutating func earlierJob(_ id: JobID) throws -> EarlierJob? {
    if let known = jobs[id] { return known }
    guard !strangers.contains(id), jobs.count < Self.mostJobs, id != manifest.id else { return nil }
    let job = try EarlierJob(id, in: spool, for: columns, workflow: manifest.workflow, yaml: yaml)
    if let job { jobs[id] = job } else { strangers.insert(id) }
    return job
  }

  // MARK: The end

  /// Makes everything durable.
  ///
  /// - Returns: the manifest to commit.
  /// - Throws: `Refusal` where too many of the rows cannot be used.
  mutating func finish() throws -> JobManifest {
    if let reason = JobWriter.refusal(bad: manifest.badRows, of: manifest.rows.count, manifest.settings) {
      throw Refusal(reason: reason)
    }
    let carried = tally.carried + tally.stillUnknown
    if carried > 0 { manifest.carriedRows = carried }
    let toRun = manifest.rows.count - manifest.badRows
    manifest.notes += tally.notes(rows: toRun)
    if tally.knownRows == 0 {
      manifest.notes.append(caution(toRun))
      manifest.settings.startsPaused = true
    } else if tally.unknownKeys > 0 {
      manifest.notes.append(
        "Rows whose earlier results are not here any more, and that run as new rows: \(tally.unknownKeys).")
    }
    try drafts.sync(written)
    try folder.syncTakenOver(Self.folders)
    return manifest
  }

  /// Nothing that was paid for is paid again unasked.
  private func caution(_ rows: Int) -> Message {
    let why: Message =
      tally.unknownKeys > 0
      ? "This is a results workbook, but the job that it comes from is not here any more (it was cleared, or was another server's)."
      : "This is a results workbook, but its hidden column “rowspool key” is gone or empty, so its rows are not known again."
    return .sentences([
      why,
      "All \(rows) rows would run as new rows and be paid again; so the job waits. 'resume' starts it, 'cancel' ends it.",
    ])
  }
}

/// A row that a key names, with how it ended.
struct EarlierRow {
  let job: EarlierJob
  let history: TaskHistory
  let ending: Ending

  var record: TaskRecord { history.record }
}

extension TaskHistory {
  /// Whether the row failed validation.
  fileprivate var isBad: Bool {
    if case .final = standing { true } else { false }
  }
}
