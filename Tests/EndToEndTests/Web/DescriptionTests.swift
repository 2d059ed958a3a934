import JobModel
import TestSupport
import Testing

/// What `openapi.yaml` says of the API holds: schemathesis makes requests of it, good and bad ones, and looks at the
/// answers.
@Suite(.serialized) struct DescriptionTests {
  private let page: PageServer

  init() throws {
    page = try PageServer()
  }

  @Test func answersAreAsTheDescriptionSays() async throws {
    let address = try await page.start()
    try page.server.drop("mixed.csv", into: "ledger", "key,n,way\na,1,ok\nb,2,bad\nc,x,ok\n")
    let job = try await page.server.finishedJob(named: "mixed.csv")
    for (group, outcome) in try await Python.checks("api_description", [address, job.text]) {
      #expect(outcome == "ok", "\(group): \(outcome)")
    }
  }
}
