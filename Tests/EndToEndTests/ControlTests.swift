import Foundation
import Glibc
import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// What people drop into `control/` instead of a plain ticket, and what they are told.
@Suite(.serialized) struct ControlTests {
  private let server: TemporarySpoolServer

  init() throws {
    server = try TemporarySpoolServer()
    try server.addLedgerWorkflow()
    try server.addPassingWorkflow()
    try server.start()
  }

  private func letGo() throws { try FilePath(server.ledger.path.string + ".go").write("") }

  /// A job whose second row runs until `letGo`.
  private func heldJob(_ name: String = "held.csv") async throws -> JobID {
    try server.drop(name, into: "ledger", "key,n,way\na,1,ok\n\(name),2,hold\nc,3,hold\n")
    let job = try await server.job(named: name)
    try await wait(for: "a row to hold") { try server.ledger.count("first", name) == 1 }
    return job
  }

  private func drop(_ name: String, into verb: Order.Verb, _ text: String = "") throws {
    let draft = server.folder.appending("control-draft")
    try draft.write(text)
    try draft.move(to: server.control(verb).appending(name))
  }

  /// Waits for an answer and takes it away, so that the next one is not mistaken for it.
  private func takeAnswer(to subject: String, _ verb: Order.Verb) async throws -> String {
    let answer = try await server.answer(to: subject, verb)
    try await wait(for: "the ticket to go") {
      server.control(verb).names.allSatisfy { name in
        !name.hasPrefix(subject) || name.hasSuffix(".done.txt") || name.hasSuffix(".refused.txt")
      }
    }
    for ending in ["done", "refused"] {
      let path = server.control(verb).appending("\(subject).\(ending).txt")
      if path.exists { try FileManager.default.removeItem(atPath: path.string) }
    }
    return answer
  }

  private func isPaused(_ job: JobID) throws -> Bool { try server.spool.jobFolder(job).orders().isPaused }

  private static let paused = "done: The job is paused: no further row starts. Running rows come to their end.\n"
  private static let goesOn = "done: The job goes on.\n"

  @Test func everyNameThatPeopleAndProgramsMakeOfATicketIsTheTicket() async throws {
    let job = try await heldJob("报表 Held.csv")
    let names = [
      "\(job).ticket.txt", "\(job)", "\(job).ticket (1).txt", "\(job).ticket - Copy.txt", "\(job).ticket - 副本 (2).txt",
      "\(job)副本.xlsx", "Copy of \(job).ticket.txt", "\(job.text.uppercased()).TXT", "  \(job) .", "\(job).md",
      job.text.decomposedStringWithCanonicalMapping,
    ]
    for name in names {
      try drop(name, into: .pause)
      #expect(try await takeAnswer(to: job.text, .pause) == Self.paused, "\(name)")
      #expect(try isPaused(job), "\(name)")
      try await wait(for: "'\(name)' to go") { !server.control(.pause).names.contains(name) }
      try drop("\(job).ticket.txt", into: .resume, JobTicket.firstLine(of: job) + "\n")
      #expect(try await takeAnswer(to: job.text, .resume) == Self.goesOn)
    }
    // A ticket that was given another name still says whose it is.
    try drop("stop it please.txt", into: .pause, JobTicket.firstLine(of: job) + "\n\nState: running\n")
    #expect(try await server.answer(to: job.text, .pause) == Self.paused)
    try letGo()
  }

  @Test func theSameOrderTwiceDoesNoHarmAndOneThatIsRefusedSaysWhyNot() async throws {
    let job = try await heldJob()
    try server.giveTicket(.pause, job)
    #expect(try await server.answer(to: job.text, .pause) == Self.paused)
    // The answer is there before the ticket goes.
    try await wait(for: "the ticket to go") { !server.control(.pause).names.contains(job.text) }
    try server.giveTicket(.pause, job)
    let answer = server.control(.pause).appending("\(job).done.txt")
    try await wait(for: "the second answer") { try answer.text().contains("The job is paused already.") }
    let text = try answer.text()
    #expect(text.hasPrefix("\u{FEFF}The job is paused already.\r\n\r\nAnswer to control/pause/\(job), 20"))
    #expect(text.hasSuffix("UTC\r\n"))
    try server.giveTicket(.clear, job)
    #expect(
      try await takeAnswer(to: job.text, .clear)
        == "refused: The job is not finished. Cancel it first, then clear it.\n")
    try server.giveTicket(.resume, job)
    try letGo()
    try await server.finished(job)
    try server.giveTicket(.pause, job)
    #expect(
      try await wait(for: "the refusal") {
        let path = server.control(.pause).appending("\(job).refused.txt")
        return path.exists ? try path.text() : nil
      }.hasPrefix("\u{FEFF}The job is finished.\r\n"))
    // The answer that said the opposite is gone.
    #expect(!answer.exists)
    try server.giveTicket(.clear, job)
    #expect(try await server.answer(to: job.text, .clear) == "done: The job and its files are being removed.\n")
    try server.giveTicket(.retry, job)
    #expect(try await server.answer(to: job.text, .retry) == "refused: There is no job \(job).\n")
  }

  @Test func whatIsNoTicketGivesItsOrderOnceAndStaysAsItIs() async throws {
    let job = try await heldJob()
    let name = "\(job)-notes.docx"
    try drop(name, into: .pause, "what the boss said")
    #expect(
      try await server.answer(to: job.text, .pause)
        == """
        \(Self.paused)'\(name)' is no ticket: it holds something else (18 bytes), so it was left here as it is. It \
        gives no further order; you can delete it or move it away.

        """)
    try server.giveTicket(.resume, job)
    try await wait(for: "the job to go on") { try !isPaused(job) }
    // It is seen again by the next server, and does nothing.
    try await server.restart()
    try drop("\(job).lnk", into: .results, "L\0\0\0shortcut")
    #expect(
      try await server.answer(to: job.text, .results)
        == """
        done: The results so far are being written.
        '\(job).lnk' is only a shortcut (12 bytes): next time, copy the ticket itself here. The shortcut gives no \
        further order; you can delete it.

        """)
    #expect(try !isPaused(job))
    #expect(try server.control(.pause).appending(name).text() == "what the boss said")
    try letGo()
  }

  @Test func aHugeFileIsNotReadAndNotRemoved() async throws {
    let job = try await heldJob()
    let path = server.control(.results).appending(".draft")
    try path.write("")
    #expect(truncate(path.string, 1 << 30) == 0)
    try path.move(to: server.control(.results).appending("\(job).ticket.txt"))
    #expect(
      try await server.answer(to: job.text, .results)
        == """
        done: The results so far are being written.
        '\(job).ticket.txt' is no ticket: it holds something else (1.0 GiB), so it was left here as it is. It gives \
        no further order; you can delete it or move it away.

        """)
    #expect(server.control(.results).appending("\(job).ticket.txt").exists)
    try letGo()
  }

  @Test func aJobsFolderThatIsMovedIntoControlComesBackWithEverythingInIt() async throws {
    let job = try await heldJob()
    try server.giveTicket(.results, job)
    try await wait(for: "results so far") { (try? server.results(of: job).rows.count) == 3 }
    let own = server.outgoing.appending(job.text)
    try own.appending("my notes.txt").write("mine")
    let before = Set(own.names)
    try own.move(to: server.control(.pause).appending(job.text))
    #expect(
      try await server.answer(to: job.text, .pause)
        == "\(Self.paused)The job's folder was put back into 'outgoing'.\n")
    #expect(try own.appending("my notes.txt").text() == "mine")
    #expect(before.isSubset(of: own.names))
    #expect(!server.control(.pause).appending(job.text).exists)
    // A copy of it stays where it is.
    try server.control(.resume).appending(".copy").makeFolders()
    try server.control(.resume).appending(".copy/a.txt").write("a copy")
    try server.control(.resume).appending(".copy").move(to: server.control(.resume).appending(job.text))
    #expect(
      try await server.answer(to: job.text, .resume)
        == """
        \(Self.goesOn)This folder stays here with everything in it, because 'outgoing' has a folder of this job too. \
        You can move it away or delete it; it gives no further order.

        """)
    #expect(try server.control(.resume).appending(job.text).appending("a.txt").text() == "a copy")
    try drop("tickets.txt", into: .cancel)
    try server.control(.cancel).appending("tickets of May").makeFolders()
    #expect(
      try await server.answer(to: "tickets of May", .cancel)
        == """
        refused: 'tickets of May' is a folder and names no job. Drop the tickets themselves here, or a job's folder \
        under its own name.

        """)
    try letGo()
  }

  @Test func ordersThatContradictAreDoneInTheOrderInWhichTheyCame() async throws {
    let job = try await heldJob()
    try await server.stop()
    try server.giveTicket(.resume, job)
    try server.giveTicket(.pause, job)
    try server.start()
    #expect(try await server.answer(to: job.text, .pause) == Self.paused)
    #expect(try await server.answer(to: job.text, .resume) == "done: The job is not paused.\n")
    #expect(try isPaused(job))
    try server.giveTicket(.cancel, job)
    try server.giveTicket(.retry, job)
    #expect(try await server.answer(to: job.text, .cancel) == "done: The job is being cancelled.\n")
    _ = try await server.answer(to: job.text, .retry)
    try letGo()
    try await server.finished(job)
  }

  @Test func aTicketWithLinesChangesTheJobAndOneWithoutSaysHow() async throws {
    let job = try await heldJob()
    try server.giveTicket(.set, job)
    #expect(
      try await takeAnswer(to: job.text, .set)
        == """
        refused: The ticket does not say what is to be changed. Open it with a text editor, add a line such as \
        'priority: 1' (1 is first, 9 is last) or 'concurrency: 4' (rows at once), save it, and drop it here again.

        """)
    let ticket = JobTicket.firstLine(of: job) + "\r\n# priority: 5\r\n"
    try drop("\(job).ticket.txt", into: .set, ticket + "优先级：１\r\n并发数: 4\r\n")
    #expect(
      try await takeAnswer(to: job.text, .set)
        == "done: The job's limits were changed.\nPriority: 1. Rows at once: 4.\n")
    let orders = try server.spool.jobFolder(job).orders()
    #expect(orders.priority == 1 && orders.concurrency == 4)
    try drop("\(job).ticket.txt", into: .set, ticket + "priority: 12\nconcurrency: many\n")
    let refusal = server.control(.set).appending("\(job).refused.txt")
    try await wait(for: "the refusal") { refusal.exists }
    #expect(
      try refusal.text().hasPrefix(
        """
        \u{FEFF}priority: '12' is not a whole number from 1 to 9. concurrency: 'many' is not a whole number from 1 to \
        10000.\r\n\r\n
        """))
    try letGo()
  }

  @Test func eachFolderSaysWhatItIsForAndTheTextIsNoOrder() async throws {
    for verb in Order.Verb.allCases {
      let path = server.control(verb).appending(IgnoredNames.readMe)
      try await wait(for: "the read-me of \(verb)") { path.exists }
      #expect(try path.text().contains("\(verb.rawValue.uppercased()): "))
    }
    try server.control(.pause).appending(IgnoredNames.readMe).write("mine now")
    try await server.restart()
    let job = try await heldJob()
    try server.giveTicket(.pause, job)
    _ = try await server.answer(to: job.text, .pause)
    #expect(try server.control(.pause).appending(IgnoredNames.readMe).text() == "mine now")
    try await wait(for: "the ticket to go") {
      server.control(.pause).names == ["\(job).done.txt", IgnoredNames.readMe]
    }
    try letGo()
  }
}
