import HTTPTypes
import Hummingbird
import JobModel
import JobProcessing
import Results

/// `/jobs/{job}`: the page of a job.
struct JobPageRoutes: Sendable {
  let desk: FrontDesk
  let pages: PageLibrary

  func add(to router: Router<WebContext>) {
    router.get("jobs/:job") { request, context in try await show(request, context) }
  }

  private func show(_ request: Request, _ context: WebContext) async throws -> Response {
    let text = try context.pathText("job")
    // A drop that was given back is no job, and nobody's but by its name.
    if context.shownSubmitter(desk) != nil { _ = try await context.requireJob(desk) }
    guard let id = JobID(text), let look = try await desk.look(at: id, in: context.language) else {
      throw WebFailure.noJob(text.prefix(200))
    }
    var object: [String: Any]
    let title: Message
    switch look {
    case .committed(let record, let page):
      var shown = JobPageObject(record, page, context)
      shown.origin = try await origin(of: record, context)
      object = shown.object
      title = Message(verbatim: page.name)
    case .reading(let summary):
      object = Self.object(of: summary, context.language)
      title = Message(verbatim: summary.name)
    case .rejected(let rejection):
      object = Self.object(of: rejection, id, context.language)
      title = Message(verbatim: rejection.name)
    }
    object["job"] = id.text
    // The head alone is asked for again and again while anything changes.
    let isHead = try RequestQuery(request).text("part") == "head"
    if isHead { return pages.part("job-head", context, object) }
    (object["styles"], object["scripts"]) = (["job.css"], Self.scripts)
    return pages.page("job", titled: title, request, context, object)
  }

  private static let scripts = [
    "live.js", "job.js", "job-form.js", "job-edits.js", "job-rows.js", "job-run.js", "job-edit.js", "job-grid.js",
    "job-viewer.js", "job-limits.js",
  ]

  /// The picture that a job was begun with, if it was: a link to it, unless its job has gone or is not to be seen.
  private func origin(of record: JobRecord, _ context: WebContext) async throws -> [String: Any]? {
    guard let origin = record.manifest.begunWith else { return nil }
    let only = context.shownSubmitter(desk)
    guard let job = try await desk.job(origin.job, only: only) else {
      let text: Message = "Begun with a picture of a job that is not there any more."
      return ["text": text.text(in: context.language)]
    }
    let text: Message = "Begun with the picture of row \(origin.row) of “\(job.summary.name)”"
    let place = "/jobs/\(origin.job.text.asLinkPart)"
    return [
      "text": text.text(in: context.language),
      "link": "\(place)#tab=pictures&shot=\(origin.file.asLinkPart)",
      "picture": "\(place)/thumbnails/\("\(origin.file).jpg".asLinkPart)",
    ]
  }

  /// A drop that is being read has no rows yet.
  private static func object(of job: JobSummary, _ language: Language) -> [String: Any] {
    [
      "name": job.name, "id": job.id.text, "state": job.state.title.text(in: language), "kind": job.state.kind,
      "isLive": true, "isReading": true,
    ]
  }

  private static func object(of rejection: Rejection, _ id: JobID, _ language: Language) -> [String: Any] {
    [
      "name": rejection.name, "id": id.text, "state": JobState.rejected.title.text(in: language),
      "kind": JobState.rejected.kind, "isRejected": true,
      "reasons": rejection.reasons.split(whereSeparator: \.isNewline).map(String.init),
    ]
  }
}
