import Testing

@testable import JobModel

/// When a request whose fate is unknown may be sent again.
@Suite struct TaskHistoryRepeatTests {
  private func history(_ events: TaskEvent...) throws -> TaskHistory {
    let job = try #require(JobID("20261121-093512-cups-abcd"))
    var history = TaskHistory(TaskRecord(job: job, row: 1, values: [:]))
    for event in events { history.append(TaskLine(event)) }
    return history
  }

  private func end(_ outcome: Outcome, _ failureClass: Failure.Class) -> TaskEvent {
    .end(Ending(outcome, failure: Failure(failureClass, code: "x", message: "x")))
  }

  private let again = TaskEvent.requeue(Requeue(order: "o", by: "li"))

  @Test func knowsWhichAttemptSentTheRequest() throws {
    let cutOff = try history(.start(attempt: 2), .sent(step: 1), .interrupted, .start(attempt: 3))
    #expect(cutOff.sentStep == 1)
    #expect(cutOff.sentAttempt == 2)
    #expect(!cutOff.mayRepeat)
  }

  @Test func aPersonMayRepeatWhatIsUnknown() throws {
    let unknown = end(.unknown, .unknown)
    #expect(try !history(.start(attempt: 1), .sent(step: 1), unknown).mayRepeat)
    #expect(try history(.start(attempt: 1), .sent(step: 1), unknown, again).mayRepeat)
    // The run's name stays: it is looked at once more.
    let named = try history(.start(attempt: 1), .sent(step: 1), .remote(step: 1, id: "r"), unknown, again)
    #expect(named.mayRepeat)
    #expect(named.remoteIDs == [1: "r"])
  }

  @Test func whatIsSentAgainMayNotBeRepeatedAgain() throws {
    let sent = try history(
      .start(attempt: 1), .sent(step: 1), end(.unknown, .unknown), again, .start(attempt: 2), .sent(step: 1))
    #expect(!sent.mayRepeat)
    #expect(sent.sentAttempt == 2)
  }

  @Test func anOtherFailureIsNoLeaveToRepeat() throws {
    #expect(try !history(.start(attempt: 1), .remote(step: 1, id: "r"), end(.failed, .invalid), again).mayRepeat)
    #expect(try !history(.start(attempt: 1), .sent(step: 1), end(.retry, .transient)).mayRepeat)
  }

  @Test func aRowThatWasSentIsNotFailedForBeingCutOff() throws {
    let early: [TaskEvent] = (1...3).flatMap { [.start(attempt: $0), .interrupted] }
    func settled(_ last: TaskEvent...) throws -> TaskEvent {
      let job = try #require(JobID("20261121-093512-cups-abcd"))
      var history = TaskHistory(TaskRecord(job: job, row: 1, values: [:]))
      for event in early + last { history.append(TaskLine(event)) }
      return history.settlement
    }
    guard case .end(let ending) = try settled(.start(attempt: 4)) else {
      Issue.record("a row that was cut off four times goes on")
      return
    }
    #expect(ending.failure?.code == "interrupted-too-often")
    #expect(try settled(.start(attempt: 4), .sent(step: 1)) == .interrupted)
    #expect(try settled(.start(attempt: 4), .sent(step: 1), .remote(step: 1, id: "r")) == .interrupted)
  }

  @Test func aWorkflowMaySayThatTheUnknownIsRepeated() throws {
    #expect(try history(.start(attempt: 1), .sent(step: 1), end(.retry, .unknown)).mayRepeat)
  }
}
