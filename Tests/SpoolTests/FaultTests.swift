import Glibc
import JobModel
import Synchronization
import SystemPackage
import Testing

@testable import Spool

/// Every system call of the spool is made to fail in turn; then the spool is opened again and the guarantees are
/// checked.
@Suite struct FaultTests {
  enum Manner: String, CaseIterable, Sendable {
    case once
    /// Also stands for a process that is killed at this call.
    case fromThenOn
    case doneButReportedAsFailed
  }

  private static let codes = [ENOSPC, EIO, EMFILE, EACCES, EINTR, EXDEV, ESTALE]

  /// What the run was told, to be held against what is on disk afterwards.
  private struct Told: Sendable {
    var finished: Set<Int> = []
    var committed = false
  }

  /// One small job from its drop to the end of its rows, a retry, and its last line.
  private static func live(_ spool: Spool, drop: FilePath, told: borrowing Mutex<Told>) throws {
    try spool.prepare(drop: drop, rows: 1...3, bad: [3])
    try spool.commit(rows: 1...3)
    told.withLock { $0.committed = true }
    let rows = try JobRows(testJob, in: spool)
    for row in 1...3 {
      guard case .claimed(let claimed) = try rows.claim(row) else { continue }
      try claimed.append(.sent(step: 1), durably: true)
      try claimed.append(.step(StepResult(number: 1)), durably: true)
      let errors = spool.finish([.init(claimed, .end(Ending(row == 1 ? .failed : .done)))])
      if let error = errors.first.flatMap({ $0 }) { throw error }
      told.withLock { _ = $0.finished.insert(row) }
    }
    let folder = try spool.jobFolder(testJob)
    told.withLock { _ = $0.finished.remove(1) }
    try folder.record(Order(id: "o1", .retry, job: testJob, by: "li"))
    _ = try rows.requeue([1], Requeue(order: "o1", by: "li"))
    try folder.recordApplied("o1", note: "1 row")
    try folder.finish(FinishedRecord(round: 1, state: .completed, counts: [:], delivered: []))
  }

  @Test func theRunIsUntouchedWhereNothingFails() throws {
    let temporary = try TemporarySpool()
    let told = Mutex(Told())
    try Self.live(temporary.spool, drop: temporary.drop("cups.csv"), told: told)
    #expect(try temporary.reopen().finished == [testJob])
    #expect(try places(in: temporary.spool) == [1: [.pending], 2: [.done], 3: [.failed]])
  }

  @Test(arguments: Manner.allCases)
  func nothingIsLostWhicheverCallFails(manner: Manner) async throws {
    var index = 0
    var wasReached = true
    while wasReached {
      wasReached = try failCall(index, manner, code: Self.codes[index % Self.codes.count])
      index += 1
      // The disk is slow, and other suites wait for the same two threads.
      await Task.yield()
    }
    #expect(index > 60, "the run makes more calls than that")
  }

  /// - Returns: whether the run made that many calls.
  private func failCall(_ target: Int, _ manner: Manner, code: Int32) throws -> Bool {
    let temporary = try TemporarySpool()
    let drop = try temporary.drop("cups.csv")
    let told = Mutex(Told())
    let reached = Mutex<String?>(nil)
    let tracer = CallTracer { index, call in
      guard index == target || (index > target && manner == .fromThenOn) else { return .pass }
      if index == target { reached.withLock { $0 = call.description } }
      // A call that is cut off for ever would be made for ever.
      let code = manner == .fromThenOn && code == EINTR ? EIO : code
      return manner == .doneButReportedAsFailed ? .doThenFail(errno: code) : .fail(errno: code)
    }
    let thrown = Mutex<String?>(nil)
    CallTracer.$current.withValue(tracer) {
      do {
        try Self.live(temporary.spool, drop: drop, told: told)
      } catch {
        thrown.withLock { $0 = "\(error)" }
      }
    }
    guard let call = reached.withLock({ $0 }) else { return false }
    try check(temporary, told.withLock { $0 }, "\(manner) errno \(code) at call \(target): \(call)")
    return true
  }

  private func check(_ temporary: TemporarySpool, _ told: Told, _ story: String) throws {
    let recovery = try temporary.reopen()
    let known =
      recovery.claimed.map(\.job) + recovery.unfinished.map(\.manifest.id) + recovery.finished
    let isInIncoming = temporary.exists("incoming/cups.csv") || temporary.exists("rejected/cups.csv")
    let isInSource = temporary.exists("jobs/\(testJob)/source/cups.csv")
    #expect(isInIncoming != isInSource, "the drop is in one place: \(story)")
    #expect(known == (isInSource ? [testJob] : []), "the job is known exactly when it has its drop: \(story)")
    guard recovery.unfinished.count + recovery.finished.count == 1 else {
      #expect(!told.committed, "what was committed stays committed: \(story)")
      return
    }
    let rows = try JobRows(testJob, in: temporary.spool)
    for order in recovery.unfinished.flatMap(\.orders.open) {
      _ = try rows.requeue([1], Requeue(order: order.id, by: order.by))
    }
    // What recovery does not read, because a spool may hold a million waiting rows, the next claim sets right.
    for row in 1...3 {
      if case .claimed(let claimed) = try rows.claim(row) { _ = temporary.spool.finish([.init(claimed, .released)]) }
    }
    let places = try places(in: temporary.spool)
    #expect(Set(places.keys) == [1, 2, 3], "no row is lost: \(story)")
    for (row, folders) in places {
      #expect(folders.count == 1, "row \(row) is in one folder: \(story)")
      let history = try #require(try rows.read(row)?.history, "row \(row) can be read: \(story)")
      #expect(history.folder == folders.first, "row \(row) lies where it says: \(story)")
      if told.finished.contains(row) {
        guard case .final = history.standing else {
          Issue.record("row \(row) was finished and must stay so: \(story)")
          continue
        }
      }
    }
  }
}
