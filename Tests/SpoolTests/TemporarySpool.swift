import Foundation
import JobModel
import SystemPackage

@testable import Spool

/// A spool in a folder of its own, removed with this value.
final class TemporarySpool {
  let path: FilePath
  private(set) var spool: Spool

  init() throws {
    path = FilePath(NSTemporaryDirectory()).appending("rowspool-test-\(UUID().uuidString)")
    spool = try Spool.create(SpoolLayout(root: path))
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path.string)
  }

  /// Opens the spool anew, as the next process would, and puts it in order.
  func reopen(at now: Timestamp = .now) throws -> Recovery {
    spool = try Spool(opening: SpoolLayout(root: path))
    return try spool.recover(at: now)
  }

  /// A file in `incoming/`.
  func drop(_ name: String, _ text: String = "a,b\n1,2\n") throws -> FilePath {
    let file = path.appending("incoming").appending(name)
    try Data(text.utf8).write(to: URL(fileURLWithPath: file.string))
    return file
  }

  func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: path.appending(name).string)
  }

  func text(of name: String) throws -> String {
    try String(contentsOfFile: path.appending(name).string, encoding: .utf8)
  }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path.appending(name).string))
  }
}

let testJob: JobID = {
  guard let job = JobID("20261121-093512-cups-abcd") else { preconditionFailure("the job's name is well formed") }
  return job
}()

extension Spool {
  /// Takes a drop and writes its rows, up to the state `checking`.
  func prepare(_ job: JobID = testJob, drop: FilePath, rows: ClosedRange<Int>, bad: Set<Int> = []) throws {
    let claim = DropClaim(
      job: job, name: "cups.csv", origins: [drop], workflow: "w", submitter: Submitter(name: "li", from: "w"))
    _ = try self.claim(claim)
    try readDrop(job, rows: rows, bad: bad)
  }

  func readDrop(_ job: JobID = testJob, rows: ClosedRange<Int>, bad: Set<Int> = []) throws {
    let workshop = try makeWorkshop(job)
    let writer = try RowFileWriter(into: workshop.path.appending("pending"))
    for row in rows {
      let failure = Failure(.invalid, code: "cell", message: "Cell A\(row) is empty.")
      try writer.write(
        TaskRecord(job: job, row: row, cells: [.text("cell \(row)")], values: ["a": .integer(Int64(row))]),
        ending: bad.contains(row) ? Ending(.failed, failure: failure) : nil, at: .now)
    }
    try writer.finish()
  }

  func commit(_ job: JobID = testJob, rows: ClosedRange<Int>) throws {
    let manifest = JobManifest(
      id: job, name: "cups.csv", workflow: "w", submitter: Submitter(name: "li", from: "w"), committedAt: .now,
      columns: ["a"], rows: RowRanges(rows))
    try commit(manifest, workflow: "steps: []\n")
  }
}

/// The row files of a job by folder, read from disk: `[row: folder names]`.
func places(of job: JobID = testJob, in spool: Spool) throws -> [Int: [RowFolder]] {
  let rows = try JobRows(job, in: spool)
  var places: [Int: [RowFolder]] = [:]
  for state in RowFolder.allCases {
    for row in try rows.list(state).rows { places[row, default: []].append(state) }
  }
  return places
}
