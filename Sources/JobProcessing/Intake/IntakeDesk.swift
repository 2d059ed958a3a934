import Containment
import FoundationEssentials
import Glibc
import Intake
import JobModel
import Logging
import Results
import RowReading
import Spool
import SystemPackage
import Workflows

/// Takes drops in: claims them, has them read by a child, commits or rejects them. One drop at a time is claimed, as
/// many are read at once as there are reading children.
package actor IntakeDesk {
  let spool: Spool
  let dispatcher: Dispatcher
  let receipts: ReceiptDesk
  let readers: WorkerPool
  let threads: FileThreads
  let rules: ReadingRules
  let options: Options
  let log: Logger
  private var repeats: RepeatedDrops
  /// Jobs that are being taken in, from the making of their folder on.
  private(set) var open: Set<JobID> = []
  /// Those of them that are being read.
  private var reading: Set<JobID> = []
  /// Drops that were given back, newest last: for those who look for them by the job's name, which is gone.
  private var rejections: [(job: JobID, record: RejectionRecord, submitter: String)] = []
  private static let mostRejections = 200

  package struct Options: Sendable {
    /// Bytes that must be free on the spool's disk before anything is taken in.
    package var minimumFree: Int
    package var dedupeWindow: Duration
    package var dedupeWhileUnfinished: Bool
    /// Takes what people may want to be told of.
    var tell: @Sendable (Notice) -> Void = { _ in }

    package init(minimumFree: Int, dedupeWindow: Duration, dedupeWhileUnfinished: Bool) {
      self.minimumFree = minimumFree
      self.dedupeWindow = dedupeWindow
      self.dedupeWhileUnfinished = dedupeWhileUnfinished
    }
  }

  init(
    _ spool: Spool, dispatcher: Dispatcher, receipts: ReceiptDesk, readers: WorkerPool, threads: FileThreads,
    rules: ReadingRules, options: Options, log: Logger
  ) {
    self.spool = spool
    self.dispatcher = dispatcher
    self.receipts = receipts
    self.readers = readers
    self.threads = threads
    self.rules = rules
    self.options = options
    self.log = log
    repeats = RepeatedDrops(window: options.dedupeWindow, whileUnfinished: options.dedupeWhileUnfinished)
  }

  // MARK: Claiming

  /// What came of the try to take a drop.
  enum Claiming {
    /// It is to be read.
    case taken(DropClaim)
    /// It is gone, or cannot be taken now, and may be offered again soon.
    case notNow
    /// It cannot be moved out of its folder, for lack of rights or because somebody uses it: the `errno`.
    case immovable(Int32)
  }

  /// Takes what people dropped.
  func claim(_ drop: Drop) async -> Claiming {
    guard hasRoom() else { return .notNow }
    let claim = makeClaim(for: drop)
    open.insert(claim.job)
    do {
      let isTaken = try await threads.run { [spool, rules, log] in
        try spool.claim(claim) { index, path in
          let isWhole = drop.items[index].isStillWhole(at: path, ignored: IgnoredNames(extra: rules.ignored))
          if !isWhole {
            log.notice("a drop was written to while it was taken, and waits", metadata: ["name": "\(claim.name)"])
          }
          return isWhole
        } != nil
      }
      guard isTaken else {
        open.remove(claim.job)
        return .notNow
      }
      log.info("drop claimed", metadata: ["job": "\(claim.job)", "name": "\(claim.name)"])
      return .taken(claim)
    } catch {
      let isTaken = (try? await threads.run { [spool] in try spool.settle(claim) }) ?? false
      if isTaken { return .taken(claim) }
      open.remove(claim.job)
      if let code = Self.immovable(error) { return .immovable(code) }
      log.error("a drop could not be claimed and is tried again: \(error)", metadata: ["name": "\(claim.name)"])
      return .notNow
    }
  }

  /// The `errno` where the drop itself could not be moved; the spool's own troubles are others.
  private static func immovable(_ error: any Error) -> Int32? {
    guard let error = error as? SpoolError, error.operation == SystemCall.rename.rawValue, let code = error.errno else {
      return nil
    }
    return [EACCES, EPERM, EROFS, EBUSY, ETXTBSY].contains(code) ? code : nil
  }

  private func makeClaim(for drop: Drop) -> DropClaim {
    let parts = drop.folder.split(separator: "/", maxSplits: 1).map(String.init)
    let first = drop.items.first?.name.displayed ?? "drop"
    let name = drop.items.count > 1 ? "\(FilePath(first).stem ?? first) + \(drop.items.count - 1)" : first
    var generator = SystemRandomNumberGenerator()
    return DropClaim(
      job: JobID(drop: name, time: .now, using: &generator), name: name, origins: drop.items.map(\.path),
      workflow: parts.first, preset: parts.count > 1 ? parts[1] : nil,
      submitter: Submitter(name: FileOwner.name(of: drop.path), from: drop.folder.isEmpty ? "incoming" : drop.folder))
  }

  private var isFullNoted = false

  /// Below the floor nothing is taken in: what has been taken in needs the room.
  private func hasRoom() -> Bool {
    guard let free = FreeSpace.bytes(at: spool.layout.root), free < options.minimumFree else {
      if isFullNoted { log.notice("There is room on the spool's disk again; drops are taken in.") }
      isFullNoted = false
      return true
    }
    if !isFullNoted {
      let numbers = "\(free >> 20) MiB free, less than the \(options.minimumFree >> 20) MiB that must be"
      log.error("The spool's disk has \(numbers). Drops wait in incoming until there is room.")
    }
    isFullNoted = true
    return false
  }

  // MARK: Reading

  private static let retryAfter = Duration.seconds(5)

  /// Has a claimed drop read, and commits or rejects it. Where the machine is in the way (a full disk, say) it is read
  /// again until it works or the task is cancelled.
  func takeIn(_ claim: DropClaim) async {
    // A job is found by its folder, too, while it is being claimed or just after it was committed: it is read once.
    guard reading.insert(claim.job).inserted else { return }
    defer { reading.remove(claim.job) }
    open.insert(claim.job)
    dispatcher.chores.changes.raise()
    while !Task.isCancelled {
      do {
        if try await read(claim) { break }
      } catch {
        log.error("a drop waits: \(error)", metadata: ["job": "\(claim.job)"])
      }
      try? await ContinuousClock().sleep(for: Self.retryAfter)
    }
    open.remove(claim.job)
    dispatcher.chores.changes.raise()
  }

  /// - Returns: whether the drop is settled.
  private func read(_ claim: DropClaim) async throws -> Bool {
    if let decided = try await threads.run({ [spool] in try spool.rejection(of: claim.job) }) {
      try await giveBack(claim, decided)
      return true
    }
    let request = try await threads.run { [spool, rules] () -> ReadingRequest? in
      guard try !spool.isCommitted(claim.job), try spool.jobs.has(claim.job.text) else { return nil }
      let folder = try spool.jobFolder(claim.job).folder.path
      // A crash, or a drop that could not be put back, may have left one here that is not whole.
      if let source = MovedDrop(at: folder.appending(JobFile.source)), source.isWritten {
        throw SpoolError(.system(errno: ETXTBSY), "read", claim.name)
      }
      return ReadingRequest(
        claim: claim, jobFolder: folder.string,
        workshop: try spool.makeWorkshop(claim.job).path.string, rules: rules)
    }
    guard let request else {
      try await adoptCommitted(claim.job)
      return true
    }
    let reply: ReadingReply
    do {
      reply = try JSONLine.value(
        from: try await readers.call(try JSONLine.object(of: request), deadline: .seconds(3600)))
    } catch let error as ContainmentError {
      guard let reason = Self.reason(for: error) else { throw error }
      log.warning("a reading child died: \(error)", metadata: ["job": "\(claim.job)"])
      try await reject(claim, ReadingReply(reasons: [reason]))
      return true
    }
    if reply.isTransient { throw ReadingTrouble(sentence: Message.sentences(reply.reasons).english) }
    guard reply.reasons.isEmpty else {
      try await reject(claim, reply)
      return true
    }
    do {
      try await commit(claim, reply)
    } catch let refusal as DropBack.Refusal {
      var answer = reply
      answer.reasons = [refusal.reason]
      try await reject(claim, answer)
    }
    return true
  }

  /// A commit may have failed after the rename that is the commit: then its job is queued and nobody runs it yet.
  private func adoptCommitted(_ job: JobID) async throws {
    guard await !dispatcher.knows(job) else { return }
    let recovered = try await threads.run { [spool] () -> RecoveredJob? in
      try spool.isCommitted(job) ? spool.reopen(job) : nil
    }
    if let recovered { try await dispatcher.adopt(recovered) }
  }

  private struct ReadingTrouble: Error, CustomStringConvertible {
    var sentence: String
    var description: String { sentence }
  }

  /// What a child's death says about its drop; `nil` where it says nothing about it.
  static func reason(for error: ContainmentError) -> Message? {
    switch error.code {
    case .limitReached(.memory):
      "The file needs more memory to read than one file may use (512 MB). Split it into smaller files."
    case .limitReached(.cpuTime), .deadlinePassed:
      "The file takes too long to read. Save it again with your spreadsheet program, or split it into smaller files."
    case .crashed, .endedEarly, .badReply:
      """
      The file could not be read: it is damaged in a way that stopped the reading program. \
      Save it again with your spreadsheet program and drop the new file.
      """
    default: nil
    }
  }

  private func reject(_ claim: DropClaim, _ reply: ReadingReply) async throws {
    var record = RejectionRecord(
      name: claim.name, language: reply.language ?? rules.language, reasons: reply.reasons, problems: reply.problems)
    record.folder = [claim.workflow, claim.preset].compactMap(\.self).joined(separator: "/")
    if record.folder?.isEmpty ?? true { record.folder = nil }
    record.workflow = reply.workflow ?? claim.workflow
    record.hasMarks = reply.hasMarks
    try await threads.run { [spool, record] in try spool.decide(record, for: claim.job, isMarked: reply.isMarked) }
    try await giveBack(claim, record)
  }

  private func giveBack(_ claim: DropClaim, _ record: RejectionRecord) async throws {
    let name = try await threads.run { [spool] in
      try spool.reject(claim.job, markedEnding: ResultsNames.markedEnding(record.language)) { names in
        RejectionLetter(record: record, names: names).text
      }
    }
    rejections.append((claim.job, record, claim.submitter.name))
    if rejections.count > Self.mostRejections { rejections.removeFirst() }
    dispatcher.chores.status.raise()
    var notice = Notice(.rejected)
    (notice.name, notice.workflow) = (claim.name, claim.workflow ?? "")
    (notice.submitter, notice.reasons) = (claim.submitter.name, record.reasons)
    options.tell(notice)
    log.notice("drop rejected", metadata: ["name": "\(name)", "reason": "\(record.reasons.first ?? "")"])
  }

  /// Why a drop was given back; `nil` where it was not, or longer ago than is remembered.
  func rejection(of job: JobID) -> (record: RejectionRecord, submitter: String)? {
    rejections.last { $0.job == job }.map { ($0.record, $0.submitter) }
  }

  private func commit(_ claim: DropClaim, _ reply: ReadingReply) async throws {
    let (read, workflow) = try await threads.run { [spool] in try spool.preparedJob(claim.job) }
    let taken = reply.isDroppedBack == true ? try await takeOver(read, workflow: workflow) : read
    let manifest = await withNotesOnNotify(taken)
    // Who edits a picture the same way again wants another try; what is sent twice by mistake has the same key.
    let isTry = manifest.begunWith != nil
    if !isTry, let first = repeats.first(of: manifest, unfinished: await dispatcher.unfinishedJobs()) {
      var answer = ReadingReply(reasons: [
        """
        This drop holds the same as the job \(first), which was dropped just before. It was not run a second time. \
        To run it again, put 'rerun' or '重跑' into its name.
        """
      ])
      answer.language = reply.language
      return try await reject(claim, answer)
    }
    let job = try await threads.run { [spool] in
      try spool.commit(manifest, workflow: workflow)
      return try spool.committed(manifest)
    }
    log.info(
      "job committed",
      metadata: ["job": "\(manifest.id)", "rows": "\(manifest.rows.count)", "bad": "\(manifest.badRows)"])
    if manifest.badRows > 0 { receipts.handOver([manifest.id]) }
    do {
      try await dispatcher.adopt(job)
    } catch {
      log.error("a committed job cannot run: \(error)", metadata: ["job": "\(manifest.id)"])
    }
  }
}
