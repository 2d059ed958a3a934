import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// What people do to a file in the moment in which it is taken.
@Suite(.serialized) struct OverwriteTests {
  private let server: TemporarySpoolServer

  /// Drops are taken slowly: each rename of one takes two seconds longer.
  init() throws {
    server = try TemporarySpoolServer(settings: ["ROWSPOOL_DEDUPE_WINDOW": "0s"])
    try server.addPassingWorkflow()
    server.launcher = [
      "strace", "-f", "-b", "execve", "-qq", "-o", "/dev/null", "-e", "trace=rename", "-e",
      "inject=rename:delay_enter=2s",
    ]
    try server.start()
  }

  private func keys(of job: JobID) throws -> [String] {
    try server.spool.jobFolder(job).manifest()?.rows.compactMap {
      try server.row($0, of: job)?.history.record.values["key"]?.string
    } ?? []
  }

  @Test(.enabled(if: Tracing.isPossible)) func whatIsWrittenToWhileItIsTakenIsNotReadHalf() async throws {
    let place = server.incoming.appending("pass").appending("a.csv")
    try place.write("key\nold\n")
    try await wait(for: "the claim; \(server.evidence)") { try !server.spool.listJobs().jobs.isEmpty }
    // On a machine that is slow just now the drop may have been taken already: then this is another one.
    let copy = try FileDescriptor.open(
      place, .writeOnly, options: [.truncate, .create], permissions: [.ownerReadWrite, .groupReadWrite])
    try copy.writeAll("key\nnew 1\n".utf8)
    try await wait(for: "the end of the claim; \(server.evidence)") {
      if server.log.contains("waits") { return true }
      return try server.jobs(named: "a.csv").contains { try server.spool.isCommitted($0) }
    }
    try copy.closeAfter { _ = try copy.writeAll("new 2\n".utf8) }
    let (old, new) = (["old"], ["new 1", "new 2"])
    try await wait(for: "the whole file; \(server.evidence)") {
      try server.jobs(named: "a.csv").contains { try keys(of: $0) == new }
    }
    for job in try server.jobs(named: "a.csv") {
      try await server.finished(job)
      #expect(try [old, new].contains(keys(of: job)), "\(server.evidence)")
    }
  }
}
