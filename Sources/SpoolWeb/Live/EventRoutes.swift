import ContentDigest
import Foundation
import HTTPTypes
import Hummingbird
import JobModel
import JobProcessing
import NIOCore

/// `GET /api/v1/events`: what changes, as it changes, by server-sent events (HTML standard, section 9.2), or for
/// those who ask for it by a WebSocket (RFC 6455).
struct EventRoutes: Sendable {
  let desk: FrontDesk
  let access: AccessDesk

  func add(to router: Router<WebContext>) {
    router.get("api/v1/events") { request, context in
      let watch = try await watch(request, context)
      if request.headers[.upgrade]?.lowercased() == "websocket" {
        return try await socket(request, context, watch)
      }
      return try stream(context, watch)
    }
  }

  private typealias Watch = @Sendable () async -> BoardWatcher

  private func watch(_ request: Request, _ context: WebContext) async throws -> Watch {
    let only = context.shownSubmitter(desk)
    guard let name = try RequestQuery(request).text("job") else {
      return { [desk] in await desk.watch(only: only) }
    }
    guard let id = JobID(name), try await desk.job(id, only: only) != nil else {
      throw WebFailure.noJob(name.prefix(200))
    }
    return { [desk] in await desk.watch(job: id, only: only) }
  }

  private func stream(_ context: WebContext, _ watch: @escaping Watch) throws -> Response {
    let (language, place) = (context.language, try access.streams.take())
    var headers: HTTPFields = [.contentType: "text/event-stream", .cacheControl: "no-store"]
    // A proxy that gathers answers would hold events back.
    if let name = HTTPField.Name("X-Accel-Buffering") { headers[name] = "no" }
    return Response(
      status: .ok, headers: headers,
      body: ResponseBody { writer in
        let stream = EventStream(watcher: await watch(), language: language)
        defer { withExtendedLifetime(place) { stream.watcher.end() } }
        try await writer.write(ByteBuffer(string: "retry: 2000\n\n"))
        while let messages = await stream.next() {
          // A line now and then, so that whoever is gone is noticed, and proxies keep the connection.
          let text = messages.isEmpty ? ":\n\n" : messages.map(\.eventText).joined()
          try await writer.write(ByteBuffer(string: text))
        }
        try await writer.finish(nil)
      })
  }

  // MARK: WebSocket

  /// Browsers let any page open a WebSocket to any server, cookies included: this request has come through the checks of
  /// its origin like all others.
  private func socket(_ request: Request, _ context: WebContext, _ watch: @escaping Watch) async throws -> Response {
    guard let key = request.headers[.secWebSocketKey], Data(base64Encoded: key)?.count == 16,
      request.headers[.secWebSocketVersion] == "13"
    else { throw Self.noOpening }
    guard let channel = context.channel else { throw Self.noOpening }
    let (language, place) = (context.language, try access.streams.take())
    let accept = Data(try WebSocketKey.accept(key)).base64EncodedString()
    try await WebSocketHandler.add(to: channel)
    return Response(
      status: .switchingProtocols,
      headers: [.upgrade: "websocket", .connection: "Upgrade", .secWebSocketAccept: accept],
      body: ResponseBody { writer in
        let stream = EventStream(watcher: await watch(), language: language)
        defer { withExtendedLifetime(place) { stream.watcher.end() } }
        while let messages = await stream.next(), channel.isActive {
          for message in messages { try await writer.write(ByteBuffer(string: message.socketText)) }
        }
        try await writer.finish(nil)
        try? await channel.close(mode: .output)
      })
  }

  private static let noOpening = WebFailure(
    .badRequest, "bad-websocket", "The request does not open a WebSocket of version 13.")
}
