import JobModel

extension DifyAttempt {
  // MARK: What must not be forgotten

  /// - Throws: where it could not be written down; nothing was sent then.
  func recordSent() async throws(Failure) {
    do {
      try await context.journal.sent(step: step.definition.number)
    } catch {
      throw notRecorded(.throttled, "that it was sent", error)
    }
  }

  /// - Returns: whether the run's names are safe. The disk's trouble is no reason to stop reading; it is tried again with
  ///   the next event.
  func record(_ run: DifyRun) async -> Bool {
    do {
      try await context.journal.remote(step: step.definition.number, id: run.text)
    } catch {
      return false
    }
    progress.set(run)
    return true
  }

  /// Says that the run is over with nothing to fetch, so that a retry sends the row again.
  func giveUp() async throws(Failure) {
    do {
      try await context.journal.remote(step: step.definition.number, id: nil)
    } catch {
      throw notRecorded(.unknown, "how it ended", error)
    }
  }

  private func notRecorded(_ failureClass: Failure.Class, _ what: Message, _ error: any Error) -> Failure {
    Failure(
      failureClass, code: "not-recorded",
      message:
        "The disk did not take what is to be remembered of this row: \(what). An administrator has to look at it.",
      detail: "\(error)")
  }

  // MARK: Failures of our own

  func failure(_ failureClass: Failure.Class, _ code: String, _ message: Message, _ detail: String? = nil) -> Failure {
    Failure(failureClass, code: "dify-\(code)", message: message, detail: detail, service: server.access.name)
  }

  func lostRun(_ run: DifyRun?, because reason: String? = nil, _ detail: String? = nil) -> Failure {
    let place: Message = run?.run.map { "Look at the run \($0) in Dify" } ?? "Look at the app's logs in Dify"
    return failure(
      .unknown, "run-lost",
      """
      The row was sent to Dify (service '\(server.access.name)'), and what became of it cannot be found out. \
      \(place): it may have been done and paid for. Retry the row if it was not.
      """,
      [reason, detail, run?.text].compactMap { $0 }.joined(separator: " "))
  }

  func stillRunning(after limit: Duration) -> Failure {
    guard let run = progress.current else { return lostRun(nil, because: "No event came.") }
    return failure(
      .unknown, "still-running",
      """
      The run in Dify (service '\(server.access.name)') had not ended after \(limit.forPeople). It may still \
      be working, or its end was lost. Retry the row to look again.
      """,
      run.text)
  }
}
