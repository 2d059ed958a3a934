import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// What must hold of finished jobs, whatever happened on the way.
struct InvariantCheck {
  let server: TemporarySpoolServer

  init(_ server: TemporarySpoolServer) {
    self.server = server
  }

  /// Every row lies in exactly one folder, the one that its last line names, and has an outcome; the record of the end
  /// counts them all; the results are there.
  func check(_ jobs: [JobID]) throws {
    for job in jobs { try check(job) }
  }

  private func check(_ job: JobID) throws {
    let folder = try server.spool.jobFolder(job)
    let manifest = try #require(try folder.manifest())
    let finished = try #require(try folder.finished(), "\(job) is not finished")
    let rows = try JobRows(job, in: server.spool)
    var places: [Int: [RowFolder]] = [:]
    for state in RowFolder.allCases {
      let (found, strangers) = try rows.list(state)
      #expect(strangers.isEmpty)
      for row in found { places[row, default: []].append(state) }
    }
    #expect(places.keys.sorted() == Array(manifest.rows), "\(job)")
    for (row, states) in places {
      #expect(states.count == 1, "row \(row) of \(job) lies in \(states)")
      let ending = try #require(try server.ending(ofRow: row, of: job), "row \(row) of \(job) has no outcome")
      #expect(states == [ending.outcome.folder])
    }
    #expect(finished.counts.values.reduce(0, +) == manifest.rows.count)
    let delivered = server.outgoing.appending(job.text).names
    #expect(finished.delivered.count == 2 && Set(finished.delivered).isSubset(of: delivered), "\(delivered)")
    #expect(try !folder.folder.has(JobFile.damaged), "a row file of \(job) was moved aside")
  }

  /// Nothing lies about when all is done: no drop, no draft, no order.
  func checkNothingIsLeft() async throws {
    let tmp = server.root.appending("tmp")
    try await wait(for: "an empty tmp, not \(tmp.names)") { tmp.names.isEmpty }
    for folder in server.incoming.names where !folder.hasPrefix(".") {
      // A draft that a crash left is hidden, and is swept at a later start.
      #expect(server.incoming.appending(folder).dropNames.allSatisfy(Folder.isDraft))
    }
    for verb in Order.Verb.allCases {
      #expect(server.control(verb).names.allSatisfy { $0.hasSuffix(".txt") || Folder.isDraft($0) })
    }
    for job in try server.spool.listJobs().jobs {
      let names = try server.spool.jobFolder(job).folder.entries().map(\.name)
      #expect(names.contains(JobFile.finished), "\(job) holds \(names)")
    }
  }
}
