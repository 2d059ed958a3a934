import Foundation
import Glibc
import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// A server that may not do on the share what it must.
@Suite(.serialized) struct RightsTests {
  /// Root may do everything: these programs take that from it. Others have no such rights to lose.
  private static let launcher =
    geteuid() == 0 ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner", "--inh-caps=-all"] : []

  private let server: TemporarySpoolServer

  init() throws {
    server = try TemporarySpoolServer()
    try server.addPassingWorkflow()
    try server.addLedgerWorkflow()
    server.launcher = Self.launcher
  }

  private var drops: FilePath { server.incoming.appending("pass") }

  private func count(_ text: String) -> Int { server.log.components(separatedBy: text).count - 1 }

  @Test func aDropThatMayNotBeMovedStaysAndItsReasonIsSaidOnce() async throws {
    try server.drop("stuck.csv", into: "pass", "key\na\n")
    #expect(chmod(drops.string, 0o555) == 0)
    defer { _ = chmod(drops.string, 0o775) }
    try server.start()
    let sentence = "“stuck.csv” cannot be taken: rowspool has no right to move it out of this folder."
    try await wait(for: "the reason; \(server.evidence)") { count(sentence) > 0 }
    // Others go their way, while it is tried again.
    for number in 1...3 {
      try server.drop("other \(number).csv", into: "ledger", "key,n\na \(number),1\n")
      _ = try await server.finishedJob(named: "other \(number).csv")
    }
    #expect(count(sentence) == 1)
    #expect(drops.appending("stuck.csv").exists)
    #expect(try server.jobs(named: "stuck.csv").isEmpty)
    #expect(chmod(drops.string, 0o775) == 0)
    _ = try await server.finishedJob(named: "stuck.csv")
    try await InvariantCheck(server).checkNothingIsLeft()
  }

  @Test func theDoctorNamesTheFolderAndLeavesNothing() throws {
    let before = try server.spool.layout.shares.map { try $0.path.tree() }
    let good = try Doctor.report(on: server, launcher: Self.launcher)
    #expect(good.hasSuffix("status 0"), "\(good)")
    for line in [
      "incoming: a new file raised an event at once.",
      "incoming: a file renamed over another was there, whole, at every moment.",
      "outgoing: a file can be replaced while somebody has it open.",
      "outgoing: files made here get the mode 0664, folders 2775, both the group \(getegid()).",
      "incoming: its clock and this machine's agree within 2 seconds.",
      "what is dropped here is answered within 2 s.",
    ] { #expect(good.contains(line), "\(line)\n\(good)") }
    #expect(try server.spool.layout.shares.map { try $0.path.tree() } == before)
    #expect(chmod(drops.string, 0o555) == 0)
    defer { _ = chmod(drops.string, 0o775) }
    let bad = try Doctor.report(on: server, launcher: Self.launcher)
    #expect(
      bad.contains(
        "incoming: what is dropped into \(drops) cannot be taken: this user (\(geteuid())) may not delete there."),
      "\(bad)"
    )
    #expect(bad.hasSuffix("status 69"))
  }
}
