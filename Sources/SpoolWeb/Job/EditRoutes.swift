import HTTPTypes
import Hummingbird
import JobModel
import JobProcessing

/// `/api/v1/jobs/{job}/edits`: jobs that were begun with a result of this one.
struct EditRoutes: Sendable {
  let desk: FrontDesk

  func add(to router: Router<WebContext>) {
    router.get("api/v1/jobs/:job/edits") { request, context in
      let (job, words) = (try await context.requireJob(desk), RequestQuery(request))
      let row = try words.text("row") == nil ? nil : try words.number("row", in: 1...(.max), default: 1)
      let (edits, areMore) = try await desk.edits(
        of: job.id, row: row, only: context.shownSubmitter(desk), after: try Self.place(words), limit: try words.limit()
      )
      var answer: JSONObject = ["items": .array(edits.map { .object($0.json(for: context)) })]
      if areMore, let last = edits.last { answer["next"] = .string(last.job.id.text) }
      return JSONAnswer(answer)
    }
  }

  private static func place(_ words: RequestQuery) throws -> JobID? {
    guard let text = try words.text("after") else { return nil }
    guard let job = JobID(text) else {
      throw WebFailure.badValue("after", "'after' must be the 'next' of an earlier answer of the same order.")
    }
    return job
  }
}

extension PictureEdit {
  fileprivate func json(for context: WebContext) -> JSONObject {
    var object: JSONObject = [
      "job": .string(job.id.text), "name": .string(job.summary.name), "state": .string(job.summary.state.rawValue),
      "since": .string(job.summary.since.description), "root": .object(root.json),
    ]
    object["workflow"] = job.summary.workflow.map(JSONValue.string)
    object["preset"] = job.summary.preset.map(JSONValue.string)
    object["begunWith"] = job.summary.begunWith.map { .object($0.json) }
    object["result"] = row.map { .object($0.json(of: job.id, for: context)) }
    return object
  }
}
