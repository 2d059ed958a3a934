import HTTPTransfer
import JobModel

extension HTTPWork {
  private enum Outcome: Sendable {
    case whole(HTTPResponse)
    case events(EventReading)
  }

  /// Sends the row's request and reads its events, or its plain answer.
  mutating func streamWork() async throws(Failure) -> Answer {
    guard let events = recipe.events else { return try await send(recipe.request, for: .work) }
    let request = try await prepare(recipe.request, for: .work)
    let reader = EventReader(
      fold: EventFold(events, pointers: recipe.pointers), remote: recipe.remote, step: step.number, context: context)
    try await begin(request, isWork: true)
    let start = parts.clock.elapsed()
    let outcome: Outcome
    do throws(HTTPError) {
      outcome = try await protected(request) { [http = parts.http] () async throws(HTTPError) -> Outcome in
        switch try await http.stream(request) {
        case .response(let response): return .whole(response)
        case .events(let stream): return .events(await reader.read(stream))
        }
      }
    } catch {
      throw await failure(error, request)
    }
    switch outcome {
    case .whole(let response):
      pass.note(response)
      let answer = try await read(response)
      try await judge(answer)
      return answer
    case .events(let reading):
      pass.note(HTTPResponse(status: reading.status, headers: reading.headers, url: request.url))
      scope.remote = reading.remote
      let elapsed = Double((parts.clock.elapsed() - start).wholeMilliseconds) / 1000
      return try await answer(reading, request, seconds: elapsed)
    }
  }

  private func judge(_ answer: Answer, isError: Bool = false) async throws(Failure) {
    var verdict = judge.verdict(on: answer, to: recipe.request, isRepeatable: recipe.request.isRepeatable)
    if isError, case .good = verdict { verdict = .bad(judge.failure(ofState: "error", in: answer)) }
    guard case .bad(let failure) = verdict else { return }
    if failure.class != .unknown { await settle() }
    throw failure
  }

  private func answer(
    _ reading: EventReading, _ request: HTTPRequest, seconds: Double
  ) async throws(Failure) -> Answer {
    let answer = Answer(
      status: reading.status, headers: reading.headers, url: request.url, seconds: seconds, events: reading.fold)
    switch reading.end {
    case .whole:
      try await judge(answer)
      return answer
    case .error:
      try await judge(answer, isError: true)
      return answer
    case .cut(let error):
      // Work that has an id is followed by it.
      if reading.remote != nil, recipe.poll != nil { return answer }
      let error =
        error
        ?? HTTPError(
          .reset, wasSent: true, message: "The answer of the service '\(service)' ended before it was whole.")
      throw Failure(error, service: service, step: step.name, isRepeatable: request.isRepeatable)
    }
  }
}

/// An event stream that was read to its end.
struct EventReading: Sendable {
  enum End: Sendable {
    case whole
    case error
    /// - Parameter error: `nil` where the stream ended in order, but before the sign of its end.
    case cut(HTTPError?)
  }

  var fold: EventFold
  var end: End
  var remote: String?
  var status: Int
  var headers: [HTTPHeader]
}

/// Reads an event stream, and writes the service's id down as soon as an event has it.
struct EventReader: Sendable {
  var fold: EventFold
  let remote: [JSONPointer]
  /// The step's position.
  let step: Int
  let context: StepContext

  func read(_ stream: HTTPEventStream) async -> EventReading {
    var reading = EventReading(fold: fold, end: .cut(nil), status: stream.status, headers: stream.headers)
    do throws(HTTPError) {
      for try await event in stream {
        let step = reading.fold.take(event)
        await takeRemote(&reading)
        switch step {
        case .goOn: continue
        case .final: reading.end = .whole
        case .error: reading.end = .error
        }
        return reading
      }
    } catch {
      reading.end = .cut(error)
    }
    return reading
  }

  private func takeRemote(_ reading: inout EventReading) async {
    let latest = reading.fold.latest
    guard reading.remote == nil, let id = remote.lazy.compactMap({ latest[$0]?.first?.shortText }).first, !id.isEmpty
    else { return }
    reading.remote = id
    // As for any other id: what cannot be written down is still known.
    try? await context.journal.remote(step: step, id: RemoteRecord(id: id).text)
  }
}
