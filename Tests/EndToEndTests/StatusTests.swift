import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// The pages and the ticket in `outgoing/`, as people find them.
@Suite(.serialized) struct StatusTests {
  private let server: TemporarySpoolServer

  init() throws {
    server = try TemporarySpoolServer()
    try server.addLedgerWorkflow()
    try server.addPassingWorkflow()
    try server.addPictureWorkflow()
    try server.start()
  }

  private func letGo() throws { try FilePath(server.ledger.path.string + ".go").write("") }
  private func folder(of job: JobID) -> FilePath { server.outgoing.appending(job.text) }
  private func page(of job: JobID) -> FilePath { folder(of: job).appending("STATUS.html") }
  private var index: FilePath { server.outgoing.appending("STATUS.html") }

  private func wait(for texts: String..., in page: FilePath) async throws {
    try await TestSupport.wait(for: "\(texts) in \(page); \(server.evidence)\n\((try? page.text()) ?? "no page")") {
      guard let html = try? page.text() else { return false }
      return texts.allSatisfy(html.contains)
    }
  }

  private static let isFinal = "data-live=\"\""

  @Test func aJobHasItsReceiptWhileItRunsAndItsLastPageAtTheEnd() async throws {
    try server.drop("mixed.csv", into: "ledger", "key,n,way\na,1,ok\nb<i>,2,bad\nc,3,hold\nd,x,ok\n")
    let job = try await server.job(named: "mixed.csv")
    try await wait(for: "b&lt;i&gt;", "The number 2 is bad.", "<i class=\"running\"", in: page(of: job))
    let ticket = try folder(of: job).appending(JobTicket.name(of: job)).text()
    #expect(JobTicket(ticket)?.job == job)
    try await wait(for: "\(job)/STATUS.html", ">Running</span>", in: index)
    try letGo()
    try await server.finished(job)
    try await wait(for: Self.isFinal, ">Completed with failures</b>", "mixed-results.xlsx", in: page(of: job))
    #expect(try !page(of: job).text().contains("http-equiv=\"refresh\""))
    try await wait(for: ">Completed with failures</span>", in: index)
  }

  @Test func theIndexSaysWhatWaitsAndWhatWasGivenBack() async throws {
    try server.drop("empty.csv", into: "ledger", "")
    try server.drop("wrong.csv", into: "ledger", "nothing,here\n1,2\n")
    _ = try await server.rejection(of: "wrong.csv")
    try await wait(for: "ledger/empty.csv", "is empty (0 bytes)", "wrong.csv", "lacks the columns", in: index)
    try server.incoming.appending("ledger").appending("empty.csv").remove()
    try await TestSupport.wait(for: "the list without the empty file") {
      try !index.text().contains("ledger/empty.csv")
    }
  }

  @Test func aPageThatIsTakenAwayComesBackWhileTheJobRunsAndNotAfterwards() async throws {
    try server.drop("held.csv", into: "ledger", "key,n,way\na,1,hold\nb,2,ok\n")
    let job = try await server.job(named: "held.csv")
    try await wait(for: "<i class=\"running\"", in: page(of: job))
    try folder(of: job).move(to: server.outgoing.appending("kept by somebody"))
    try await wait(for: "<i class=\"running\"", in: page(of: job))
    try await TestSupport.wait(for: "the ticket") { folder(of: job).appending(JobTicket.name(of: job)).exists }
    try letGo()
    try await server.finished(job)
    try await wait(for: Self.isFinal, in: page(of: job))
    try folder(of: job).remove()
    try server.drop("other.csv", into: "pass", "key\nx\n")
    let other = try await server.finishedJob(named: "other.csv")
    try await wait(for: Self.isFinal, in: page(of: other))
    try await server.restart()
    try await wait(for: "other.csv", "data-live=\"yes\"", in: index)
    #expect(!folder(of: job).exists)
  }

  @Test func aStrangersFolderWithThePagesNameDisturbsNothing() async throws {
    try await wait(for: "There are no jobs yet.", in: index)
    try index.remove()
    try index.appending("mine").makeFolders()
    try server.drop("a.csv", into: "ledger", "key,n,way\na,1,hold\n")
    let job = try await server.job(named: "a.csv")
    try await wait(for: "<i class=\"running\"", in: page(of: job))
    try page(of: job).remove()
    try page(of: job).appending("mine").makeFolders()
    try server.drop("b.csv", into: "pass", "key\nx\n")
    let other = try await server.finishedJob(named: "b.csv")
    try await wait(for: Self.isFinal, in: page(of: other))
    try letGo()
    try await server.finished(job)
    #expect(page(of: job).appending("mine").exists && index.appending("mine").exists)
  }

  @Test func pagesFollowThePauseTheRestartAndTheNextRound() async throws {
    try server.drop("second.csv", into: "ledger", "key,n,way\na,1,second\nb,2,ok\n")
    let job = try await server.finishedJob(named: "second.csv")
    try await wait(for: Self.isFinal, "Not yet.", in: page(of: job))
    try await server.stop()
    try await wait(for: "The server was stopped.", in: index)
    try letGo()
    try server.start()
    try server.giveTicket(.retry, job)
    try await server.finished(job, round: 2)
    try await wait(for: Self.isFinal, ">Completed</b>", in: page(of: job))
    #expect(try !page(of: job).text().contains("data-part=\"problems\""))
  }

  @Test func anAdoptedJobHasItsRowsOnItsPage() async throws {
    try server.drop("held.csv", into: "ledger", "key,n,way\nfirst,1,bad\nsecond,2,hold\nthird,3,ok\n")
    let job = try await server.job(named: "held.csv")
    try await wait(for: "The number 1 is bad.", in: page(of: job))
    try await server.kill()
    try folder(of: job).remove()
    try server.start()
    try await wait(for: "The number 1 is bad.", "first", "second", in: page(of: job))
    try letGo()
    try await server.finished(job)
  }

  @Test func picturesAreShownBesideTheirOriginals() async throws {
    let png = TestPicture.png(width: 60, height: 40, red: 200, green: 30, blue: 30)
    try server.drop(folder: "shop", into: "picture", ["a cup.png": png, "b.png": png])
    let job = try await server.finishedJob(named: "shop")
    try await wait(for: Self.isFinal, "thumbnails/original-1.jpg", "thumbnails/1-", in: page(of: job))
    let names = folder(of: job).appending("thumbnails").names
    #expect(names.count == 4 && names.contains("original-2.jpg"))
  }

  @Test func aJobsPageSpeaksTheConfiguredLanguage() async throws {
    server.settings["ROWSPOOL_LANGUAGE"] = "zh"
    try await server.restart()
    try server.drop("杯子.csv", into: "pass", "key\nx\n")
    let job = try await server.finishedJob(named: "杯子.csv")
    try await wait(for: Self.isFinal, "lang=\"zh-Hans\"", ">已完成", in: page(of: job))
    try await wait(for: "lang=\"zh-Hans\"", "杯子.csv", in: index)
  }
}
