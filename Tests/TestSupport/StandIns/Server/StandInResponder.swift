import Foundation
import HTTPTypes
import Hummingbird
import JobModel
import NIOCore

/// Answers every request: notes it, lets the faults in, checks the key, asks the service.
struct StandInResponder: HTTPResponder {
  typealias Context = StandInContext

  let control: Control

  /// Bytes of the largest body that is taken in. Uploads of 100 MB are tried.
  private static let largestBody = 1 << 28

  func respond(to request: Request, context: StandInContext) async throws -> Response {
    let body = try await request.body.collect(upTo: Self.largestBody)
    let path = request.uri.path.removingPercentEncoding ?? request.uri.path
    let query = Dictionary(
      request.uri.queryParameters.map { (String($0.key), String($0.value)) }, uniquingKeysWith: { $1 })
    let bytes = Array(body.readableBytesView)
    if path.hasPrefix(Control.base) {
      let reply = control.answer(
        request.method.rawValue, String(path.dropFirst(Control.base.count)), query: query, body: bytes)
      return try await StandInSender(reply: reply, resets: false, channel: context.channel).response()
    }
    guard let (service, base) = serviceAndBase(of: path) else {
      return Response(status: .notFound, body: .init(byteBuffer: ByteBuffer(string: "There is no such service.\n")))
    }
    let rest = String(path.dropFirst(base.count))
    let seen = StandInRequest(
      method: request.method.rawValue, path: rest.isEmpty ? "/" : rest, base: base, query: query,
      headers: request.headers, body: bytes, origin: "http://\(request.head.authority ?? "127.0.0.1")")
    return try await respond(to: seen, by: service, channel: context.channel)
  }

  private func serviceAndBase(of path: String) -> (any StandInService, String)? {
    let fitting = control.services.flatMap { service in service.bases.map { (service, $0) } }
      .filter { path == $0.1 || path.hasPrefix($0.1 + "/") }
    return fitting.max { $0.1.count < $1.1.count }
  }

  private func respond(
    to request: StandInRequest, by service: any StandInService, channel: any Channel
  ) async throws -> Response {
    let call = RecordedCall(request, service: service.name)
    let place = control.calls.record(call)
    let fault = control.faults.take(
      service: service.name, method: request.method, path: request.path, texts: call.texts)
    var reply = try await self.reply(to: request, by: service, fault: fault, place: place)
    // The work is done by now: who goes away while it waits was served, and pays.
    if let delay = fault?.delayBeforeHeaders { try await ContinuousClock().sleep(for: delay) }
    if let fault { reply = fault.worked(into: reply) }
    if service.compresses, request.header("Accept-Encoding")?.contains("gzip") == true { reply = reply.compressed }
    let sender = StandInSender(reply: reply, resets: fault?.resets ?? false, channel: channel)
    if fault?.cut == .beforeHeaders {
      control.calls.note(status: 0, of: place)
      return try await sender.cutBeforeHeaders()
    }
    control.calls.note(status: reply.status, of: place)
    return try await sender.response()
  }

  private func reply(
    to request: StandInRequest, by service: any StandInService, fault: Fault?, place: CallBook.Place
  ) async throws -> StandInReply {
    let instead = fault?.reply(of: service)
    // A connection that is cut before the headers was cut before the work, unless the fault says otherwise.
    let isCutEarly = fault?.cut == .beforeHeaders && fault?.isPerformed != true
    if isCutEarly || (instead != nil && fault?.isPerformed != true) { return instead ?? StandInReply(status: 500) }
    if service.needsKey(request) {
      let key = service.key(of: request)
      guard let key, control.keys.isGood(key) else {
        return service.reply(to: .badKey, details: control.keys.complaint(about: key))
      }
    }
    var request = request
    request.behaviour = fault?.behaviour
    let own = try await performed(request, by: service, place: place)
    return instead ?? own
  }

  /// The service's own answer. A reply below 400 counts as work that was done.
  private func performed(
    _ request: StandInRequest, by service: any StandInService, place: CallBook.Place
  ) async throws -> StandInReply {
    for route in service.routes where route.method == request.method {
      guard let parameters = route.parameters(of: request.path) else { continue }
      var request = request
      request.parameters = parameters
      do {
        let reply = try await route.handler(request)
        if reply.status < 400 { control.calls.notePerformed(place) }
        return reply
      } catch let refused as Refused {
        return refused.reply
      } catch {
        return service.reply(to: .invalid, details: "\(error)")
      }
    }
    return service.reply(to: .notFound, details: "There is no \(request.method) \(request.path).")
  }
}
