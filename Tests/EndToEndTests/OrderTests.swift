import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// Orders through `control/`, from people and from programs, each done once.
@Suite(.serialized) struct OrderTests {
  private let server: TemporarySpoolServer

  init() throws {
    server = try TemporarySpoolServer()
    try server.addLedgerWorkflow()
    try server.addPassingWorkflow()
    try server.start()
  }

  /// Lets rows on hold go on.
  private func letGo() throws { try FilePath(server.ledger.path.string + ".go").write("") }

  @Test func aPausedJobStaysPausedOverARestartAndGoesOnWhenResumed() async throws {
    try server.addWorkflow(
      "one", try server.folder.appending("templates/ledger/workflow.yaml").text() + "\nlimits: {concurrency: 1}\n",
      programs: ["double.sh": try server.folder.appending("templates/ledger/double.sh").text()])
    try await server.restart()
    try server.drop("long.csv", into: "one", "key,n,way\nk1,1,ok\nk2,2,hold\nk3,3,ok\nk4,4,ok\n")
    let job = try await server.job(named: "long.csv")
    try await wait(for: "the second row to hold") { try server.ledger.count("first", "k2") == 1 }
    try server.giveTicket(.pause, job)
    let answer = try await server.answer(to: job.text, .pause)
    #expect(answer == "done: The job is paused: no further row starts. Running rows come to their end.\n")
    try letGo()
    try await wait(for: "no running row") { try server.count(.running, of: job) == 0 }
    let ran = try server.ledger.counts()
    try await server.restart()
    // Another job comes and goes: the paused one does not move meanwhile.
    try server.drop("other.csv", into: "pass", "key\nx\n")
    _ = try await server.finishedJob(named: "other.csv")
    #expect(try server.ledger.counts() == ran)
    #expect(try server.spool.jobFolder(job).orders().isPaused)
    try await wait(for: "the results so far") { (try? server.results(of: job).rows.count) == 4 }
    try server.giveTicket(.resume, job, suffix: " (1).html")
    try await server.finished(job)
    try InvariantCheck(server).check([job])
    #expect(try server.ledger.counts().values.allSatisfy { $0 == 1 })
  }

  @Test func aCancelledJobStopsItsRowsAndKeepsWhatIsDone() async throws {
    try server.drop("mixed.csv", into: "ledger", "key,n,way\na,1,ok\nb,2,hold\nc,3,hold\n")
    let job = try await server.job(named: "mixed.csv")
    _ = try await server.endedRow(2, of: job)
    try await wait(for: "both rows to hold") { try server.ledger.count("first", "c") == 1 }
    let id = try server.give(Order(.cancel, job: job, by: "test"))
    let record = try await server.finished(job)
    #expect(record.state == .cancelled && record.counts == ["done": 1, "cancelled": 2])
    #expect(
      try server.results(of: job).rows.mapValues { $0["Status"]?.string } == [
        2: "Done", 3: "Cancelled", 4: "Cancelled",
      ])
    #expect(try server.spool.jobFolder(job).orders().ids == [id])
    #expect(server.control(.cancel).dropNames.isEmpty)
    try InvariantCheck(server).check([job])
    // Cancelled rows run again when asked; the good one does not.
    try letGo()
    try server.giveTicket(.retry, job)
    try await server.finished(job, round: 2)
    #expect(try server.results(of: job).rows.values.allSatisfy { $0["Status"]?.string == "Done" })
    #expect(try server.ledger.count("first", "a") == 1)
    try InvariantCheck(server).check([job])
  }

  @Test func aRetryWithOtherValuesRunsEveryStepAgainAndKeptStepsStay() async throws {
    try server.drop("values.csv", into: "ledger", "key,n,way\na,1,second\nb,2,second\nc,3,ok\n")
    let job = try await server.finishedJob(named: "values.csv")
    #expect(try server.ending(ofRow: 2, of: job)?.failure?.message == "Not yet.")
    try letGo()
    var changed = Order(.retry, job: job, rows: RowRanges([3]), by: "test")
    changed.values = ["n": "50"]
    try server.give(changed)
    try await server.finished(job, round: 2)
    #expect(try server.ledger.count("first", "b") == 2)
    // The same file again, as after a crash before it was removed: done already.
    try server.give(changed)
    try await wait(for: "the repeated order's answer") {
      server.control(.retry).appending("\(changed.id).json.refused.txt").exists
    }
    try server.give(Order(.retry, job: job, by: "test"))
    try await server.finished(job, round: 3)
    let results = try server.results(of: job).rows
    #expect(results.mapValues { $0["quadruple"]?.integer } == [2: 4, 3: 200, 4: 12])
    // Row a went on at its second step; row c was good and was left alone.
    let counts = try server.ledger.counts()
    #expect(counts == ["first a": 1, "second a": 2, "first b": 2, "second b": 2, "first c": 1, "second c": 1])
    #expect(try server.row(3, of: job)?.history.orders == [changed.id])
    try InvariantCheck(server).check([job])
  }

  @Test func priorityAndConcurrencyCanBeSetWhileAJobRuns() async throws {
    var slow = Order(.set, job: nil, by: "test")
    slow.concurrency = 1
    try server.give(slow)
    try await wait(for: "the limit for all jobs") { try !server.spool.spoolOrders().isEmpty }
    try server.drop("first.csv", into: "ledger", "key,n,way\nhold,1,hold\nf2,2,ok\nf3,3,ok\n")
    let first = try await server.job(named: "first.csv")
    try await wait(for: "the first row to hold") { try server.ledger.count("first", "hold") == 1 }
    try server.drop("second.csv", into: "ledger", "key,n,way\ns1,1,ok\ns2,2,ok\n")
    let second = try await server.job(named: "second.csv")
    var urgent = Order(.set, job: second, by: "test")
    urgent.priority = 1
    try server.give(urgent)
    try await wait(for: "the priority") { try server.spool.jobFolder(second).orders().priority == 1 }
    try letGo()
    for job in [first, second] { try await server.finished(job) }
    let order = try server.ledger.path.text().split(separator: "\n").filter { $0.hasPrefix("first ") }
    #expect(order == ["first hold", "first s1", "first s2", "first f2", "first f3"])
  }

  @Test func aClearedJobIsGoneAndItsNameAnswersSo() async throws {
    try server.drop("gone.csv", into: "pass", "key\na\n")
    let job = try await server.finishedJob(named: "gone.csv")
    try server.outgoing.appending(job.text).appending("gone-results.xlsx").move(
      to: server.folder.appending("kept.xlsx"))
    try server.give(Order(.results, job: job, by: "test"))
    try await wait(for: "the results again") { (try? server.results(of: job).rows.count) == 1 }
    try server.giveTicket(.clear, job)
    try await wait(for: "the job to be gone") {
      try server.spool.listJobs().jobs.isEmpty && !server.outgoing.appending(job.text).exists
        && !server.root.appending("done").appending(job.text).exists
    }
    try server.giveTicket(.retry, job)
    #expect(try await server.answer(to: job.text, .retry) == "refused: There is no job \(job).\n")
    try server.control(.pause).appending("holiday plans.docx").write("x")
    #expect(
      try await server.answer(to: "holiday plans.docx", .pause)
        == """
        refused: 'holiday plans.docx' names no job. Drop a job's ticket here, or an empty file with the job's name.
        'holiday plans.docx' is no ticket: it holds something else (1 bytes), so it was left here as it is. It gives \
        no further order; you can delete it or move it away.

        """)
  }
}
