import HTTPTransfer
import JobModel

/// One attempt at a step of the kind `dify`: starts a run, or goes on with one that an earlier attempt started.
///
/// The order that keeps a run from being paid twice: files are handed in; `sent` is on disk; the request goes out; the
/// run's names are on disk as soon as the first event is read. From `sent` on, whatever is lost is looked for at the
/// service; what cannot be found is `unknown`, and is not sent again by itself.
struct DifyAttempt: Sendable {
  let server: DifyServer
  let settings: DifySettings
  let step: FilledStep
  let context: StepContext
  let times: DifyTimes
  let progress = DifyProgress()
  /// When the attempt's time is over, with some left to write down how it ended.
  let end: ContinuousClock.Instant

  func run() async throws(Failure) -> StepOutput {
    try await output(of: try await ended())
  }

  private func ended() async throws(Failure) -> DifyEnded {
    if let known = context.remoteID.flatMap(DifyRun.init(text:)) {
      progress.set(known)
      if let ended = try await supervised({ () throws(Failure) in try await goOn(with: known) }) { return ended }
      guard context.mayRepeat else { throw lostRun(known) }
      try await giveUp()
      progress.forget()
    } else if context.wasSent {
      let sent = DifyRun(user: user(ofAttempt: context.sentAttempt ?? context.attempt))
      return try await mustEnd { () throws(Failure) in try await reconcile(sent, after: nil) }
    }
    let user = user(ofAttempt: context.attempt)
    let body = try await body(for: user)
    return try await mustEnd { () throws(Failure) in try await start(body, user: user) }
  }

  /// - Parameter number: the attempt that sends, or sent, the request.
  private func user(ofAttempt number: Int) -> String {
    settings.user ?? "rowspool-\(context.record.job.text)-\(context.record.row)-\(number)"
  }

  /// Hands in the files, which may be repeated, and makes the request's body.
  private func body(for user: String) async throws(Failure) -> JSONObject {
    let inputs = try await DifyInputs(step, context).filled { file throws(Failure) in
      try await server.put(file, user: user, step: step.definition.name)
    }
    var body: JSONObject = ["inputs": .object(inputs), "response_mode": "streaming", "user": .string(user)]
    if settings.app.isChat {
      guard let query = settings.query, !query.isEmpty else {
        throw failure(.invalid, "query-missing", "The row has nothing to say to the app. Fill in the question.")
      }
      body["query"] = .string(query)
      body["auto_generate_name"] = false
    }
    return body
  }

  // MARK: Time, and cancelling

  private func mustEnd(
    _ work: @escaping @Sendable () async throws(Failure) -> DifyEnded
  ) async throws(Failure) -> DifyEnded {
    guard let ended = try await supervised({ () async throws(Failure) -> DifyEnded? in try await work() }) else {
      throw lostRun(progress.current)
    }
    return ended
  }

  private func supervised(
    _ work: @escaping @Sendable () async throws(Failure) -> DifyEnded?
  ) async throws(Failure) -> DifyEnded? {
    let limit = min(settings.deadline, ContinuousClock.now.duration(to: end))
    guard limit > .zero else {
      throw failure(.transient, "no-time", "There was no time left to start the run. The row is tried again.")
    }
    let ending = await DifySupervision.run(within: limit) { () -> Result<DifyEnded?, Failure> in
      do throws(Failure) { return .success(try await work()) } catch { return .failure(error) }
    } whenCancelled: {
      await stop()
    }
    switch ending {
    case .finished(let result): return try result.get()
    case .cancelled: throw Failure(.transient, code: "cancelled", message: "The row was cancelled.")
    case .deadlinePassed: throw stillRunning(after: limit)
    }
  }

  /// Stops the run and gives it time to end. A server that shuts down leaves it alone: it is found again by its name.
  private func stop() async {
    guard context.isGivenUp() else {
      if progress.current == nil { _ = await Self.first(within: times.nameGrace) { await progress.waitForName() } }
      return
    }
    _ = await Self.first(within: times.stopGrace) { () -> Bool? in
      guard let run = await progress.waitForName() else { return nil }
      // Whether it is heard shows in how the run ends.
      try? await server.stop(run, of: settings.app)
      // The rest of the grace is for reading the run's end.
      try? await ContinuousClock().sleep(for: times.stopGrace)
      return nil
    }
  }

  private static func first<Value: Sendable>(
    within limit: Duration, _ work: @escaping @Sendable () async -> Value?
  ) async -> Value? {
    await withTaskGroup(of: Value?.self) { group in
      group.addTask { await work() }
      group.addTask {
        // Cancelled when the work came first.
        try? await ContinuousClock().sleep(for: limit)
        return nil
      }
      let value = await group.next() ?? nil
      group.cancelAll()
      return value
    }
  }
}

/// A run that came to an end, good or bad.
struct DifyEnded: Sendable {
  var run: DifyRun
  var end: DifyEnd
}
