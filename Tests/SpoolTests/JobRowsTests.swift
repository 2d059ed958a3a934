import JobModel
import Testing

@testable import Spool

@Suite struct JobRowsTests {
  private let temporary: TemporarySpool
  private var spool: Spool { temporary.spool }
  private let rows: JobRows

  init() throws {
    temporary = try TemporarySpool()
    try temporary.spool.prepare(drop: temporary.drop("cups.csv"), rows: 2...5, bad: [4])
    try temporary.spool.commit(rows: 2...5)
    rows = try JobRows(testJob, in: temporary.spool)
  }

  private func claim(_ row: Int) throws -> RunningRow {
    guard case .claimed(let claimed) = try rows.claim(row) else { throw Missing() }
    return claimed
  }

  private struct Missing: Error {}

  @Test func aClaimMovesTheFileAndTellsTheAttempt() throws {
    let claimed = try claim(2)
    #expect(claimed.history.attempt == 1)
    #expect(claimed.history.values == ["a": 2])
    #expect(try places(in: spool)[2] == [.running])
  }

  @Test func aRowThatFailedValidationIsMovedOnByItsClaim() throws {
    guard case .alreadyFinal(_, let ending) = try rows.claim(4) else { throw Missing() }
    #expect(ending.failure?.message == "Cell A4 is empty.")
    #expect(try places(in: spool)[4] == [.failed])
  }

  @Test(arguments: [
    (Outcome.done, RowFolder.done), (.warning, .done), (.failed, .failed), (.unknown, .failed), (.cancelled, .failed),
    (.retry, .pending),
  ])
  func theOutcomeDecidesTheFolder(outcome: Outcome, folder: RowFolder) throws {
    let errors = spool.finish([.init(try claim(2), .end(Ending(outcome)))])
    #expect(errors == [nil])
    #expect(try places(in: spool)[2] == [folder])
    #expect(try rows.read(2)?.history.folder == folder)
  }

  @Test func aRetryWaitsUntilItsTimeUnlessTheClockJumped() throws {
    let now = Timestamp.now
    let later = now.advanced(by: .seconds(300))
    let failure = Failure(.transient, code: "x", message: "Not now.")
    _ = spool.finish([.init(try claim(2), .end(Ending(.retry, failure: failure, notBefore: later)))])
    #expect(try rows.dueTime(of: 2) == later)
    guard case .waits(let until) = try rows.claim(2, at: now) else { throw Missing() }
    #expect(until == later)
    let longAgo = now.advanced(by: .seconds(-864_000))
    guard case .claimed = try rows.claim(2, at: longAgo) else { throw Missing() }
  }

  @Test func throttlingUsesUpNoAttempt() throws {
    for `class` in [Failure.Class.throttled, .quota, .auth, .transient] {
      let failure = Failure(`class`, code: "x", message: "Not now.")
      _ = spool.finish([.init(try claim(2), .end(Ending(.retry, failure: failure)))])
    }
    #expect(try rows.read(2)?.history.attemptsUsed == 1)
    #expect(try rows.read(2)?.history.attempt == 4)
  }

  @Test(arguments: ["{\"event\":\"en", "\0\0\0\0\0\0\0\0", "{\"event\":\"end\",\"outcome\":\"done\"}"])
  func aTornTailIsCutBeforeTheNextLine(tail: String) throws {
    let name = "pending/\(testJob)/00000003.jsonl"
    try temporary.write(try temporary.text(of: name) + tail, to: name)
    _ = spool.finish([.init(try claim(3), .end(Ending(.done)))])
    let lines = try temporary.text(of: "done/\(testJob)/00000003.jsonl").split(separator: "\n")
    #expect(lines.count == 3)
    for line in lines { #expect(throws: Never.self) { try JSONReader.read(String(line)) } }
    #expect(try rows.read(3)?.history.standing == .final(Ending(.done)))
    #expect(try rows.read(3)?.history.lineCount == 3)
  }

  @Test func aDamagedFileIsMovedAsideAndNamed() throws {
    try temporary.write("not a task\n", to: "pending/\(testJob)/00000003.jsonl")
    guard case .damaged(let target) = try rows.claim(3) else { throw Missing() }
    #expect(try temporary.text(of: "jobs/\(testJob)/\(target)") == "not a task\n")
  }

  @Test func aRequeueIsDoneOnceAndKeepsStepsUnlessValuesChange() throws {
    let claimed = try claim(2)
    try claimed.append(.step(StepResult(number: 1, outputs: ["x": 1])), durably: true)
    _ = spool.finish([.init(claimed, .end(Ending(.failed)))])
    #expect(try rows.requeue([2, 3], Requeue(order: "o1", by: "li")) == [2])
    #expect(try rows.read(2)?.history.steps.map(\.number) == [1])
    _ = spool.finish([.init(try claim(2), .end(Ending(.failed)))])
    #expect(try rows.requeue([2], Requeue(order: "o1", by: "li")) == [])
    #expect(try rows.requeue([2], Requeue(order: "o2", by: "li", values: ["a": 9])) == [2])
    let history = try #require(try rows.read(2)?.history)
    #expect(history.steps.isEmpty)
    #expect(history.values == ["a": 9])
  }

  @Test func waitingRowsAreEndedWithoutRunning() throws {
    _ = try claim(2)
    #expect(try rows.endWaiting([2, 3, 5], with: Ending(.cancelled)) == [3, 5])
    #expect(try places(in: spool) == [2: [.running], 3: [.failed], 4: [.pending], 5: [.failed]])
  }

  @Test func aFileRemovedUnderARunningRowIsWrittenAgain() throws {
    let claimed = try claim(2)
    try spool.running.removeTree(testJob.text)
    try spool.done.removeTree(testJob.text)
    #expect(spool.finish([.init(claimed, .end(Ending(.done)))]) == [nil])
    #expect(try places(in: spool)[2] == [.done])
  }

  @Test func aFinishMayBeRepeated() throws {
    let finish = Spool.Finish(try claim(2), .end(Ending(.done)))
    #expect(spool.finish([finish]) == [nil])
    #expect(try rows.read(2)?.history.lineCount == 3)
  }
}
