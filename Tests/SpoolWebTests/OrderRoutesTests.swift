import HTTPTypes
import JobModel
import Testing

@testable import JobProcessing

/// Orders that come over the web do what orders in `control/` do, and are recorded like them.
@Suite struct OrderRoutesTests {
  private let harness: JobsHarness

  init() throws { harness = try JobsHarness() }

  @Test func ordersActAreRecordedAndAnsweredInTheVisitorsLanguage() async throws {
    let id = try await harness.commit("a.csv")
    let paused = try await harness.call("/jobs/\(id)/pause", .post, language: "zh-CN")
    #expect(paused.status == .ok)
    #expect(paused.json["acted"] == true)
    #expect(paused.json["sentence"] == "任务已暂停：不再开始新的行，正在处理的行会继续到完成。")
    #expect(try await harness.call("/jobs/\(id)").json["state"] == "paused")
    let again = try await harness.call("/jobs/\(id)/pause", .post)
    #expect(again.json["acted"] == false && again.json["soAlready"] == true)
    #expect(try await harness.call("/jobs/\(id)/start", .post).json["acted"] == true)
    #expect(try await harness.call("/jobs/\(id)").json["state"] == "pending")
    #expect(try harness.orders(of: id).map { $0["verb"]?.string } == ["pause", "pause", "resume"])
    #expect(try harness.orders(of: id).allSatisfy { $0["by"] == "web" })
  }

  @Test func anOrderThatDoesNotFitIsRefusedWithTheReason() async throws {
    let id = try await harness.commit("a.csv")
    let answer = try await harness.call("/jobs/\(id)/clear", .post)
    #expect(answer.status == .conflict)
    #expect(answer.json["code"] == "refused")
    #expect(answer.json["detail"] == "The job is not finished. Cancel it first, then clear it.")
    #expect(try await harness.call("/jobs/20261121-093512-nothing-ab2c/pause", .post).status == .notFound)
  }

  @Test func limitsAreChangedWithinTheirBounds() async throws {
    let id = try await harness.commit("a.csv")
    #expect(try await harness.call("/jobs/\(id)", .patch, #"{"priority": 1, "concurrency": 7}"#).status == .ok)
    let job = try await harness.call("/jobs/\(id)").json
    #expect(job["priority"] == 1 && job["concurrency"] == 7)
    for body in [#"{"priority": 0}"#, #"{"priority": "high"}"#, "{}", "[]", "{", #"{"maxCost": -1}"#] {
      #expect(try await harness.call("/jobs/\(id)", .patch, body).status == .badRequest, "\(body)")
    }
  }

  @Test func rowsAreNamedForARetry() async throws {
    let id = try await harness.commit("a.csv")
    try await harness.cancelAndFinish(id)
    #expect(try await harness.call("/jobs/\(id)/retry", .post, #"{"rows": [3, 2, 3]}"#).json["acted"] == true)
    #expect(try harness.orders(of: id).last?["rows"] == [[2, 3]])
    #expect(try await harness.call("/jobs/\(id)/retry", .post, #"{"rows": ["x"]}"#).status == .badRequest)
    #expect(try await harness.call("/jobs/\(id)/retry", .post, #"{"values": 3}"#).status == .badRequest)
  }

  @Test func anOrderForManyAnswersForEach() async throws {
    let first = try await harness.commit("a.csv")
    let second = try await harness.commit("b.csv")
    try await harness.cancelAndFinish(second)
    let body = #"{"verb": "pause", "jobs": ["\#(first)", "\#(second)", "nothing"]}"#
    let answer = try await harness.call("/orders", .post, body)
    #expect(answer.items.map { $0["acted"]?.boolean } == [true, false, false])
    #expect(answer.items[1]["sentence"] == "The job is finished.")
    #expect(answer.items[2]["sentence"] == "There is no job nothing.")
    #expect(try await harness.call("/orders", .post, #"{"verb": "dance", "jobs": []}"#).status == .badRequest)
    #expect(try await harness.call("/orders", .post, #"{"verb": "pause", "jobs": "all"}"#).status == .badRequest)
  }

  @Test func allJobsArePausedByOneOrder() async throws {
    let id = try await harness.commit("a.csv")
    #expect(try await harness.call("/orders", .post, #"{"verb": "pause", "all": true}"#).items.count == 1)
    #expect(try await harness.call("/jobs/\(id)").json["state"] == "paused")
    #expect(try await harness.call("/statistics").json["paused"] == true)
  }
}
