import JobModel
import TestSupport
import Testing

/// What `openapi.yaml` says of the API holds: schemathesis makes requests of it, good and bad ones, and looks at the
/// answers; and a script asks all that there is, and looks at each member.
@Suite(.serialized) struct DescriptionTests {
  private let page: PageServer

  init() throws {
    page = try PageServer(settings: ["ROWSPOOL_RETRY_DELAYS": "1h"])
  }

  @Test func answersAreAsTheDescriptionSays() async throws {
    let address = try await page.start()
    try page.server.drop("mixed.csv", into: "ledger", "key,n,way\na,1,ok\nb,2,bad\nc,x,ok\n")
    let job = try await page.server.finishedJob(named: "mixed.csv")
    for (group, outcome) in try await Python.checks("api_description", [address, job.text]) {
      #expect(outcome == "ok", "\(group): \(outcome)")
    }
  }

  @Test func noAnswerHasAMemberThatIsNotDescribed() async throws {
    let address = try await page.start()
    let server = page.server
    try server.drop("mixed.csv", into: "ledger", "key,n,way\na,1,ok\nb,2,bad\nc,x,ok\n")
    try server.drop("spare.csv", into: "pass", "key,n\na,1\n")
    try server.drop("open.csv", into: "ledger", "key,n,way\nd,1,hold\ne,2,never\n")
    let picture = TestPicture.png(width: 64, height: 48, red: 20, green: 90, blue: 200)
    try server.drop(folder: "tableware", into: "picture", ["cup.png": picture, "jug.png": picture])
    var jobs = [address]
    for name in ["mixed.csv", "tableware", "open.csv", "spare.csv"] {
      let job = name == "open.csv" ? try await server.job(named: name) : try await server.finishedJob(named: name)
      jobs.append(job.text)
    }
    for (group, outcome) in try await Python.checks("api_answers", jobs) {
      #expect(outcome == "ok", "\(group): \(outcome)")
    }
  }
}
