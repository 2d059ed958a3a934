import JobModel
import Spool
import SystemPackage

/// The life of a job's row files: written, claimed, finished in groups, read for the results.
struct RowFiles {
  private let rows: Int
  private let group: Int
  private let spool: Spool
  private let job: JobID
  private let folders: JobRows
  private let clock = ContinuousClock()

  init(in folder: FilePath, rows: Int, group: Int) throws {
    self.rows = rows
    self.group = group
    spool = try Spool.create(SpoolLayout(root: folder))
    var generator = SystemRandomNumberGenerator()
    job = JobID(drop: "bench.csv", time: .now, using: &generator)
    folders = try JobRows(job, in: spool)
  }

  func run() throws {
    let created = try clock.measure { try create() }
    var (claiming, finishing) = (Duration.zero, Duration.zero)
    for first in stride(from: 1, through: rows, by: group) {
      var running: [RunningRow] = []
      claiming += try clock.measure { running = try claim(first..<min(first + group, rows + 1)) }
      finishing += clock.measure {
        let errors = spool.finish(running.map { Spool.Finish($0, .end(Ending(.done))) })
        precondition(errors.allSatisfy { $0 == nil }, "a row could not be finished")
        running = []
      }
    }
    let reading = try clock.measure {
      for row in 1...rows {
        let known = try folders.read(row, in: [.done])
        precondition(known != nil, "row \(row) is not in done")
      }
    }
    for (name, time) in [("create", created), ("claim", claiming), ("finish", finishing), ("read", reading)] {
      try Drive.say("\(name) \(time / .seconds(1))")
    }
  }

  private func create() throws {
    let writer = try RowFileWriter(into: folders.folder(.pending).path)
    let now = Timestamp.now
    for row in 1...rows {
      var record = TaskRecord(job: job, row: row)
      record.cells = [
        .text("\(row)"), .text("Product \(row)"), .text("商品 \(row % 1000)"), .text("0.25"),
        .text("files/picture-\(row).jpg"), .text("white, with a description of some length"), .text("true"),
        .text("2026-11-21"),
      ]
      record.values = ["a": .integer(Int64(row)), "b": .string("Product \(row)")]
      try writer.write(record, at: now)
    }
    try writer.finish()
  }

  private func claim(_ range: Range<Int>) throws -> [RunningRow] {
    try range.map { row in
      guard case .claimed(let claimed) = try folders.claim(row) else { preconditionFailure("row \(row) is not free") }
      return claimed
    }
  }
}
