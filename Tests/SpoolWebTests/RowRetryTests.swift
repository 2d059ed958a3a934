import HTTPTypes
import JobModel
import TestSupport
import Testing

@testable import Spool

/// Rows that run again because a filter shows them.
@Suite struct RowRetryTests {
  private let harness: JobPageHarness

  private static func ending(_ row: Int) -> Ending? {
    switch row % 10 {
    case 7: Ending(.failed, failure: Failure(.invalid, code: "bad-cup", message: "The cup is broken."))
    case 8: Ending(.unknown)
    case 9: nil
    default: Ending(.done)
    }
  }

  init() throws {
    harness = try JobPageHarness()
    try harness.commit(2...1_001, ending: Self.ending)
    try harness.finish()
  }

  private func retry(_ body: String) async throws -> TestAnswer {
    try await harness.ask("/api/v1/jobs/{job}/rows/retry", .post, body)
  }

  private func lastOrder() throws -> Order? {
    let lines = try JSONLog("orders.jsonl", in: harness.spool.jobFolder(harness.job).folder).lines()
    return lines.compactMap(Order.init(json:)).last
  }

  @Test func rowsAreCountedAndThoseThatHaveEnded() async throws {
    let all = try await harness.ask("/api/v1/jobs/{job}/rows/count")
    #expect(all.json == ["rows": 1_000, "ended": 900])
    let failed = try await harness.ask("/api/v1/jobs/{job}/rows/count?state=failed,unknown")
    #expect(failed.json == ["rows": 200, "ended": 200])
    #expect(try await harness.ask("/api/v1/jobs/{job}/rows/count?search=cup%20777").json["rows"] == 1)
    #expect(try await harness.ask("/api/v1/jobs/{job}/rows/count?state=pending").json == ["rows": 100, "ended": 0])
    #expect(try await harness.ask("/api/v1/jobs/{job}/rows/count?mark=fine").status == .badRequest)
  }

  @Test func allThatAFilterShowsRunsAgainByOneOrder() async throws {
    let answer = try await retry(#"{"filter": {"state": "failed", "search": "broken"}, "values": {"prompt": "a jug"}}"#)
    #expect(answer.status == .ok)
    #expect(answer.json["rows"] == 100)
    let order = try #require(try lastOrder())
    #expect(order.verb == .retry && order.again == true)
    #expect(order.rows.map(Array.init) == Array(stride(from: 7, through: 997, by: 10)))
    #expect(order.values == ["prompt": "a jug"])
  }

  @Test func namedRowsAndThoseOfAFilterRunTogether() async throws {
    #expect(try await retry(#"{"rows": [2, 17], "filter": {"search": "cup 77", "state": "done"}}"#).status == .ok)
    let found = [2, 17, 770, 771, 772, 773, 774, 775, 776]
    #expect(try lastOrder()?.rows.map(Array.init) == found)
  }

  @Test(arguments: [
    (#"{"filter": {"state": "pending"}}"#, "none-ended"), (#"{"filter": {"search": "saucer"}}"#, "none-ended"),
    (#"{}"#, "no-such-row"), (#"{"rows": [1]}"#, "no-such-row"), (#"{"filter": []}"#, "bad-value"),
    (#"{"filter": {"state": "broken"}}"#, "bad-value"), (#"{"filter": {"states": "failed"}}"#, "bad-value"),
    (#"{"filter": {}, "preset": "none"}"#, "no-such-preset"),
  ])
  func whatCannotRunAgainIsSaidAndNothingIsDone(body: String, code: String) async throws {
    #expect(try await retry(body).json["code"] == .string(code))
    #expect(try lastOrder() == nil)
  }
}
