/// Carries requests by libcurl, thousands at a time, on one thread of its own.
///
/// Connections are kept and used again; names are looked up once a minute; HTTP/2 is spoken with servers that do. Bodies
/// in files are read and written by that thread. One client does for a whole process. Letting go of it shuts it down.
///
/// Each request in flight holds a socket: the process's limit of open files must be above that, and its locale must be a
/// UTF-8 one for host names that are not ASCII.
package final class HTTPClient: HTTPService {
  private let loop: TransferLoop
  private let options: HTTPClientOptions

  package init(options: HTTPClientOptions = HTTPClientOptions()) {
    self.options = options
    loop = TransferLoop(options)
  }

  deinit { loop.close() }

  /// Ends all transfers with the code `shutDown`; later ones end so at once. Does not wait.
  package func shutDown() { loop.close() }

  package func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
    switch try await answer(request, wantsEvents: false) {
    case .response(let response): return response
    case .events: preconditionFailure("events come only where they are wanted")
    }
  }

  package func stream(_ request: HTTPRequest) async throws(HTTPError) -> HTTPAnswer {
    try await answer(request, wantsEvents: true)
  }

  private func answer(_ request: HTTPRequest, wantsEvents: Bool) async throws(HTTPError) -> HTTPAnswer {
    let redaction = Redaction(request.secrets)
    let started = ContinuousClock.now
    var itinerary = try Itinerary(request, wantsEvents: wantsEvents, redaction: redaction)
    while true {
      switch try await carry(itinerary.hop, started) {
      case .response(let response): return .response(response)
      case .sentOn(let head): try itinerary.follow(head)
      case .events(let head, let channel):
        return .events(
          HTTPEventStream(
            status: head.status, headers: head.headers.map(redaction.header),
            next: { () async throws(HTTPError) in try await channel.next() }, end: { channel.cancel() }))
      }
    }
  }

  private func carry(_ hop: Hop, _ started: ContinuousClock.Instant) async throws(HTTPError) -> Transfer.Reply {
    let call = Call(loop)
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let transfer = Transfer(hop, started: started, options: options, openChannel: loop.channel) {
          continuation.resume(returning: $0)
        }
        call.begin(transfer)
      }
    } onCancel: {
      call.cancel()
    }
    return try result.get()
  }
}

extension TransferLoop {
  /// Makes the channel of a transfer's events.
  fileprivate func channel(_ transfer: Transfer) -> EventChannel {
    EventChannel(
      resume: { [weak self, weak transfer] in
        if let transfer { self?.resume(transfer) }
      },
      stop: { [weak self, weak transfer] in
        if let transfer { self?.cancel(transfer) }
      })
  }
}
