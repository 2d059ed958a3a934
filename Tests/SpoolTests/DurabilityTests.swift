import Glibc
import JobModel
import Synchronization
import SystemPackage
import Testing

@testable import Spool

/// The order of the calls is what survives a power cut: contents are synced before the rename that shows them, and the
/// folder after it, before anybody is told.
@Suite struct DurabilityTests {
  private let temporary: TemporarySpool

  init() throws {
    temporary = try TemporarySpool()
  }

  private func trace(_ body: (Spool) throws -> Void) throws -> [String] {
    let tracer = CallTracer()
    try CallTracer.$current.withValue(tracer) { try body(temporary.spool) }
    return tracer.trace.map { Self.withoutRandomPart($0.description) }
  }

  /// Drafts have a random number in their names.
  private static func withoutRandomPart(_ text: String) -> String {
    text.replacing(/rowspool-\d{9,20}/, with: "rowspool-N")
  }

  private func position(_ call: String, in trace: [String]) throws -> Int {
    try #require(trace.firstIndex(of: call), "\(call) is made, in \(trace)")
  }

  @Test func aFileIsSyncedThenRenamedThenItsFolderSynced() throws {
    let trace = try trace { spool in
      try spool.root.replace("orders.jsonl", with: Array("x".utf8), by: spool.tmp)
    }
    let root = temporary.path.string
    #expect(
      trace
        == [
          "open tmp/.rowspool-N", "write tmp/.rowspool-N", "sync tmp/.rowspool-N", "close tmp/.rowspool-N",
          "rename tmp/.rowspool-N > \(root)/orders.jsonl", "syncFolder \(root)",
        ].map { $0.replacing(" tmp/", with: " \(root)/tmp/") })
  }

  @Test func theDropIsSyncedBeforeItIsMovedAndTheClaimBeforeThat() throws {
    let drop = try temporary.drop("cups.csv")
    let trace = try trace { spool in
      let claim = DropClaim(
        job: testJob, name: "cups.csv", origins: [drop], workflow: "w", submitter: Submitter(name: "li", from: "w"))
      _ = try spool.claim(claim)
    }
    let claim = try #require(trace.firstIndex { $0.hasPrefix("rename") && $0.hasSuffix("claim.json") })
    let sync = try position("sync \(drop)", in: trace)
    let move = try #require(trace.firstIndex { $0.hasPrefix("rename \(drop) >") })
    let folder = try position("syncFolder source", in: trace)
    #expect([claim, sync, move, folder] == [claim, sync, move, folder].sorted())
  }

  @Test(arguments: [3, 100])
  func allRowsAreSyncedBeforeTheRenameThatQueuesThem(count: Int) throws {
    try temporary.spool.prepare(drop: temporary.drop("cups.csv"), rows: 1...1)
    let trace = try trace { spool in
      try spool.readDrop(rows: 1...count)
      try spool.commit(rows: 1...count)
    }
    let lastWrite = try #require(trace.lastIndex { $0.hasPrefix("write pending/") })
    let synced =
      count > 64
      ? try position("syncFileSystem pending", in: trace)
      : try #require(trace.lastIndex { $0.hasPrefix("sync pending/") })
    let names = try position("syncFolder pending", in: trace)
    let manifest = try #require(trace.firstIndex { $0.hasPrefix("rename") && $0.hasSuffix("/job.json") })
    let commit = try #require(trace.firstIndex { $0.hasPrefix("rename") && $0.hasSuffix("pending/\(testJob)") })
    let told = try #require(trace[commit...].firstIndex { $0.hasPrefix("syncFolder") })
    #expect(
      [lastWrite, synced, names, manifest, commit, told] == [lastWrite, synced, names, manifest, commit, told].sorted())
    if count <= 64 { #expect(trace.count { $0.hasPrefix("sync pending/") } == count) }
    for state in ["running", "done", "failed"] {
      let made = try #require(trace.firstIndex { $0.hasSuffix("\(state)/\(testJob)") && $0.hasPrefix("makeFolder") })
      #expect(made < commit)
    }
  }

  @Test(arguments: [1, 5, 200])
  func anEndIsSyncedBeforeItsRename(count: Int) throws {
    try temporary.spool.prepare(drop: temporary.drop("cups.csv"), rows: 1...count)
    try temporary.spool.commit(rows: 1...count)
    let rows = try JobRows(testJob, in: temporary.spool)
    let claimed = try (1...count).map { row in
      guard case .claimed(let claimed) = try rows.claim(row) else { throw SpoolError(.notFound, "claim", "\(row)") }
      return claimed
    }
    let trace = try trace { spool in
      #expect(spool.finish(claimed.map { .init($0, .end(Ending(.done))) }).allSatisfy { $0 == nil })
    }
    let firstRename = try #require(trace.firstIndex { $0.hasPrefix("rename") })
    let lastSync = try #require(trace.lastIndex { $0.hasPrefix("sync") })
    let lastWrite = try #require(trace.lastIndex { $0.hasPrefix("write") })
    #expect(lastWrite < lastSync && lastSync < firstRename)
    #expect(trace.count { $0.hasPrefix("sync") } == (count >= 128 ? 1 : count))
  }

  @Test func sentIsSyncedBeforeItReturns() throws {
    try temporary.spool.prepare(drop: temporary.drop("cups.csv"), rows: 1...1)
    try temporary.spool.commit(rows: 1...1)
    guard case .claimed(let row) = try JobRows(testJob, in: temporary.spool).claim(1) else {
      throw SpoolError(.notFound, "claim", "1")
    }
    let trace = try trace { _ in try row.append(.sent(step: 1), durably: true) }
    let file = "\(temporary.path)/pending/\(testJob)/00000001.jsonl"
    #expect(trace == ["write \(file)", "sync \(file)"])
  }

  @Test func aRenameThatHappenedAndWasReportedAsFailedIsTakenAsDone() throws {
    try temporary.spool.prepare(drop: temporary.drop("cups.csv"), rows: 1...1)
    try temporary.spool.commit(rows: 1...1)
    let rows = try JobRows(testJob, in: temporary.spool)
    let tracer = CallTracer { _, call in call.call == .rename ? .doThenFail(errno: EIO) : .pass }
    try CallTracer.$current.withValue(tracer) {
      guard case .claimed(let row) = try rows.claim(1) else { throw SpoolError(.notFound, "claim", "1") }
      #expect(temporary.spool.finish([.init(row, .end(Ending(.done)))]) == [nil])
    }
    #expect(try rows.read(1)?.folder == .done)
  }

  @Test func afterAFailedSyncTheFileIsWrittenAnew() throws {
    try temporary.spool.prepare(drop: temporary.drop("cups.csv"), rows: 1...1)
    try temporary.spool.commit(rows: 1...1)
    guard case .claimed(let row) = try JobRows(testJob, in: temporary.spool).claim(1) else {
      throw SpoolError(.notFound, "claim", "1")
    }
    let failed = Mutex(false)
    let tracer = CallTracer { _, call in
      guard call.call == .sync,
        failed.withLock({ failed in
          defer { failed = true }
          return !failed
        })
      else {
        return .pass
      }
      return .fail(errno: EIO)
    }
    let errors = CallTracer.$current.withValue(tracer) {
      temporary.spool.finish([.init(row, .end(Ending(.done)))])
    }
    #expect(errors == [nil])
    let calls = tracer.trace.map(\.call)
    #expect(calls == [.write, .sync, .read, .read, .open, .write, .sync, .close, .rename, .syncFolder, .open, .rename])
    #expect(try JobRows(testJob, in: temporary.spool).read(1)?.folder == .done)
  }
}
