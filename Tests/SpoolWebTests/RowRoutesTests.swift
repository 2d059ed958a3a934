import HTTPTypes
import JobModel
import Testing

@testable import Spool

/// Rows of a job by state and text, in pages.
@Suite struct RowRoutesTests {
  private static let failure = Failure(
    .invalid, code: "bad-cup", message: Message(english: "The cup is broken.", chinese: "杯子坏了。"), detail: "stack")

  private static func ending(_ row: Int) -> Ending? {
    switch row % 100 {
    case 7: Ending(.failed, failure: failure)
    case 8: Ending(.unknown, failure: failure)
    case 9: Ending(.cancelled)
    case 10: Ending(.warning)
    default: Ending(.done, outputs: ["picture": .string("result \(row)")])
    }
  }

  private func finished(_ rows: ClosedRange<Int>) throws -> JobPageHarness {
    let harness = try JobPageHarness()
    try harness.commit(rows, ending: Self.ending)
    try harness.finish()
    return harness
  }

  /// All pages of a list, however little of it each has.
  private func all(_ query: String, _ harness: JobPageHarness) async throws -> [Int] {
    var (rows, next): ([Int], String?) = ([], "0")
    while let after = next {
      let answer = try await harness.ask("/api/v1/jobs/{job}/rows?\(query)&after=\(after)")
      try #require(answer.status == .ok)
      rows += answer.rows
      next = answer.json["next"]?.string
      try #require(next.map { Int($0) ?? 0 > Int(after) ?? 0 } ?? true)
    }
    return rows
  }

  @Test func everyRowIsOnOnePageAndInOrder() async throws {
    let harness = try finished(2...1_001)
    let first = try await harness.ask("/api/v1/jobs/{job}/rows")
    #expect(first.rows == Array(2...51))
    #expect(first.json["total"] == 1_000)
    #expect(first.json["next"] == "51")
    #expect(try await all("limit=300", harness) == Array(2...1_001))
  }

  @Test func tenThousandRowsAreFilteredByStateAndText() async throws {
    let harness = try finished(2...10_001)
    #expect(try await all("state=failed&limit=500", harness).count == 100)
    #expect(try await all("state=unknown,cancelled&limit=500", harness).count == 200)
    #expect(try await all("state=warning&limit=500", harness) == Array(stride(from: 10, through: 9_910, by: 100)))
    #expect(try await all("state=pending&limit=500", harness) == [])
    #expect(try await all("search=CUP%20777&limit=500", harness) == [777] + Array(7_770...7_779))
    #expect(try await all("search=%E6%9D%AF%E5%AD%90&limit=500", harness).count == 200)
    #expect(try await all("search=broken&state=failed&limit=30", harness).count == 100)
    #expect(try await all("search=%22%5C%3Cscript&limit=500", harness) == [])
  }

  @Test func aRowSaysWhatWentWrongInTheVisitorsLanguage() async throws {
    let harness = try finished(2...8)
    let row = try await harness.ask("/api/v1/jobs/{job}/rows/7", .get, nil, [.acceptLanguage: "zh-CN"])
    // Who sits at the server is an administrator, and sees the details.
    #expect(row.json["error"] == ["code": "bad-cup", "class": "invalid", "message": "杯子坏了。", "detail": "stack"])
    #expect(row.json["inputs"] == ["prompt": "cup 7"])
    #expect(row.json["events"]?.array?.first?.object?["outcome"] == "failed")
    let english = try await harness.ask("/api/v1/jobs/{job}/rows/7")
    #expect(english.json["error"]?.object?["message"] == "The cup is broken.")
  }

  @Test func rowsOfAnUnfinishedJobAreWhereTheDispatcherHasThem() async throws {
    let harness = try JobPageHarness()
    try harness.commit(2...600)
    try await harness.adopt(2...600)
    #expect(try await all("state=pending&limit=500", harness) == Array(2...600))
    #expect(try await all("state=done", harness) == [])
    #expect(try await all("search=cup%20599", harness) == [599])
  }

  @Test func whatIsNotThereIsNotFoundAndBadWordsAreSaid() async throws {
    let harness = try finished(2...3)
    #expect(try await harness.ask("/api/v1/jobs/{job}/rows/999").status == .notFound)
    #expect(try await harness.ask("/api/v1/jobs/{job}/rows/x").status == .notFound)
    #expect(try await harness.ask("/api/v1/jobs/20261121-093512-nothing-ab2c/rows").status == .notFound)
    #expect(try await harness.ask("/api/v1/jobs/..%2F..%2Fetc/rows").status == .notFound)
    for query in ["state=broken", "limit=0", "limit=501", "after=-1", "mark=fine", "media=perhaps"] {
      #expect(try await harness.ask("/api/v1/jobs/{job}/rows?\(query)").status == .badRequest, "\(query)")
    }
  }

  @Test func aClearedJobsRowsDoNotComeBackByLooking() async throws {
    let harness = try finished(2...3)
    try harness.spool.beginClearing(harness.job)
    try harness.spool.clear(harness.job)
    #expect(try await harness.ask("/api/v1/jobs/{job}/rows").status == .notFound)
    #expect(try harness.spool.isCommitted(harness.job) == false)
  }
}
