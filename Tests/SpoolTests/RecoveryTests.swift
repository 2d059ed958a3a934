import JobModel
import SystemPackage
import Testing

@testable import Spool

@Suite struct RecoveryTests {
  private let temporary: TemporarySpool
  private var spool: Spool { temporary.spool }

  init() throws {
    temporary = try TemporarySpool()
  }

  private func commitJob(_ rows: ClosedRange<Int> = 1...4) throws -> JobRows {
    try spool.prepare(drop: temporary.drop("cups.csv"), rows: rows)
    try spool.commit(rows: rows)
    return try JobRows(testJob, in: spool)
  }

  private func claim(_ row: Int, in rows: JobRows) throws -> RunningRow {
    guard case .claimed(let claimed) = try rows.claim(row) else { throw Missing() }
    return claimed
  }

  private struct Missing: Error {}

  @Test func aCutOffAttemptGoesBackAndIsCounted() throws {
    _ = try claim(2, in: commitJob())
    let recovered = try #require(try temporary.reopen().unfinished.first)
    #expect(recovered.table[2] == .pending)
    #expect(try JobRows(testJob, in: spool).read(2)?.history.interruptions == 1)
  }

  @Test func aFinalRowWhoseRenameWasLostGoesForward() throws {
    let row = try claim(2, in: commitJob())
    try row.append(.end(Ending(.done)), durably: true)
    let recovered = try #require(try temporary.reopen().unfinished.first)
    #expect(recovered.table[2] == .done)
    #expect(try places(in: spool)[2] == [.done])
  }

  @Test func theFourthInterruptionFailsTheRow() throws {
    _ = try commitJob()
    for _ in 1...4 {
      _ = try claim(2, in: JobRows(testJob, in: spool))
      _ = try temporary.reopen()
    }
    let history = try #require(try JobRows(testJob, in: spool).read(2)?.history)
    guard case .final(let ending) = history.standing else { throw Missing() }
    #expect(ending.failure?.code == "interrupted-too-often")
  }

  @Test func goingOnWithARemoteIdIsNoInterruption() throws {
    _ = try commitJob()
    for attempt in 1...6 {
      let row = try claim(2, in: JobRows(testJob, in: spool))
      if attempt == 1 { try row.append(.remote(step: 1, id: "run-7"), durably: true) }
      _ = try temporary.reopen()
    }
    let history = try #require(try JobRows(testJob, in: spool).read(2)?.history)
    #expect(history.standing == .waiting(notBefore: nil))
    #expect(history.remoteIDs == [1: "run-7"])
  }

  @Test func ofTwoCopiesTheLongerOneWinsAndTheOtherIsKeptAside() throws {
    let rows = try commitJob()
    let before = try temporary.text(of: "pending/\(testJob)/00000002.jsonl")
    _ = spool.finish([.init(try claim(2, in: rows), .end(Ending(.done)))])
    try temporary.write(before, to: "pending/\(testJob)/00000002.jsonl")
    let recovered = try #require(try temporary.reopen().unfinished.first)
    #expect(recovered.table[2] == .done)
    #expect(try temporary.text(of: "jobs/\(testJob)/damaged/pending-00000002.jsonl") == before)
  }

  @Test func aRowWhoseFileIsGoneIsMarkedUnknown() throws {
    _ = try commitJob()
    try spool.pending.folder(testJob.text).remove("00000003.jsonl")
    let recovered = try #require(try temporary.reopen().unfinished.first)
    #expect(recovered.table[3] == .failed)
    let history = try #require(try JobRows(testJob, in: spool).read(3)?.history)
    guard case .final(let ending) = history.standing else { throw Missing() }
    #expect(ending.outcome == .unknown)
    #expect(ending.failure?.message == "Its task file is gone; run it again if you wish.")
  }

  @Test func foreignFilesInStateFoldersAreNamedAndLeft() throws {
    _ = try commitJob()
    try temporary.write("hello", to: "pending/\(testJob)/notes.txt")
    let recovery = try temporary.reopen()
    #expect(recovery.notices == ["pending/\(testJob)/notes.txt is not rowspool's."])
    #expect(temporary.exists("pending/\(testJob)/notes.txt"))
  }

  @Test func anUncommittedDropIsReadAgain() throws {
    try spool.prepare(drop: temporary.drop("cups.csv"), rows: 1...4)
    #expect(try temporary.reopen().claimed.map(\.job) == [testJob])
    try spool.readDrop(rows: 1...4)
    try spool.commit(rows: 1...4)
    #expect(try temporary.reopen().unfinished.map(\.manifest.id) == [testJob])
  }

  @Test func aClaimWhoseDropWasNeverMovedIsUndone() throws {
    let drop = try temporary.drop("cups.csv")
    let tracer = CallTracer { _, call in
      call.subject.contains("incoming/cups.csv >") ? .fail(errno: 5) : .pass
    }
    let claim = DropClaim(
      job: testJob, name: "cups.csv", origins: [drop], workflow: "w", submitter: Submitter(name: "li", from: "w"))
    CallTracer.$current.withValue(tracer) {
      #expect(throws: SpoolError.self) { try temporary.spool.claim(claim) }
    }
    #expect(try temporary.reopen().claimed.isEmpty)
    #expect(temporary.exists("incoming/cups.csv"))
    #expect(!temporary.exists("jobs/\(testJob)"))
  }

  @Test func onlyFinishedJsonMeansFinished() throws {
    _ = try commitJob()
    let folder = try spool.jobFolder(testJob)
    try folder.finish(FinishedRecord(round: 1, state: .completed, counts: ["done": 4], delivered: []))
    #expect(try temporary.reopen().finished == [testJob])
    try folder.reopen()
    #expect(try temporary.reopen().unfinished.map(\.manifest.id) == [testJob])
  }

  @Test func ordersWithoutAnAppliedLineStayOpen() throws {
    _ = try commitJob()
    let folder = try spool.jobFolder(testJob)
    let cancel = Order(.cancel, job: testJob, by: "li")
    try folder.record(cancel)
    try folder.record(cancel)
    var recovered = try #require(try temporary.reopen().unfinished.first)
    #expect(recovered.orders.open == [cancel])
    #expect(recovered.orders.isCancelled)
    try folder.recordApplied(cancel.id, note: "4 rows")
    recovered = try #require(try temporary.reopen().unfinished.first)
    #expect(recovered.orders.open.isEmpty)
  }

  @Test func clearingGoesOnUntilNothingIsLeft() throws {
    _ = try commitJob()
    try spool.beginClearing(testJob)
    #expect(try temporary.reopen().clearing == [testJob])
    try spool.clear(testJob)
    #expect(try temporary.reopen().clearing.isEmpty)
    for folder in ["pending", "running", "done", "failed", "jobs"] {
      #expect(!temporary.exists("\(folder)/\(testJob)"))
    }
  }

  @Test func sweepingTakesNothingFromAJobThatGoesOn() throws {
    _ = try commitJob()
    let job = try spool.jobFolder(testJob)
    let old = try job.makeAttemptFolder(row: 1, attempt: 1)
    let leftovers = try spool.leftovers()
    let new = try job.makeAttemptFolder(row: 1, attempt: 2)
    for name in leftovers { try spool.sweep(name) }
    #expect(temporary.exists("tmp/\(testJob)/1.2") && !temporary.exists("tmp/\(testJob)/1.1"), "\(old), \(new)")
    try job.removeAttemptFolder(row: 1, attempt: 2)
    try job.finish(FinishedRecord(round: 1, state: .completed, counts: [:], delivered: []))
    #expect(try spool.tmp.entries().isEmpty)
  }

  @Test func aDropWithTheLongestNameIsGivenBackTwice() throws {
    let name = String(repeating: "长", count: 83) + ".csv"
    for job in ["abcd", "efgh"] {
      let job = try #require(JobID("20261121-093512-long-\(job)"))
      let claim = DropClaim(
        job: job, name: name, origins: [try temporary.drop(name)], workflow: "w",
        submitter: Submitter(name: "li", from: "w"))
      _ = try spool.claim(claim)
      try temporary.write("marked", to: "jobs/\(job)/marked.xlsx")
      try spool.reject(job, markedEnding: "-已标注.xlsx") { _ in "No." }
    }
    let names = try Folder.open(temporary.path.appending("rejected")).entries().map(\.name)
    for ending in [".csv", ".txt", "-已标注.xlsx"] { #expect(names.count { $0.hasSuffix(ending) } == 2, "\(ending)") }
    #expect(names.allSatisfy { $0.utf8.count <= 255 })
    #expect(temporary.exists("rejected/\(name)"))
  }
}
