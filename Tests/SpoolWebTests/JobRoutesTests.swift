import Foundation
import HTTPTypes
import JobModel
import Testing

@testable import JobProcessing

/// The list of jobs and each of them, as programs get them.
@Suite struct JobRoutesTests {
  private let harness: JobsHarness

  init() throws { harness = try JobsHarness() }

  @Test func aJobIsShownWithItsNumbersAndWhatMayBeDoneWithIt() async throws {
    let id = try await harness.commit("订单 A.csv")
    let answer = try await harness.call(
      "/jobs/\(id.text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")")
    #expect(answer.status == .ok)
    #expect(answer.json["name"]?.string == "订单 A.csv")
    #expect(answer.json["state"]?.string == "pending")
    #expect(answer.json["rows"] == ["total": 3, "pending": 3, "running": 0, "done": 0, "failed": 0])
    #expect(answer.json["counts"] == ["pending": 3])
    #expect(answer.json["orders"] == ["pause", "cancel", "results", "set"])
    #expect(answer.json["columns"] == ["a"])
    #expect(answer.json["from"] == "submit")
  }

  @Test func aJobThatIsNotThereIsNotFound() async throws {
    let answer = try await harness.call("/jobs/20261121-093512-nothing-ab2c", language: "zh-CN")
    #expect(answer.status == .notFound)
    #expect(answer.json["code"] == "no-such-job")
    #expect(answer.json["detail"] == "没有任务 20261121-093512-nothing-ab2c。")
    #expect(try await harness.call("/jobs/..%2F..%2Fetc").status == .notFound)
  }

  @Test func theListIsFilteredByStateWorkflowAndWords() async throws {
    try await harness.commit("apples.csv", workflow: "fruit")
    let pears = try await harness.commit("pears.csv", workflow: "fruit", by: "wang")
    let bolts = try await harness.commit("bolts.csv", workflow: "metal")
    try await harness.call("/jobs/\(pears)/pause", .post)
    try await harness.cancelAndFinish(bolts)
    #expect(try await harness.call("/jobs?state=paused").names == ["pears.csv"])
    #expect(try await harness.call("/jobs?state=finished").names == ["bolts.csv"])
    #expect(Set(try await harness.call("/jobs?state=unfinished").names) == ["apples.csv", "pears.csv"])
    #expect(Set(try await harness.call("/jobs?workflow=fruit").names) == ["apples.csv", "pears.csv"])
    #expect(try await harness.call("/jobs?search=WANG%20pear").names == ["pears.csv"])
    #expect(try await harness.call("/jobs?mine=true").names == [])
  }

  @Test func theListGoesOnWhereItEndedThoughJobsCome() async throws {
    let time = Timestamp.now
    for number in 1...5 {
      try await harness.commit("job \(number).csv", at: time.advanced(by: .seconds(number)))
    }
    let first = try await harness.call("/jobs?limit=2")
    #expect(first.names == ["job 5.csv", "job 4.csv"])
    #expect(first.json["total"] == 5)
    try await harness.commit("late.csv", at: time.advanced(by: .seconds(60)))
    let next = try #require(first.json["next"]?.string)
    let second = try await harness.call("/jobs?limit=2&after=\(next)")
    #expect(second.names == ["job 3.csv", "job 2.csv"])
    let last = try await harness.call("/jobs?limit=2&after=\(try #require(second.json["next"]?.string))")
    #expect(last.names == ["job 1.csv"])
    #expect(last.json["next"] == nil)
  }

  @Test(arguments: ["state=lost", "limit=0", "limit=501", "limit=x", "sort=size", "after=zzz", "mine=perhaps"])
  func badQueriesAreRefused(query: String) async throws {
    let answer = try await harness.call("/jobs?\(query)")
    #expect(answer.status == .badRequest)
    #expect(answer.json["code"] == "bad-value")
  }

  @Test func finishedJobsAreReadFromTheDiskAndFollowWhatHappensToThem() async throws {
    let id = try await harness.commit("a.csv")
    try await harness.call("/jobs/\(id)", .patch, #"{"priority": 2}"#)
    try await harness.cancelAndFinish(id)
    let finished = try await harness.call("/jobs/\(id)")
    #expect(finished.json["state"] == "cancelled")
    #expect(finished.json["counts"] == ["cancelled": 3])
    #expect(finished.json["priority"] == 2)
    #expect(finished.json["orders"] == ["retry", "clear", "results"])
    try await harness.call("/jobs/\(id)/retry", .post)
    await harness.server.dispatcher.applyOrders(of: id)
    #expect(try await harness.call("/jobs?state=unfinished").names == ["a.csv"])
    try await harness.cancelAndFinish(id)
    #expect(try await harness.call("/jobs/\(id)", .delete).status == .ok)
    #expect(try await harness.call("/jobs/\(id)").status == .notFound)
    #expect(try await harness.call("/jobs").names == [])
  }

  @Test func statisticsAddUpAllJobs() async throws {
    try await harness.commit("a.csv")
    try await harness.cancelAndFinish(try await harness.commit("b.csv"))
    let sums = try await harness.call("/statistics").json
    #expect(sums["jobs"] == 2 && sums["unfinished"] == 1 && sums["finished"] == 1)
    #expect(sums["states"] == ["pending": 1, "cancelled": 1])
    #expect(sums["rows"]?.object?["pending"] == 3)
    // Cancelled rows did no work.
    #expect(sums["today"] == ["done": 0, "failed": 0, "pictures": 0])
    #expect(sums["lastHour"]?.object?["done"]?.array?.count == 60)
  }
}
