import Foundation
import Glibc
import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// The server is killed at its n-th system call that matters, or that call fails, while it works off one small job.
/// A sample here; each n until the run is untouched where `ROWSPOOL_CRASH_TESTS` is `long`. Needs `strace`.
@Suite(.serialized, .enabled(if: Tracing.isPossible, "strace is not installed, or may not trace here"))
struct SystemCallTests {
  private let isLong = ProcessInfo.processInfo.environment["ROWSPOOL_CRASH_TESTS"] == "long"

  private static let rows = "key,n,way\nk2,2,ok\nk3,3,flaky\nk4,x,ok\n"

  @Test(arguments: [Tracing.Scope.wholeLife, .afterStart])
  func nothingIsLostWhereverTheServerIsKilled(_ scope: Tracing.Scope) async throws {
    var untouched = 0
    for number in isLong ? Array(1...2000) : [1, 3, 6, 10, 15, 21] {
      let tracing = Tracing(scope, "signal=SIGKILL:when=\(number)")
      untouched = try await runJob(tracing, "killed at call \(number) (\(scope))") ? 0 : untouched + 1
      if untouched == 3 { break }
    }
  }

  @Test(arguments: [Tracing.Scope.wholeLife, .afterStart])
  func nothingIsLostWhereverACallFails(_ scope: Tracing.Scope) async throws {
    let errors = ["ENOSPC", "EIO", "EMFILE", "EACCES", "ENOMEM", "EROFS", "EDQUOT"]
    for number in isLong ? Array(1...100) : [2, 7] {
      for onwards in ["", "+"] {
        let effect = "error=\(errors[number % errors.count]):when=\(number)\(onwards)"
        _ = try await runJob(Tracing(scope.failing, effect), "\(effect) (\(scope))")
      }
    }
  }

  /// Works one small job off with something injected, then again without where that ended the server.
  ///
  /// - Returns: whether the server was ended.
  private func runJob(_ tracing: Tracing, _ what: String) async throws -> Bool {
    let server = try TemporarySpoolServer(settings: ["ROWSPOOL_SETTLE": "20ms", "ROWSPOOL_PICTURE_WORKERS": "1"])
    try server.addLedgerWorkflow()
    server.launcher = tracing.launcher
    if server.launcher.isEmpty {
      try server.start()
      try await wait(for: "the server's start") { server.log.contains("spool in order") }
      try await tracing.attach(to: server.processID)
      try server.drop("small.csv", into: "ledger", Self.rows)
    } else {
      try server.drop("small.csv", into: "ledger", Self.rows)
      try server.start()
    }
    try? await wait(for: "the end of the server or the job", atMost: .seconds(6)) {
      !server.isRunning || isDelivered(server)
    }
    let wasEnded = !server.isRunning
    // The server, not strace, which would leave it behind.
    if let pid = serverID(server) { Glibc.kill(pid, SIGKILL) }
    _ = try await server.waitForEnd()
    let snapshot = try CrashSnapshot(of: server)
    server.launcher = []
    try server.start()
    do {
      let job = try await server.finishedJob(named: "small.csv")
      try CrashSnapshot(of: server).check(after: snapshot, what)
      try check(job, server, what)
      try await InvariantCheck(server).checkNothingIsLeft()
    } catch {
      Issue.record("\(what): \(error)")
    }
    return wasEnded
  }

  private func isDelivered(_ server: TemporarySpoolServer) -> Bool {
    let jobs = server.root.appending("jobs")
    return jobs.names.contains { jobs.appending($0).appending(JobFile.finished).exists }
  }

  private func serverID(_ server: TemporarySpoolServer) -> Int32? {
    let words = (try? server.root.appending(SpoolLayout.lockFile).text())?.split(separator: " ") ?? []
    guard words.count > 1, server.isRunning else { return nil }
    return Int32(words[1])
  }

  private func check(_ job: JobID, _ server: TemporarySpoolServer, _ what: String) throws {
    try InvariantCheck(server).check([job])
    #expect(try server.jobs(named: "small.csv").count == 1, "\(what)")
    let results = try server.results(of: job).rows
    #expect(results.mapValues { $0["quadruple"]?.integer } == [2: 8, 3: 12, 4: nil], "\(what)")
    #expect(
      results.mapValues { $0["Status"]?.string } == [2: "Done", 3: "Done", 4: "Failed"],
      "\(what): \(results.mapValues { $0["Error"]?.string ?? "" })")
    let source = server.root.appending("jobs").appending(job.text).appending("source").appending("small.csv")
    #expect(try source.text() == Self.rows, "\(what)")
  }
}
