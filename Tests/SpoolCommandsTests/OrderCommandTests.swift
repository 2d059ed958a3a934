import Glibc
import JobModel
import Spool
import SystemPackage
import Testing

@testable import SpoolCommands

/// Orders, by the built program.
@Suite struct OrderCommandTests {
  private let spool: CommandedSpool
  private let job: JobID

  init() throws {
    spool = try CommandedSpool()
    job = try spool.addJob()
  }

  private func placed(_ verb: String) throws -> [Order] {
    try spool.names(in: "control/\(verb)").map { name in
      let bytes = try #require(try Folder.open(spool.path.appending("control/\(verb)")).contents(of: name))
      return try #require(try JSONReader.read(bytes).object.flatMap { Order(json: $0) })
    }
  }

  @Test func anOrderLiesInControlWhileNoServerRuns() throws {
    let run = try spool.run("pause", job.text)
    #expect(run.status == 0)
    #expect(
      run.output
        == "No server runs on this spool. The order lies in control/pause and is done when one does.\n")
    let orders = try placed("pause")
    #expect(orders.map(\.verb) == [.pause])
    #expect(orders.map(\.job) == [job])
  }

  @Test func anOrderForAllJobsNamesNone() throws {
    #expect(try spool.run("pause", "all").status == 0)
    #expect(try placed("pause").map(\.job) == [nil])
  }

  @Test func retryCarriesRowsAndValues() throws {
    let run = try spool.run(
      "retry", job.text, "--row", "4", "--row", "2", "--set", "size=10 = 12 cm", "--set", "颜色=红", "--unknown")
    #expect(run.status == 0)
    let order = try #require(try placed("retry").first)
    #expect(order.rows == RowRanges([2, 4]))
    #expect(order.values == ["size": "10 = 12 cm", "颜色": "红"])
    #expect(order.unknownToo == true)
  }

  @Test func setCarriesLimitsAndChecksThem() throws {
    #expect(try spool.run("set", job.text, "--concurrency", "4", "--priority", "1").status == 0)
    let order = try #require(try placed("set").first)
    #expect(order.concurrency == 4)
    #expect(order.priority == 1)
    let run = try spool.run("set", job.text, "--priority", "10")
    #expect(run.status == EX_USAGE)
    #expect(run.errors.hasPrefix("Error: --priority must be from 1 (first) to 9, not 10.\n"))
  }

  @Test func anOrderThatDoesNotFitIsRefusedBeforehand() throws {
    let run = try spool.run("clear", job.text)
    #expect(run.status == EX_DATAERR)
    #expect(run.errors == "rowspool: Job \(job): The job is not finished. Cancel it first, then clear it.\n")
    #expect(try placed("clear").isEmpty)
  }

  @Test func anOrderForSomethingThatIsSoAlreadyIsNotGiven() throws {
    let run = try spool.run("resume", job.text)
    #expect(run.status == 0)
    #expect(run.output == "The job is not paused.\n")
    #expect(try placed("resume").isEmpty)
  }

  @Test func whileAJobIsBeingReadSomeOrdersAreToBeTriedAgain() throws {
    try spool.write("a\n1\n", to: "plates.csv")
    let other = try spool.run("submit", "plates.csv").output.dropLast()
    let run = try spool.run("retry", String(other))
    #expect(run.status == EX_TEMPFAIL)
    #expect(
      run.errors
        == "rowspool: Job \(other): The job is still being read. Try again when its rows are queued.\n")
  }

  @Test func aShareThatIsAwayIsSaid() throws {
    try Folder.open(spool.path.appending("control")).remove(SpoolLayout.sentinel)
    let run = try spool.run("pause", job.text)
    #expect(run.status == EX_UNAVAILABLE)
    #expect(
      run.errors
        == "rowspool: The folder \(spool.path)/control is not there, so orders cannot be given. Is its share connected?\n"
    )
  }

  @Test func aServerThatDoesNotAnswerIsNotWaitedForLong() throws {
    let lock = try SpoolLock(try spool.open())
    let run = try spool.run("pause", job.text)
    #expect(run.status == 0)
    #expect(run.output == "The server has not done the order yet. It lies in control/pause and will be done.\n")
    let quick = try spool.run("cancel", job.text, "--no-wait")
    #expect(quick.output == "The order lies in control/cancel and will be done by the server.\n")
    _ = consume lock
  }
}
