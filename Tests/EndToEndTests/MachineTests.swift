import Foundation
import Glibc
import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// What happens to the machine and to the spool's own files.
@Suite(.serialized) struct MachineTests {
  private let server: TemporarySpoolServer

  init() throws {
    server = try TemporarySpoolServer()
    try server.addLedgerWorkflow()
    try server.addPassingWorkflow()
  }

  private var go: FilePath { FilePath(server.ledger.path.string + ".go") }

  /// Runs `rowspool serve` on the spool besides, to its end.
  private func serveBesides() async throws -> (status: Int32, log: String) {
    let log = server.folder.appending("second.log")
    let process = try ServerProcess(
      spool: server.root, environment: ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"], log: log)
    let status = try await wait(for: "the second server's end") { process.status }
    return (status, try log.text())
  }

  @Test func aSecondServerIsRefusedAndTheFirstGoesOn() async throws {
    try server.start()
    try server.drop("first.csv", into: "pass", "key\na\n")
    _ = try await server.finishedJob(named: "first.csv")
    let second = try await serveBesides()
    #expect(second.status == EX_TEMPFAIL)
    let sentence = "The spool \(server.root) is being served already by process \(server.processID) on "
    #expect(second.log.contains(sentence), "\(second.log.suffix(500))")
    try server.drop("second.csv", into: "pass", "key\nb\n")
    _ = try await server.finishedJob(named: "second.csv")
    #expect(try await server.stop() == 0)
  }

  @Test func aSpoolOfAnotherVersionIsRefusedAndLeftAlone() async throws {
    try server.root.appending("format").write("rowspool 2\n")
    let before = try server.root.tree()
    let refused = try await serveBesides()
    #expect(refused.status == EX_CONFIG || refused.status == EX_DATAERR, "\(refused)")
    #expect(
      refused.log.contains(
        """
        The spool \(server.root) has the format 'rowspool 2', and this version of rowspool knows 'rowspool 1'. Nothing \
        was changed. Use the version of rowspool that made it.
        """), "\(refused.log.suffix(500))")
    #expect(try server.root.tree() == before)
  }

  @Test func aStopLetsRowsEndAndWhatDidNotEndRunsAgain() async throws {
    server.settings["ROWSPOOL_STOP_GRACE"] = "1s"
    try server.start()
    try server.drop("held.csv", into: "ledger", "key,n,way\na,1,hold\nb,2,slow\nc,3,ok\n")
    let job = try await server.job(named: "held.csv")
    try await wait(for: "all rows to have begun") {
      try server.ledger.counts().keys.count { $0.hasPrefix("first") } == 3
    }
    #expect(try await server.stop() == 0)
    #expect(try server.count(.done, of: job) == 2)
    let held = try #require(try server.row(2, of: job))
    #expect(held.folder == .pending && held.history.last?.event == .released && held.history.interruptions == 0)
    try go.write("")
    try server.start()
    try await server.finished(job)
    #expect(
      try server.ledger.counts() == [
        "first a": 2, "second a": 1, "first b": 1, "second b": 1, "first c": 1, "second c": 1,
      ])
    try InvariantCheck(server).check([job])
  }

  @Test func aStateFolderThatSomebodyDeletesCostsNoOtherRow() async throws {
    server.settings["ROWSPOOL_CONCURRENCY"] = "2"
    try server.start()
    try server.drop(
      "robbed.csv", into: "ledger", (1...10).reduce("key,n,way\nh,1,hold\n") { $0 + "k\($1),\($1),hold\n" })
    let job = try await server.job(named: "robbed.csv")
    try await wait(for: "two running rows") { try server.ledger.counts().count == 2 }
    for state in ["pending", "done"] {
      try FileManager.default.removeItem(atPath: server.root.appending(state).appending(job.text).string)
    }
    try go.write("")
    let record = try await server.finished(job)
    #expect(record.counts == ["done": 2, "unknown": 9])
    #expect(
      try server.ending(ofRow: 5, of: job)?.failure?.message.english
        == "Its task file is gone; run it again if you wish.")
    try server.drop("other.csv", into: "pass", "key\nx\n")
    _ = try await server.finishedJob(named: "other.csv")
    let results = try server.results(of: job)
    #expect(results.rows.count == 11)
  }

  @Test func editedAndForeignFilesInStateFoldersStopNobody() async throws {
    try server.start()
    try server.drop("later.csv", into: "ledger", "key,n\na,1\nb,2\nc,3\nd,4\n")
    try server.drop(
      folder: "edited", into: "pass",
      ["t.csv": Array("key\na\nb\nc\nd\n".utf8), "settings.csv": Array("start-at,ask\n".utf8)])
    let job = try await server.job(named: "edited")
    try await server.stop()
    let pending = server.root.appending("pending").appending(job.text)
    let name = { (row: Int) in RowFileName.name(ofRow: row) }
    try pending.appending(name(2)).write("not a row file\n")
    try pending.appending(name(3)).write(
      try pending.appending(name(3)).bytes() + Array("{\"half\": ".utf8) + [0, 0, 0])
    try pending.appending("notes.txt").write("mine")
    try server.root.appending("failed").appending(job.text).appending(name(4)).write(
      try pending.appending(name(4)).bytes())
    try server.start()
    try await wait(for: "the server's start") { server.log.contains("unfinished=") && server.isRunning }
    try server.giveTicket(.resume, job)
    let record = try await server.finished(job)
    #expect(record.counts == ["done": 3, "unknown": 1])
    #expect(try pending.appending("notes.txt").text() == "mine")
    let damaged = server.root.appending("jobs").appending(job.text).appending("damaged")
    #expect(damaged.names.count == 2 && damaged.names.contains("pending-\(name(2))"), "\(damaged.names)")
    _ = try await server.finishedJob(named: "later.csv")
  }

  @Test func aProcessThatWasStoppedForAWhileGoesOn() async throws {
    try server.start()
    try server.drop("stopped.csv", into: "ledger", "key,n,way\na,1,slow\nb,2,flaky\n")
    let job = try await server.job(named: "stopped.csv")
    server.signal(SIGSTOP)
    try server.drop("meanwhile.csv", into: "pass", "key\nx\n")
    server.signal(SIGCONT)
    try await server.finished(job)
    _ = try await server.finishedJob(named: "meanwhile.csv")
    try InvariantCheck(server).check([job])
  }

  @Test func aRetryTimeFarAheadIsAClockThatJumped() async throws {
    server.settings["ROWSPOOL_RETRY_DELAYS"] = "10m"
    try server.start()
    try server.drop("jumped.csv", into: "ledger", "key,n,way\na,1,flaky\n")
    let job = try await server.job(named: "jumped.csv")
    try await wait(for: "the wait for the second try") {
      guard let row = try server.row(2, of: job), row.folder == .pending else { return false }
      return row.history.attempt == 1
    }
    try await server.kill()
    // The line says a time days ahead, as after a clock that was wrong when it was written.
    let file = server.root.appending("pending").appending(job.text).appending(RowFileName.name(ofRow: 2))
    let history = try #require(try server.row(2, of: job)?.history)
    guard case .end(var ending)? = history.last?.event else {
      Issue.record("\(history)")
      return
    }
    ending.notBefore = Timestamp.now.advanced(by: .seconds(86_400 * 3))
    try file.write(try file.bytes() + TaskLine(.end(ending)).bytes)
    server.settings["ROWSPOOL_RETRY_DELAYS"] = "50ms"
    try server.start()
    try await server.finished(job)
    #expect(try server.ledger.counts()["first a"] == 3)
  }
}
