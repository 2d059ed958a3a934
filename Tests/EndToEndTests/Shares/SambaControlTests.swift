import Foundation
import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// Orders that come through Samba.
@Suite(.serialized) struct SambaControlTests {
  /// A job whose rows run until `letSecondStepsWork`.
  private func heldJob(_ office: Office, rows: Int) async throws -> JobID {
    let lines = (1...rows).map { "k\($0),\($0),hold\n" }.joined()
    try await office.client.put("key,n,way\n" + lines, as: "incoming/ledger/held.csv")
    let job = try await office.server.job(named: "held.csv")
    try await wait(for: "running rows") { try office.server.count(.running, of: job) == 2 }
    return job
  }

  /// The lines of one of a job's logs.
  private static func lines(of name: String, _ office: Office, _ job: JobID) throws -> [JSONObject] {
    let file = office.server.root.appending("jobs").appending(job.text).appending(name)
    return try file.text().split(separator: "\n").compactMap { try JSONReader.read(Array($0.utf8)).object }
  }

  @Test func aTicketDroppedThroughSambaActsWithinTwoSeconds() async throws {
    // The settle times are those of an installed rowspool.
    let office = try await Office(settings: ["ROWSPOOL_CONCURRENCY": "2", "ROWSPOOL_POLL_CONTROL": "2s"])
    let job = try await heldJob(office, rows: 6)
    try await office.client.put("", as: "control/pause/\(job.text)")
    let given = Timestamp.now
    let answer = try await office.server.answer(to: job.text, .pause)
    #expect(answer.hasPrefix("done: "), "\(answer)")
    let line = try #require(try Self.lines(of: "orders.jsonl", office, job).first { $0["verb"] == "pause" })
    let order = try #require(Order(json: line))
    #expect(order.at.milliseconds - given.milliseconds < 2000)
    // No row of it starts from then on.
    try office.letSecondStepsWork()
    try await wait(for: "the running rows' end") { try office.server.count(.running, of: job) == 0 }
    #expect(try office.server.count(.pending, of: job) == 4)
    // The answer can be read, and deleted, by whoever dropped the ticket.
    let sentence = String(answer.dropFirst(6).prefix { $0 != "\n" })
    #expect(try await office.client.text("control/pause/\(job.text).done.txt").contains(sentence))
    try await office.client.run("del \"control/pause/\(job.text).done.txt\"")
    try await office.client.put("", as: "control/resume/\(job.text).txt")
    try await office.server.finished(job)
    try InvariantCheck(office.server).check([job])
  }

  @Test func twoClientsWithTwoOrdersLeaveTheJobAsTheLastOneSays() async throws {
    let office = try await Office(settings: ["ROWSPOOL_CONCURRENCY": "2"])
    let job = try await heldJob(office, rows: 4)
    let people = office.client
    try await withThrowingTaskGroup { group in
      for verb in [Order.Verb.pause, .resume] {
        group.addTask { try await people.put("", as: "control/\(verb.rawValue)/\(job.text)") }
      }
      try await group.waitForAll()
    }
    for verb in [Order.Verb.pause, .resume] { _ = try await office.server.answer(to: job.text, verb) }
    try office.letSecondStepsWork()
    try await office.client.put("", as: "control/resume/\(job.text).again")
    try await office.server.finished(job)
    #expect(try office.server.ledger.counts().values.allSatisfy { $0 == 1 })
  }

  @Test func whatIsNoTicketIsAnsweredInWords() async throws {
    let office = try await Office()
    try await office.client.put("hello", as: "control/cancel/please stop.txt")
    #expect(
      try await office.server.answer(to: "please stop.txt", .cancel).hasPrefix(
        "refused: 'please stop.txt' names no job. Drop a job's ticket here, or an empty file with the job's name."))
    try await office.client.run("mkdir \"control/cancel/a folder\"")
    #expect(
      try await office.server.answer(to: "a folder", .cancel).hasPrefix(
        "refused: 'a folder' is a folder and names no job. Drop the tickets themselves here, or a job's folder under"))
  }
}
