import HTTPTransfer
import JobModel

extension DifyAttempt {
  /// Finds out what became of a run whose stream is lost.
  ///
  /// - Parameters:
  ///   - fault: what broke the stream.
  ///   - refusal: what came in its place.
  func reconcile(
    _ run: DifyRun, after fault: HTTPError?, _ refusal: DifyRefusal? = nil
  ) async throws(Failure) -> DifyEnded {
    if fault?.code == .cancelled { throw Failure(.transient, code: "cancelled", message: "The row was cancelled.") }
    let lost = lostRun(
      run, because: fault?.message.english ?? refusal.map { "The answer was \($0.status)." }, refusal?.detail)
    return try await goOn(with: run).orThrow(lost)
  }

  /// Goes on with a run that an earlier attempt, or an earlier stream, began.
  ///
  /// - Returns: `nil` where the service cannot say what became of it.
  func goOn(with run: DifyRun) async throws(Failure) -> DifyEnded? {
    guard settings.app.keepsRuns else { return nil }
    guard run.run == nil else { return try await follow(run, within: context.mayRepeat ? times.lookUp : nil) }
    guard let found = try await find(run, within: times.lookUp) else { return nil }
    return try await follow(found, within: context.mayRepeat ? times.lookUp : nil)
  }

  // MARK: A run without a name

  /// Looks a run up by its end user, which is no other run's.
  ///
  /// - Parameter limit: a run may show up in the logs a little later.
  /// - Returns: the run with its name, which is on disk by then; `nil` where it is not to be found.
  func find(_ run: DifyRun, within limit: Duration) async throws(Failure) -> DifyRun? {
    guard settings.user == nil, settings.app.keepsRuns else { return nil }
    // An outage while it is looked for must not make it forgotten.
    if limit > .zero { _ = await record(run) }
    let clock = ContinuousClock()
    let end = clock.now.advanced(by: limit)
    var trouble: Failure?
    repeat {
      do throws(Failure) {
        if let id = try await server.newestRun(of: run.user) {
          var found = run
          found.run = id
          _ = await record(found)
          return found
        }
        trouble = nil
      } catch {
        guard error.class == .transient || error.class == .throttled, error.code != "cancelled" else {
          // Without logs nobody knows; without a right to ask it can be asked again later.
          if error.class == .invalid { return nil }
          throw error
        }
        trouble = error
      }
      if limit > .zero { try await pause(times.pollFirst) }
    } while clock.now < end
    if let trouble { throw trouble }
    return nil
  }

  // MARK: A run with a name

  /// Waits for a run's end: by its events where the server has them, else by its record.
  ///
  /// - Parameter limit: `nil`: until the attempt's time is over.
  /// - Returns: `nil` where the service does not know it, or does not say how it ended within the limit.
  func follow(_ run: DifyRun, within limit: Duration?) async throws(Failure) -> DifyEnded? {
    guard let id = run.run else { return nil }
    let clock = ContinuousClock()
    let end = limit.map { clock.now.advanced(by: $0) }
    var poll = DifyPoll(times)
    while true {
      var wait = poll.next()
      do throws(Failure) {
        guard let detail = try await server.detail(of: id) else {
          if poll.missed() { return nil }
          try await pause(wait)
          continue
        }
        poll.answered()
        if let result = result(of: detail) { return DifyEnded(run: run, end: .result(result)) }
        if poll.attaches(), let ended = try await attach(to: run, &poll) { return ended }
      } catch {
        guard error.class == .transient || error.class == .throttled, error.code != "cancelled" else {
          if error.class == .invalid { return nil }
          throw error
        }
        if poll.failed() { throw error }
        wait = max(wait, error.retryAfter ?? .zero)
      }
      if let end, clock.now >= end { return nil }
      try await pause(wait)
    }
  }

  private func result(of detail: JSONObject) -> DifyResult? {
    guard var result = DifyResult(data: detail), result.status != .running else { return nil }
    if settings.app.answers { result.answer = result.outputs["answer"]?.string }
    return result
  }

  /// Reads the rest of a run's events.
  private func attach(to run: DifyRun, _ poll: inout DifyPoll) async throws(Failure) -> DifyEnded? {
    guard let id = run.run else { return nil }
    let query = [
      (name: "user", value: run.user), (name: "include_state_snapshot", value: "true"),
      (name: "continue_on_pause", value: "false"),
    ]
    var request = server.request("GET", "workflow/\(RequestURL.encoded(id))/events", query: query)
    request.headers.append(HTTPHeader("Accept", "text/event-stream"))
    request.deadlines.idle = settings.idle
    try await server.pass.pace()
    switch await answer(to: request) {
    case .failure: return nil
    case .success(.response(let response)):
      server.pass.note(response)
      // Older servers do not have this call.
      if (400..<500).contains(response.status), response.status != 429 { poll.cannotAttach() }
      return nil
    case .success(.events(let events)):
      let reading = await read(events, into: DifyStream(settings.app, run: run))
      guard case .result(let result)? = reading.end else { return nil }
      return DifyEnded(run: reading.stream.run, end: .result(result))
    }
  }

  private func pause(_ duration: Duration) async throws(Failure) {
    do {
      try await ContinuousClock().sleep(for: duration)
    } catch {
      throw Failure(.transient, code: "cancelled", message: "The row was cancelled.")
    }
  }
}

/// How a run's record is asked for: when next, and when no more.
struct DifyPoll: Hashable, Sendable {
  private let most: Duration
  private var wait: Duration
  private var misses = 0
  private var faults = 0
  private var attachesLeft = 3

  init(_ times: DifyTimes) {
    wait = times.pollFirst
    most = times.pollMost
  }

  /// The wait after this look.
  mutating func next() -> Duration {
    defer { wait = min(most, wait * 3 / 2) }
    return wait
  }

  mutating func answered() {
    misses = 0
    faults = 0
  }

  /// The service does not know the run.
  ///
  /// - Returns: whether it has said so often enough to be believed.
  mutating func missed() -> Bool {
    misses += 1
    return misses >= 3
  }

  /// The service could not be asked.
  ///
  /// - Returns: whether the attempt should end; its run is kept for the next one.
  mutating func failed() -> Bool {
    faults += 1
    return faults >= 3
  }

  /// Whether the run's events may be asked for.
  mutating func attaches() -> Bool {
    attachesLeft -= 1
    return attachesLeft >= 0
  }

  mutating func cannotAttach() { attachesLeft = 0 }
}
