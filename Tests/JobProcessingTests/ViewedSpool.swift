import Foundation
import JobModel
import Spool
import SystemPackage

@testable import JobProcessing

/// A spool with one committed job, made by the calls of the spool; gone with this value.
final class ViewedSpool {
  let path: FilePath
  let spool: Spool
  let job: JobID
  var view: SpoolView { SpoolView(spool) }

  init() throws {
    path = FilePath(NSTemporaryDirectory()).appending("view-\(UUID().uuidString)")
    spool = try Spool.create(SpoolLayout(root: path))
    var generator = SystemRandomNumberGenerator()
    job = JobID(drop: "茶杯.csv", time: .now, using: &generator)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path.string)
  }

  /// Hands the drop in: the state of a claimed drop.
  func submit(_ change: (inout DropClaim) -> Void = { _ in }) throws {
    let file = path.appending("茶杯.csv")
    try Data("a\n1\n".utf8).write(to: URL(fileURLWithPath: file.string))
    var claim = DropClaim(
      job: job, name: "茶杯.csv", origins: [file], workflow: "w", submitter: Submitter(name: "li", from: "submit"))
    change(&claim)
    try spool.submit(claim, files: [file])
  }

  func commit(rows: ClosedRange<Int>, _ settings: JobSettings = JobSettings()) throws {
    let workshop = try spool.makeWorkshop(job)
    let writer = try RowFileWriter(into: workshop.path.appending("pending"))
    for row in rows {
      try writer.write(TaskRecord(job: job, row: row, cells: [.text("\(row)")], values: [:]), ending: nil, at: .now)
    }
    try writer.finish()
    let manifest = JobManifest(
      id: job, name: "茶杯.csv", workflow: "w", submitter: Submitter(name: "li", from: "submit"), committedAt: .now,
      columns: ["a"], rows: RowRanges(rows), settings: settings)
    try spool.commit(manifest, workflow: "steps: []\n")
  }

  func claim(_ row: Int) throws -> RunningRow {
    guard case .claimed(let claimed) = try JobRows(job, in: spool).claim(row) else { throw NotClaimed(row: row) }
    return claimed
  }

  struct NotClaimed: Error { var row: Int }

  func end(_ row: Int, _ ending: Ending) throws {
    if let error = spool.finish([.init(try claim(row), .end(ending))]).first.flatMap({ $0 }) { throw error }
  }

  func order(_ verb: Order.Verb, _ change: (inout Order) -> Void = { _ in }) throws {
    var order = Order(verb, job: job, by: "li")
    change(&order)
    try spool.jobFolder(job).record(order)
  }

  func state(at now: Timestamp = .now) throws -> JobState? { try view.job(job, at: now)?.state }
}
