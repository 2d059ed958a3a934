import HTTPTypes
import JobModel
import Testing

@testable import Spool

/// The page of a job, whatever state it is in.
@Suite struct JobPageTests {
  @Test func aPageIsThereInBothLanguagesWithEverythingEscaped() async throws {
    let harness = try JobPageHarness("<script>alert(1)</script>.csv")
    try harness.commit(2...4)
    try await harness.adopt(2...4)
    let english = try await harness.ask("/jobs/{job}")
    #expect(english.status == .ok)
    #expect(english.text.contains("<h1>&lt;script&gt;alert(1)&lt;/script&gt;.csv</h1>"))
    #expect(!english.text.contains("<script>alert"))
    #expect(english.text.contains(">Pause</button>"))
    #expect(english.text.contains("data-tab=\"pictures\""))
    let chinese = try await harness.ask("/jobs/{job}", .get, nil, [.acceptLanguage: "zh-CN"])
    #expect(chinese.text.contains(">暂停</button>"))
    #expect(chinese.text.contains("<html lang=\"zh-Hans\">"))
  }

  @Test func theHeadAloneCanBeAskedFor() async throws {
    let harness = try JobPageHarness()
    try harness.commit(2...4)
    try await harness.adopt(2...4)
    let head = try await harness.ask("/jobs/{job}?part=head")
    #expect(head.text.hasPrefix("<section class=\"card\" id=\"head\" data-live=\"yes\""))
    #expect(!head.text.contains("<html"))
  }

  @Test func aDropThatIsBeingReadAndOneThatWasGivenBackHavePagesToo() async throws {
    let harness = try JobPageHarness()
    try harness.submit()
    let reading = try await harness.ask("/jobs/{job}")
    #expect(reading.text.contains("The drop is being read and checked."))
    #expect(reading.text.contains("data-live=\"yes\""))
    try harness.spool.reject(harness.job) { _ in "Column 'x' is missing." }
    let rejected = try await harness.ask("/jobs/{job}")
    #expect(rejected.text.contains("Column &#39;x&#39; is missing."))
    #expect(rejected.text.contains("Rejected"))
    #expect(!rejected.text.contains("data-live=\"yes\""))
  }

  @Test func aFinishedJobTellsWhatWentWrongAndOffersToRunItAgain() async throws {
    let harness = try JobPageHarness()
    let failure = Failure(.invalid, code: "bad", message: "The cup is broken.")
    try harness.commit(2...4, ending: { $0 == 3 ? Ending(.failed, failure: failure) : Ending(.done) })
    try harness.spool.jobFolder(harness.job).finish(
      FinishedRecord(round: 1, state: .completedWithFailures, counts: ["done": 2, "failed": 1], delivered: []))
    let page = try await harness.ask("/jobs/{job}")
    #expect(page.text.contains("The cup is broken."))
    #expect(page.text.contains(">Run failed rows again</button>"))
    #expect(!page.text.contains(">Pause</button>"))
    #expect(page.text.contains("data-live=\"\""))
  }

  @Test func theLogIsNewestFirstFilteredAndPaged() async throws {
    let harness = try JobPageHarness()
    try harness.commit(2...4)
    let folder = try harness.spool.jobFolder(harness.job)
    for row in 1...120 { try folder.log("row", ["row": .integer(Int64(row)), "message": "The cup is broken."]) }
    try folder.log("pause", ["by": "li"])
    let first = try await harness.ask("/api/v1/jobs/{job}/log?limit=100")
    #expect(first.items.first?["message"] == "Paused by li.")
    #expect(first.rows.first == 120 && first.rows.last == 22)
    let next = try #require(first.json["next"]?.string)
    let second = try await harness.ask("/api/v1/jobs/{job}/log?limit=100&after=\(next)")
    #expect(second.rows == Array((1...21).reversed()))
    #expect(second.json["next"] == nil)
    #expect(try await harness.ask("/api/v1/jobs/{job}/log?event=pause").items.count == 1)
    #expect(try await harness.ask("/api/v1/jobs/{job}/log?filter=row%2077").rows == [77])
  }
}
