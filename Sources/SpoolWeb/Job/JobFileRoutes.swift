import HTTPTypes
import Hummingbird
import JobModel
import JobProcessing
import NIOCore

/// Files of a job: results, what they were made from, small copies, and what is to be taken away as a whole.
struct JobFileRoutes: Sendable {
  let desk: FrontDesk

  func add(to router: Router<WebContext>) {
    router.get("jobs/:job/files/:name") { request, context in
      try await send(.result(try context.pathText("name")), request, context)
    }
    router.get("jobs/:job/rows/:row/inputs/:column") { request, context in
      let wanted = WantedFile.input(row: try context.requireRow(), column: try context.pathText("column"))
      return try await send(wanted, request, context)
    }
    router.get("jobs/:job/thumbnails/:name") { request, context in
      try await send(.thumbnail(try context.pathText("name")), request, context)
    }
    router.get("api/v1/jobs/:job/results.xlsx") { request, context in
      try await take(.workbook, request, context)
    }
    router.get("api/v1/jobs/:job/results.zip") { request, context in
      let words = RequestQuery(request)
      guard try words.text("marked") != nil else { return try await take(.archive, request, context) }
      return try await takeMarked(try words.choice("marked", default: .good), context)
    }
    router.get("api/v1/jobs/:job/marked.xlsx") { request, context in try await take(.marked, request, context) }
  }

  private func send(_ wanted: WantedFile, _ request: Request, _ context: WebContext) async throws -> Response {
    let record = try await context.requireRecord(desk)
    guard let file = try await desk.file(wanted, of: record) else {
      throw WebFailure(.notFound, "no-such-file", "The job has no such file, or not yet.")
    }
    let isDownload = try RequestQuery(request).flag("download")
    return FileAnswer(desk: desk, file: file, isDownload: isDownload).response(to: request)
  }

  /// What is handed over in `outgoing/`. Results that are not there are asked for.
  private func take(_ wanted: WantedFile, _ request: Request, _ context: WebContext) async throws -> Response {
    let record = try await context.requireRecord(desk)
    if let file = try await desk.file(wanted, of: record) {
      return FileAnswer(desk: desk, file: file, isDownload: true).response(to: request)
    }
    guard wanted != .marked else {
      throw WebFailure(.notFound, "no-such-file", "The job has no such file, or not yet.")
    }
    var failure = WebFailure(
      .serviceUnavailable, "being-written",
      "The results are not there yet: they are being written now. Try again in a few seconds.")
    failure.retryAfter = 3
    let order = Order(.results, job: record.manifest.id, by: context.submitterName)
    let answer = try await desk.give(order)
    throw answer.acted || answer.isSoAlready ? failure : WebFailure(.conflict, "refused", answer.sentence)
  }

  /// It is made while it is sent: its length is not known, and no part of it can be asked for.
  private func takeMarked(_ mark: FileMark, _ context: WebContext) async throws -> Response {
    let record = try await context.requireRecord(desk)
    guard let archive = try await desk.archive(of: record, marked: mark) else {
      throw WebFailure(.notFound, "none-marked", "No result has this mark yet, so there is nothing to pack.")
    }
    let headers: HTTPFields = [
      .contentType: "application/zip", .contentDisposition: ContentDisposition.attachment.named(archive.name),
    ]
    return Response(
      status: .ok, headers: headers,
      body: ResponseBody { writer in
        while let piece = try await archive.next() { try await writer.write(ByteBuffer(bytes: piece)) }
        try await writer.finish(nil)
      })
  }
}
