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
      object = JobPageObject(record, page, context).object
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
    "live.js", "job.js", "job-rows.js", "job-run.js", "job-grid.js", "job-viewer.js", "job-limits.js",
  ]

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
