import Glibc
import JobModel
import Spool
import SystemPackage
import Testing

@testable import SpoolCommands

/// `init`, `submit`, `status` and `log`, by the built program.
@Suite struct SpoolCommandTests {
  // MARK: init and opening

  @Test func initMakesASpoolAndCompletesOne() throws {
    let spool = try CommandedSpool(made: false)
    let first = try spool.run("init")
    #expect(first.status == 0)
    #expect(
      first.output == """
        Made the spool \(spool.path).
        Drop files into \(spool.path)/incoming; results come to \(spool.path)/outgoing.
        Start it with: rowspool serve --spool \(spool.path)

        """)
    let second = try spool.run("init")
    #expect(second.status == 0)
    #expect(second.output.hasPrefix("The spool \(spool.path) is complete.\n"))
    #expect(
      try spool.names(in: "control") == [
        ".rowspool-id", "cancel", "clear", "pause", "results", "resume", "retry", "set",
      ])
  }

  @Test func initThatCannotMakeTheFolderSaysSo() throws {
    let spool = try CommandedSpool(made: false)
    try spool.write("", to: "spool")
    let run = try spool.run("init")
    #expect(run.status == EX_CANTCREAT)
    #expect(run.errors.hasPrefix("rowspool: The spool cannot be made at \(spool.path). "))
  }

  @Test func withoutASpoolCommandsEndWithNoInput() throws {
    let spool = try CommandedSpool(made: false)
    let run = try spool.run("status")
    #expect(run.status == EX_NOINPUT)
    #expect(
      run.errors
        == "rowspool: There is no spool at \(spool.path). Make one with: rowspool init --spool \(spool.path)\n")
  }

  @Test func theSpoolIsFoundByItsVariableAndInTheWorkingFolder() throws {
    let spool = try CommandedSpool()
    let named = try CommandRun(["status"], environment: ["ROWSPOOL_SPOOL": spool.path.string])
    #expect(named.status == 0)
    #expect(try CommandRun(["status"], in: spool.folder).output == named.output)
  }

  @Test func aWrongConfigurationIsNamedWithItsLine() throws {
    let spool = try CommandedSpool()
    try spool.write("concurency: 3\n", to: "spool/rowspool.yaml")
    let run = try spool.run("status")
    #expect(run.status == EX_CONFIG)
    #expect(
      run.errors
        == "rowspool: rowspool.yaml, line 1: The key 'concurency' is not known. Did you mean 'concurrency'?\n")
  }

  @Test func anUnknownCommandIsWrongUsage() throws {
    #expect(try CommandRun(["strat"]).status == EX_USAGE)
    #expect(try CommandRun(["--version"]).output == "\(RowspoolCommand.version)\n")
  }

  // MARK: submit

  @Test func submitAnswersWithTheJobWhileNoServerRuns() throws {
    let spool = try CommandedSpool()
    try spool.write("a\n1\n", to: "茶杯.csv")
    let run = try spool.run("submit", "茶杯.csv", "--priority", "2", "--start", "ask", "--name", "li")
    #expect(run.status == 0)
    #expect(run.errors == "No server runs on this spool; the job waits until one does.\n")
    let job = try #require(JobID(String(run.output.dropLast())))
    let claim = try #require(try spool.open().jobFolder(job).claim())
    #expect(claim.name == "茶杯.csv")
    #expect(claim.submitter == Submitter(name: "li", from: "submit"))
    #expect(claim.settings?.priority == 2)
    #expect(claim.settings?.startsPaused == true)
    #expect(try spool.names(in: "jobs/\(job)/source") == ["茶杯.csv"])
  }

  @Test func submitOfAFileThatIsNotThereMakesNoJob() throws {
    let spool = try CommandedSpool()
    let run = try spool.run("submit", "cups.csv")
    #expect(run.status == EX_NOINPUT)
    #expect(run.errors == "rowspool: There is no file 'cups.csv'.\n")
    #expect(try spool.names(in: "jobs").isEmpty)
  }

  @Test func submitForAWorkflowThatIsNotThereNamesTheNearest() throws {
    let spool = try CommandedSpool()
    try spool.write("a\n1\n", to: "cups.csv")
    let run = try spool.run("submit", "cups.csv", "--workflow", "product-foto")
    #expect(run.status == EX_DATAERR)
    #expect(
      run.errors
        == "rowspool: There is no workflow 'product-foto'. Did you mean 'product-photo'?\n")
  }

  @Test func wrongOptionsOfSubmitAreExplained() throws {
    let spool = try CommandedSpool()
    let run = try spool.run("submit", "cups.csv", "--start", "soon")
    #expect(run.status == EX_USAGE)
    #expect(
      run.errors.hasPrefix(
        "Error: --start must be 'now', 'ask' or a time such as 22:00 or 2026-11-21T22:00, not 'soon'.\n"))
  }

  // MARK: status and log

  @Test func statusShowsEachJobOnALine() throws {
    let spool = try CommandedSpool()
    let job = try spool.addJob()
    let run = try spool.run("status")
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines.first == "No server runs on this spool. Start one with: rowspool serve --spool \(spool.path)")
    #expect(lines.last?.hasPrefix("\(job)  pending     3      0       0") == true)
    #expect(!run.output.contains("\u{1B}"), "no colours outside a terminal")
  }

  @Test func statusOfOneJobIsNamedByItsEnding() throws {
    let spool = try CommandedSpool()
    let job = try spool.addJob()
    let run = try spool.run("status", String(job.text.suffix(4)))
    #expect(run.status == 0)
    #expect(run.output.contains("Rows      3 rows: 3 waiting\n"))
    let none = try spool.run("status", "20250101")
    #expect(none.status == EX_NOINPUT)
    #expect(
      none.errors
        == "rowspool: There is no job '20250101' in the spool \(spool.path). 'rowspool status' lists the jobs.\n")
  }

  @Test func statusAsJSONHasTheDocumentedMembers() throws {
    let spool = try CommandedSpool()
    let job = try spool.addJob()
    try spool.write("a\n", to: "spool/incoming/later.csv")
    let json = try JSONReader.read(try spool.run("status", "--json").output)
    let status = try #require(json.object)
    #expect(status["server"]?.object?["running"] == false)
    #expect(status["waiting"] == ["later.csv"])
    #expect(status["rejected"] == [])
    let first = try #require(status["jobs"]?.array?.first?.object)
    #expect(first["job"]?.string == job.text)
    #expect(first["state"] == "pending")
    #expect(first["rows"] == ["total": 3, "pending": 3, "running": 0, "done": 0, "failed": 0])
  }

  @Test func statusWatchEndsWhenEverythingIsFinished() throws {
    let spool = try CommandedSpool()
    let job = try spool.addJob()
    try spool.open().jobFolder(job).finish(
      FinishedRecord(round: 1, state: .completedWithFailures, counts: ["done": 2, "failed": 1], delivered: []))
    #expect(try spool.run("status", "--watch").status == 1)
    try spool.open().jobFolder(job).finish(
      FinishedRecord(round: 1, state: .completed, counts: ["done": 3], delivered: []))
    #expect(try spool.run("status", job.text, "--watch").status == 0)
  }

  @Test func logPrintsWhatHappenedToAJob() throws {
    let spool = try CommandedSpool()
    let job = try spool.addJob()
    try spool.open().jobFolder(job).log("started", ["rows": 3])
    let run = try spool.run("log", job.text)
    #expect(run.output.hasSuffix("  started  rows=3\n"))
  }

  @Test func doctorNamesAShareThatIsAway() throws {
    let spool = try CommandedSpool()
    try Folder.open(spool.path.appending("outgoing")).remove(SpoolLayout.sentinel)
    let run = try spool.run("doctor")
    #expect(run.status == EX_UNAVAILABLE)
    #expect(
      run.output.contains(
        "fault     The folder outgoing (\(spool.path)/outgoing) does not carry this spool's id (.rowspool-id). "))
    #expect(run.output.contains("settle: 2s  # default\n"))
  }
}
