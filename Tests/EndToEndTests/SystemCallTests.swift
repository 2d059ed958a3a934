import Foundation
import Glibc
import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

private enum Tracing {
  static let isPossible: Bool = {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["strace", "-qq", "-o", "/dev/null", "true"]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()
}

/// The server is killed at its n-th system call that matters, or that call fails, while it works off one small job.
/// A sample here; each n until the run is untouched where `ROWSPOOL_CRASH_TESTS` is `long`. Needs `strace`.
@Suite(.enabled(if: Tracing.isPossible, "strace is not installed, or may not trace here"))
struct SystemCallTests {
  private let isLong = ProcessInfo.processInfo.environment["ROWSPOOL_CRASH_TESTS"] == "long"

  /// Calls by which the spool changes the disk. Counted for each thread of the server; its children are left alone.
  private static let changing =
    "openat,rename,renameat,fsync,fdatasync,syncfs,mkdir,mkdirat,unlink,unlinkat,ftruncate,utimensat"
  private static let rows = "key,n,way\nk2,2,ok\nk3,3,flaky\nk4,x,ok\n"

  @Test func nothingIsLostWhereverTheServerIsKilled() async throws {
    var untouched = 0
    for number in isLong ? Array(1...2000) : [1, 8, 15, 22, 30, 40, 55, 75] {
      let wasKilled = try await runJob(
        "inject=\(Self.changing),write,close:signal=SIGKILL:when=\(number)", "killed at call \(number)")
      untouched = wasKilled ? 0 : untouched + 1
      if untouched == 3 { break }
    }
  }

  @Test(arguments: ["", "+"])
  func nothingIsLostWhereverACallFails(_ onwards: String) async throws {
    let errors = ["ENOSPC", "EIO", "EMFILE", "EACCES", "ENOMEM", "EROFS", "EDQUOT"]
    for number in isLong ? Array(1...300) : [3, 9, 21, 34] {
      let error = errors[number % errors.count]
      _ = try await runJob(
        "inject=\(Self.changing):error=\(error):when=\(number)\(onwards)", "\(error) at call \(number)\(onwards)")
    }
  }

  /// Works one small job off with something injected, then again without where that ended the server.
  ///
  /// - Returns: whether the server was ended.
  private func runJob(_ injection: String, _ what: String) async throws -> Bool {
    let server = try TemporarySpoolServer(settings: ["ROWSPOOL_SETTLE": "20ms", "ROWSPOOL_PICTURE_WORKERS": "1"])
    try server.addLedgerWorkflow()
    try server.drop("small.csv", into: "ledger", Self.rows)
    server.launcher = ["strace", "-f", "-b", "execve", "-qq", "-o", "/dev/null", "-e", "trace=none", "-e", injection]
    try server.start()
    try? await wait(for: "the end of the server or the job", atMost: .seconds(8)) {
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
