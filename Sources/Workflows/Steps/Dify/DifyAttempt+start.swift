import HTTPTransfer
import JobModel

extension DifyAttempt {
  /// Sends the request and reads what comes of it.
  func start(_ body: JSONObject, user: String) async throws(Failure) -> DifyEnded {
    var request = server.request(posting: body, to: settings.app.runPath, isRepeatable: false)
    request.headers.append(HTTPHeader("Accept", "text/event-stream"))
    request.deadlines.idle = settings.idle
    try await server.pass.pace()
    try await recordSent()
    let run = DifyRun(user: user)
    switch await answer(to: request) {
    case .success(.events(let events)):
      server.pass.note(HTTPResponse(status: events.status, headers: events.headers, url: request.url))
      return try await read(events, of: run)
    case .success(.response(let response)): return try await take(server.reply(response), of: run)
    case .failure(let error): return try await noAnswer(error, of: run)
    }
  }

  func answer(to request: HTTPRequest) async -> Result<HTTPAnswer, HTTPError> {
    do throws(HTTPError) { return .success(try await server.http.stream(request)) } catch { return .failure(error) }
  }

  private func noAnswer(_ error: HTTPError, of run: DifyRun) async throws(Failure) -> DifyEnded {
    guard error.wasSent else {
      try await giveUp()
      throw server.failure(error, isRepeatable: false)
    }
    return try await reconcile(run, after: error)
  }

  // MARK: Events

  private func read(_ events: HTTPEventStream, of run: DifyRun) async throws(Failure) -> DifyEnded {
    let reading = await read(events, into: DifyStream(settings.app, run: run))
    if let end = reading.end { return try await settle(DifyEnded(run: reading.stream.run, end: end)) }
    return try await reconcile(reading.stream.run, after: reading.fault)
  }

  /// How far a stream was read.
  struct Reading {
    var stream: DifyStream
    /// `nil`: the stream ended, or broke off, before the run did.
    var end: DifyEnd?
    var fault: HTTPError?
  }

  /// Reads until the run's end; what names it is on disk before the next event is looked at.
  func read(_ events: HTTPEventStream, into stream: DifyStream) async -> Reading {
    var reading = Reading(stream: stream)
    var recorded: DifyRun?
    var iterator = events.makeAsyncIterator()
    do throws(HTTPError) {
      while reading.end == nil, let event = try await iterator.next() {
        if case .ended(let end) = reading.stream.take(event) { reading.end = end }
        let run = reading.stream.run
        if run.isNamed, run != recorded, await record(run) { recorded = run }
      }
    } catch {
      reading.fault = error
    }
    reading.end = reading.end ?? reading.stream.finish()
    return reading
  }

  /// An `error` event with a fault of the server's own need not be the run's end.
  private func settle(_ ended: DifyEnded) async throws(Failure) -> DifyEnded {
    guard case .error(let event) = ended.end, ended.run.run != nil, DifyRefusal(event).status >= 500 else {
      return ended
    }
    return try await follow(ended.run, within: times.lookUp) ?? ended
  }

  // MARK: Other answers

  private func take(_ reply: DifyServer.Reply, of run: DifyRun) async throws(Failure) -> DifyEnded {
    let refusal = DifyRefusal(reply)
    if reply.isGood { return try await takeWhole(reply, refusal, of: run) }
    if refusal.leavesRunUnknown, refusal.status != 503 { return try await reconcile(run, after: nil, refusal) }
    // A fault of the server's own may come after the start. What cannot be looked up then is answered as it came.
    if refusal.status >= 500, let found = try? await find(run, within: .zero) {
      return try await goOn(with: found).orThrow(lostRun(found))
    }
    try await giveUp()
    throw refusal.failure(server.access.name)
  }

  /// A whole answer in place of a stream: a gateway's, or a server's that does not stream.
  private func takeWhole(
    _ reply: DifyServer.Reply, _ refusal: DifyRefusal, of run: DifyRun
  ) async throws(Failure) -> DifyEnded {
    guard let object = reply.object else { return try await reconcile(run, after: nil, refusal) }
    var stream = DifyStream(settings.app, run: run)
    let event = object["data"] == nil ? "message_end" : "workflow_finished"
    var whole = object
    whole["event"] = whole["event"] ?? .string(event)
    let decision = stream.take(ServerSentEvent(data: JSONValue.object(whole).plainText))
    if stream.run.isNamed { _ = await record(stream.run) }
    switch decision {
    case .ended(let end): return DifyEnded(run: stream.run, end: end)
    case .none, .identified: return try await reconcile(stream.run, after: nil, refusal)
    }
  }
}

extension Optional {
  func orThrow(_ failure: Failure) throws(Failure) -> Wrapped {
    guard let self else { throw failure }
    return self
  }
}
