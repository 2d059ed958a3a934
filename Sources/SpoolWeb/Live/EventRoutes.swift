import HTTPTypes
import Hummingbird
import JobModel
import JobProcessing
import Logging
import NIOCore
import ServiceLifecycle

/// `GET /api/v1/events`: what changes, as it changes, by server-sent events (HTML standard, section 9.2).
struct EventRoutes: Sendable {
  let desk: FrontDesk
  let access: AccessDesk

  func add(to router: Router<WebContext>) {
    router.get("api/v1/events") { request, context in try await stream(request, context) }
  }

  private func stream(_ request: Request, _ context: WebContext) async throws -> Response {
    let only = context.shownSubmitter(desk)
    var job: JobID?
    if let name = try RequestQuery(request).text("job") {
      guard let id = JobID(name), try await desk.job(id, only: only) != nil else { throw WebFailure.noJob(name) }
      job = id
    }
    let (desk, language, watched) = (desk, context.language, job)
    let place = try access.streams.take()
    return Response(
      status: .ok,
      headers: [
        .contentType: "text/event-stream", .cacheControl: "no-store",
        // Proxies that gather answers would hold events back.
        HTTPField.Name("X-Accel-Buffering") ?? .server: "no",
      ],
      body: ResponseBody { writer in
        let stream = EventStream(
          watcher: await desk.watch(job: watched, only: only), language: language)
        defer { withExtendedLifetime(place) { stream.watcher.end() } }
        try await writer.write(ByteBuffer(string: "retry: 2000\n\n"))
        while let text = await stream.next() { try await writer.write(ByteBuffer(string: text)) }
        try await writer.finish(nil)
      })
  }
}
