import Foundation
import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// A server, and the share that people see of it through Samba: `incoming`, `control`, `outgoing`, `rejected`.
struct Office {
  let server: TemporarySpoolServer
  let samba: SambaServer
  let client: SambaClient
  private let shared: TemporaryFolder

  /// - Parameter umask: of the server, where it shall be another than the test's.
  init(settings: [String: String] = [:], umask: String? = nil) async throws {
    shared = try TemporaryFolder()
    server = try TemporarySpoolServer(settings: settings, share: shared.path)
    samba = try await SambaServer.start(sharing: shared.path)
    client = SambaClient(samba)
    try server.addPassingWorkflow()
    try server.addLedgerWorkflow()
    if let umask { server.launcher = ["sh", "-c", "umask \(umask); exec \"$@\"", "sh"] }
    try server.start()
    try await wait(for: "the drop folders; \(server.evidence)") { server.log.contains("spool in order") }
  }

  /// From now on rows succeed whose way is `second` or `hold`.
  func letSecondStepsWork() throws {
    try server.folder.appending("ledger.go").write("")
  }

  /// The keys of a job's rows, in their order.
  func keys(of job: JobID) throws -> [String] {
    try server.spool.jobFolder(job).manifest()?.rows.compactMap {
      try server.row($0, of: job)?.history.record.values["key"]?.string
    } ?? []
  }

  /// A drop given after something else is through: what had come about by then had its chance.
  func passAnother(_ name: String) async throws {
    try await client.put("key\n\(name)\n", as: "incoming/pass/\(name)")
    _ = try await server.finishedJob(named: name)
  }
}
