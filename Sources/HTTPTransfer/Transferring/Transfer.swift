internal import CLibCurl
import JobModel
import Synchronization

/// One request to one server, and what comes back.
///
/// After it was handed to the loop only the loop's thread touches it, `isCancelled` apart: hence `@unchecked`.
final class Transfer: @unchecked Sendable {
  enum Reply: Sendable {
    case response(HTTPResponse)
    /// The server sent the request on.
    case sentOn(ResponseHead)
    case events(ResponseHead, EventChannel)
  }

  enum Verdict {
    case goOn, wait, stop
  }

  /// Where the body goes, known when the head is there.
  private enum Destination {
    case none
    case discarded(count: Int)
    case sink(BodySink)
    case events(EventFeed)
  }

  let hop: Hop
  let started: ContinuousClock.Instant
  let isCancelled = Atomic(false)
  private let isProxied: Bool
  private let openChannel: @Sendable (Transfer) -> EventChannel
  private let report: @Sendable (Result<Reply, HTTPError>) -> Void

  private var handle: EasyHandle?
  private var sources: [BodySource] = []
  private(set) var head = ResponseHead()
  private var destination = Destination.none
  /// Why a callback ended the transfer: libcurl itself knows only that it did.
  private var problem: HTTPError?
  /// An address that was not connected to; another of the same host may do.
  private(set) var refusal: HTTPError?
  private var sendings = 0
  private var lastSign = ContinuousClock.now
  private var waitsForReader = false

  /// - Parameters:
  ///   - started: when the call came, also where this is not its first hop.
  ///   - openChannel: makes the way to the reader of events.
  ///   - report: called once on the loop's thread, with the answer, or with the head of an event stream.
  init(
    _ hop: Hop, started: ContinuousClock.Instant, options: HTTPClientOptions,
    openChannel: @escaping @Sendable (Transfer) -> EventChannel,
    report: @escaping @Sendable (Result<Reply, HTTPError>) -> Void
  ) {
    (self.hop, self.started, self.openChannel, self.report) = (hop, started, openChannel, report)
    isProxied = options.proxies.proxy(for: hop.target) != nil
  }

  /// The time at which the call must be over.
  var deadline: ContinuousClock.Instant? { hop.request.deadlines.total.map { started.advanced(by: $0) } }

  /// Whether bytes of the request have gone out; those to a proxy, before the way is open, do not count.
  var wasSent: Bool {
    guard let handle, sendings > 0 else { return false }
    return rowspool_get_long(handle.easy, CURLINFO_REQUEST_SIZE) > 0
  }

  /// What libcurl calls it; `nil` before the start and after the end.
  var easy: UnsafeMutableRawPointer? { handle?.easy }

  // MARK: Start

  /// Makes libcurl's handle of it.
  func prepare(_ options: HTTPClientOptions) throws(HTTPError) -> EasyHandle {
    let handle = try EasyHandle()
    let remaining = deadline.map { ContinuousClock.now.duration(to: $0) }
    try handle.configure(hop, options, remaining: remaining)
    try TransferCallbacks.install(self, on: handle)
    sources = try handle.setBody(of: hop) { [unowned self] in touch() }
    self.handle = handle
    touch()
    return handle
  }

  // MARK: Signs of life

  private func touch() { lastSign = .now }

  /// When the silence has lasted too long; `nil` where something else limits it: the connection is not there yet, or the
  /// reader of events is the slow one.
  var idleEnd: ContinuousClock.Instant? {
    sendings > 0 && !waitsForReader ? lastSign.advanced(by: hop.request.deadlines.idle) : nil
  }

  /// The reader takes events again. The corresponding C function is `curl_easy_pause`.
  func resume() {
    guard waitsForReader, let handle else { return }
    waitsForReader = false
    touch()
    let code = curl_easy_pause(handle.easy, CURLPAUSE_CONT)
    if code != CURLE_OK, problem == nil { problem = failure(code) }
  }

  // MARK: What libcurl asks

  func mayConnect(to address: UnsafeRawBufferPointer) -> Bool {
    isProxied || isAllowed(NetworkAddress(address)) { refusal = $0 }
  }

  /// Kept connections are checked too: another request may have been allowed what this one is not.
  func maySend(to address: String) -> Bool {
    guard isProxied || isAllowed(NetworkAddress(address), otherwise: { problem = $0 }) else { return false }
    // libcurl sends again by itself where a kept connection ends before any answer came.
    guard hop.request.isRepeatable || !wasSent else {
      problem = failure(CURLE_GOT_NOTHING)
      return false
    }
    sendings += 1
    touch()
    return true
  }

  private func isAllowed(_ address: NetworkAddress?, otherwise: (HTTPError) -> Void) -> Bool {
    do throws(HTTPError) {
      guard let address else { throw Sentences.noAddress(hop.target) }
      try hop.request.access.check(address, of: hop.target)
      return true
    } catch {
      otherwise(error)
      return false
    }
  }

  // MARK: What comes

  /// - Returns: whether the transfer goes on.
  func takeHeader(_ line: UnsafeRawBufferPointer) -> Bool {
    touch()
    switch head.add(line) {
    case .goOn: return true
    case .complete:
      chooseDestination()
      return true
    case .tooLarge:
      problem = failure(CURLE_OUT_OF_MEMORY)
      return false
    }
  }

  private func chooseDestination() {
    if hop.followsRedirects, head.isRedirect {
      destination = .discarded(count: 0)
    } else if hop.wantsEvents, head.isEventStream {
      let channel = openChannel(self)
      destination = .events(EventFeed(channel, hop.redaction))
      report(.success(.events(head, channel)))
    } else {
      destination = .sink(BodySink(hop.request.receiver, hop.redaction))
    }
  }

  func takeBody(_ piece: UnsafeRawBufferPointer) -> Verdict {
    touch()
    let verdict = take(piece)
    waitsForReader = verdict == .wait
    return verdict
  }

  private func take(_ piece: UnsafeRawBufferPointer) -> Verdict {
    switch destination {
    case .none:
      return .goOn
    case .discarded(let count):
      // A short one is read to its end, and its connection kept.
      destination = .discarded(count: count + piece.count)
      return count + piece.count > 64 << 10 ? .stop : .goOn
    case .events(let feed):
      let verdict = feed.add(piece)
      if verdict == .stop { problem = Sentences.eventTooLarge(hop.target, limit: EventParser.usualLimit) }
      return verdict
    case .sink(let sink):
      do throws(BodySink.Problem) {
        try sink.add(piece)
        return .goOn
      } catch {
        problem = Sentences.of(error, hop)
        return .stop
      }
    }
  }

  // MARK: End

  /// Ends it as libcurl did.
  func end(_ code: CURLcode) {
    switch destination {
    case .discarded where problem == nil: report(.success(.sentOn(head)))
    case .events(let feed): end(feed, outcome(code))
    case .sink(let sink): report(finish(sink, unless: outcome(code)))
    case .none, .discarded: report(.failure(outcome(code) ?? failure(CURLE_WEIRD_SERVER_REPLY)))
    }
    destination = .none
    handle = nil
  }

  /// Ends it for a reason of ours.
  func end(_ error: HTTPError) {
    problem = error
    end(CURLE_ABORTED_BY_CALLBACK)
  }

  private func finish(_ sink: BodySink, unless failure: HTTPError?) -> Result<Reply, HTTPError> {
    if let failure {
      sink.discard()
      return .failure(failure)
    }
    do throws(BodySink.Problem) {
      return .success(.response(response(try sink.finish())))
    } catch {
      sink.discard()
      return .failure(Sentences.of(error, hop))
    }
  }

  private func response(_ body: HTTPResponse.Body) -> HTTPResponse {
    HTTPResponse(
      status: head.status, headers: head.headers.map(hop.redaction.header), body: body,
      url: hop.redaction.text(hop.target.url), elapsed: started.duration(to: .now))
  }

  private func end(_ feed: EventFeed, _ failure: HTTPError?) {
    if let failure {
      feed.channel.finish(.failure(failure))
    } else {
      feed.end()
    }
  }

  private func outcome(_ code: CURLcode) -> HTTPError? {
    if let problem { return redacted(problem) }
    guard code != CURLE_OK else { return nil }
    if let complaint = sources.lazy.compactMap(\.problem).first {
      return redacted(HTTPError(.badRequest, wasSent: wasSent, message: complaint))
    }
    return failure(code)
  }

  private func failure(_ code: CURLcode) -> HTTPError {
    var error = Sentences.of(code, self, handle)
    error.wasSent = wasSent
    return redacted(error)
  }

  private func redacted(_ error: HTTPError) -> HTTPError {
    HTTPError(
      error.code, wasSent: error.wasSent, message: error.message.map(hop.redaction.text),
      detail: error.detail.map(hop.redaction.text))
  }
}
