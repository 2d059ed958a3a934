import Foundation
import JobModel
import SystemPackage

@testable import JobProcessing
@testable import Spool

extension Server {
  /// Commits a job of rows that nobody runs.
  @discardableResult
  func commit(
    _ name: String, rows: ClosedRange<Int> = 2...4, workflow: String = "w", by submitter: String = "li",
    at time: Timestamp = .now, _ settings: JobSettings = JobSettings()
  ) async throws -> JobID {
    var generator = SystemRandomNumberGenerator()
    let id = JobID(drop: name, time: time, using: &generator)
    let file = spool.layout.root.appending("draft-\(UUID().uuidString).csv")
    try Data("a\n1\n".utf8).write(to: URL(fileURLWithPath: file.string))
    let owner = Submitter(name: submitter, from: "submit")
    let claim = DropClaim(job: id, name: name, origins: [file], workflow: workflow, submitter: owner)
    try spool.submit(claim, files: [file])
    let workshop = try spool.makeWorkshop(id)
    let writer = try RowFileWriter(into: workshop.path.appending("pending"))
    for row in rows {
      try writer.write(TaskRecord(job: id, row: row, cells: [.text("\(row)")], values: [:]), ending: nil, at: time)
    }
    try writer.finish()
    let manifest = JobManifest(
      id: id, name: name, workflow: workflow, submitter: owner, committedAt: time, columns: ["a"],
      rows: RowRanges(rows), settings: settings)
    try spool.commit(
      manifest, workflow: "columns:\n  - {name: a, type: text}\nsteps:\n  - command: {run: [/bin/true]}\n")
    try await dispatcher.adopt(spool.committed(manifest))
    return id
  }
}
