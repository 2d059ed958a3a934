import JobModel
import Spool
import SystemPackage
import TestSupport
import Testing

/// A results workbook that is dropped back runs what has to run, and nothing that was paid for.
@Suite(.serialized) struct DropBackTests {
  let server: TemporarySpoolServer

  init() throws {
    server = try TemporarySpoolServer(settings: ["ROWSPOOL_DEDUPE_WINDOW": "1ms"])
    try server.addLedgerWorkflow()
    try server.start()
  }

  private static let march = """
    key,n,way,remark
    a,1,ok,
    b,2,bad,
    c,3,ok,杯子
    d,4,bad,
    e,5,ok,
    f,6,bad,
    g,7,ok,
    h,8,ok,

    """

  /// The first job: three of eight rows fail.
  private func firstJob() async throws -> JobID {
    try server.drop("march.csv", into: "ledger", Self.march)
    return try await server.finishedJob(named: "march.csv")
  }

  func workbook(of job: JobID) throws -> FilePath {
    let folder = server.outgoing.appending(job.text)
    return folder.appending(try #require(folder.names.first { $0.hasSuffix("-results.xlsx") }))
  }

  private func notes(of job: JobID) throws -> [String] {
    try server.spool.jobFolder(job).manifest()?.notes.map(\.english) ?? []
  }

  /// Corrects the three red rows.
  private static let corrected = """
    for row in table[1:]:
        if row[column("Status")] == "Failed":
            row[column("way")] = "ok"
    """

  @Test(arguments: ["openpyxl", "LibreOffice"])
  func threeCorrectedRowsRunAndNoOther(program: String) async throws {
    let first = try await firstJob()
    let before = try server.ledger.counts()
    #expect(before["first b"] == 1 && before["second a"] == 1)
    var edited = try EditedWorkbook.openpyxl(workbook(of: first), Self.corrected)
    if program == "LibreOffice" { edited = try EditedWorkbook.libreOffice(edited) }
    try server.drop("march-results.xlsx", into: "", edited)
    let second = try await server.finishedJob(named: "march-results.xlsx")
    var after = before
    for key in ["b", "d", "f"] {
      after["first \(key)"] = 2
      after["second \(key)"] = 1
    }
    #expect(try server.ledger.counts() == after)
    let results = try server.results(of: second)
    #expect(
      results.headers == [
        "key", "n", "way", "remark", "Status", "quadruple", "note", "Row", "Attempts", "Seconds", "Taken over from",
        "Error", "rowspool key",
      ])
    #expect(
      results.rows.mapValues { $0["quadruple"]?.integer } == [2: 4, 3: 8, 4: 12, 5: 16, 6: 20, 7: 24, 8: 28, 9: 32])
    #expect(results.rows.values.allSatisfy { $0["Status"]?.string == "Done" })
    #expect(results.rows[2]?["Taken over from"]?.string == "Job \(first), row 2")
    #expect(results.rows[3]?["Taken over from"] == .null)
    let names = try Python.json(
      "import json, sys, zipfile; print(json.dumps(zipfile.ZipFile(sys.argv[1]).namelist()))",
      [server.outgoing.appending(second.text).appending("march-results.zip").string])
    #expect(names.array?.count { $0.string?.hasPrefix("files/") == true } == 8)
    #expect(
      try notes(of: second) == [
        "Dropped back: taken over from the job \(first), at no further cost: 5. Rows to run: 3.",
        "Of those to run: changed: 3.",
      ])
    try InvariantCheck(server).check([first, second])
  }

  @Test func whatPeopleDoToASheetDoesNoHarm() async throws {
    let first = try await firstJob()
    let before = try server.ledger.counts()
    let edited = try EditedWorkbook.openpyxl(
      workbook(of: first),
      """
      find("key", "c")[column("Status")] = "Run Again"
      copied = list(find("key", "e")); copied[column("key")] = "e2"; copied[column("n")] = 50
      same = list(find("key", "g"))
      gone = find("key", "h")
      table[1:] = [row for row in reversed(table[1:]) if row is not gone]
      table.insert(2, copied)
      table.append(same)
      new = [None] * len(head); new[column("key")] = "new"; new[column("n")] = 9
      table.insert(1, new)
      status = column("Status")
      for row in table:
          row.insert(0, row.pop(status))
          row.insert(3, "seen" if row is not table[0] else "My own")
      table[0][column("quadruple")] = "four times"
      table[0][column("key")] = " KEY"
      """)
    try server.drop("march-results.xlsx", into: "ledger", edited)
    let second = try await server.finishedJob(named: "march-results.xlsx")
    let ran = try server.ledger.counts().mapValues { $0 }
    var expected = before
    for key in ["new", "e2"] {
      expected["first \(key)"] = 1
      expected["second \(key)"] = 1
    }
    for key in ["c", "g"] {
      expected["first \(key)"] = 2
      expected["second \(key)"] = 2
    }
    for key in ["b", "d", "f"] { expected["first \(key)"] = 2 }
    #expect(ran == expected)
    let results = try server.results(of: second)
    #expect(results.headers.prefix(6) == ["KEY", "n", "My own", "way", "remark", "Status"])
    #expect(results.headers.count == 14)
    #expect(try server.count(.failed, of: second) == 3)
    #expect(results.rows.values.contains { $0["KEY"]?.string == "h" } == false)
    try InvariantCheck(server).check([second])
  }

  @Test func aWorkbookWithoutItsKeysWaitsBeforeItPaysAgain() async throws {
    let first = try await firstJob()
    let before = try server.ledger.counts()
    let edited = try EditedWorkbook.openpyxl(
      workbook(of: first),
      """
      for row in table:
          row.pop()
      """)
    try server.drop("keyless.xlsx", into: "", edited)
    let second = try await server.job(named: "keyless.xlsx")
    #expect(
      try notes(of: second) == [
        """
        This is a results workbook, but its hidden column “rowspool key” is gone or empty, so its rows are not known again. \
        All 8 rows would run as new rows and be paid again; so the job waits. 'resume' starts it, 'cancel' ends it.
        """
      ])
    try server.giveTicket(.cancel, second)
    try await server.finished(second)
    #expect(try server.ledger.counts() == before)
    #expect(try server.results(of: second).headers.prefix(5) == ["key", "n", "way", "remark", "Status"])
  }

  @Test func aJobThatIsStillAtWorkIsNotTakenOver() async throws {
    try server.drop("slow.csv", into: "ledger", "key,n,way\na,1,ok\nb,2,hold\n")
    let job = try await server.job(named: "slow.csv")
    _ = try await server.endedRow(2, of: job)
    try server.give(Order(.results, job: job, by: "test"))
    try await wait(for: "the results so far") { (try? server.results(of: job).rows.count) == 2 }
    try server.drop("again.xlsx", into: "", EditedWorkbook.openpyxl(workbook(of: job)))
    let text = try await server.rejection(of: "again.xlsx")
    #expect(
      text.hasPrefix(
        """
        The job \(job) still works on rows of this workbook. Wait until it is finished, or cancel it; then drop its \
        results workbook again.
        """))
    try FilePath(server.ledger.path.string + ".go").write("")
    try await server.finished(job)
  }

  @Test func theFolderOfAnotherWorkflowIsRefused() async throws {
    try server.addPassingWorkflow()
    let first = try await firstJob()
    try server.drop("wrong.xlsx", into: "pass", workbook(of: first).bytes())
    #expect(
      try await server.rejection(of: "wrong.xlsx").hasPrefix(
        """
        This workbook holds results of the workflow 'ledger', and it was dropped into the folder of 'pass'. Drop it \
        into the folder 'ledger', or into 'incoming' itself.
        """))
  }

  @Test func aCSVOfTheResultsAndAWorkbookDroppedBackTwiceKeepWhatIsDone() async throws {
    let first = try await firstJob()
    let before = try server.ledger.counts()
    let table = try EditedWorkbook.libreOffice([UInt8](workbook(of: first).bytes()), as: "csv")
    try server.drop("march-results.csv", into: "ledger", table)
    let second = try await server.finishedJob(named: "march-results.csv")
    for key in ["b", "d", "f"] { #expect(try server.ledger.count("first", key) == 2) }
    #expect(try server.ledger.count("first", "a") == before["first a"])
    // Rows that were taken over are taken over again, from the job that has them now.
    let edited = try EditedWorkbook.openpyxl(workbook(of: second), Self.corrected)
    try server.drop("third.xlsx", into: "", edited)
    let third = try await server.finishedJob(named: "third.xlsx")
    #expect(try server.ledger.count("first", "a") == 1)
    let results = try server.results(of: third)
    #expect(results.rows[2]?["Taken over from"]?.string == "Job \(first), row 2")
    #expect(results.rows.values.allSatisfy { $0["Status"]?.string == "Done" })
    #expect(results.headers.filter { $0 == "Status" || $0 == "Taken over from" }.count == 2)
    try InvariantCheck(server).check([first, second, third])
  }

  @Test func aFailedRowGoesOnWhereItWas() async throws {
    try server.drop("steps.csv", into: "ledger", "key,n,way\na,1,second\nb,2,ok\n")
    let first = try await server.finishedJob(named: "steps.csv")
    try FilePath(server.ledger.path.string + ".go").write("")
    try server.drop("steps-results.xlsx", into: "", workbook(of: first).bytes())
    let second = try await server.finishedJob(named: "steps-results.xlsx")
    #expect(try server.ledger.counts() == ["first a": 1, "second a": 2, "first b": 1, "second b": 1])
    #expect(try server.results(of: second).rows[2]?["quadruple"]?.integer == 4)
    try InvariantCheck(server).check([second])
  }

  @Test func aCrashWhileResultsAreTakenOverDoesNoHarm() async throws {
    let rows = (0..<600).map { "k\($0),\($0),\($0 % 50 == 7 ? "bad" : "ok")\n" }.joined()
    try server.drop("many.csv", into: "ledger", "key,n,way\n" + rows)
    let first = try await server.finishedJob(named: "many.csv", atMost: .seconds(180))
    let before = try server.ledger.counts()
    try server.drop("many-results.xlsx", into: "", EditedWorkbook.openpyxl(workbook(of: first), Self.corrected))
    let second = try await wait(for: "files that are taken over") { () -> JobID? in
      guard let job = try? server.jobs(named: "many-results.xlsx").first else { return nil }
      let files = server.root.appending("jobs").appending(job.text).appending("files")
      return files.exists && files.names.count > 20 ? job : nil
    }
    try await server.kill()
    try server.start()
    try await server.finished(second, atMost: .seconds(180))
    var expected = before
    for key in stride(from: 7, to: 600, by: 50) {
      expected["first k\(key)"] = 2
      expected["second k\(key)"] = 1
    }
    #expect(try server.ledger.counts() == expected)
    #expect(try server.spool.jobFolder(second).manifest()?.carriedRows == 588)
    #expect(server.outgoing.appending(second.text).appending("files").names.filter { !$0.hasPrefix(".") }.count == 600)
    try InvariantCheck(server).check([first, second])
  }
}
