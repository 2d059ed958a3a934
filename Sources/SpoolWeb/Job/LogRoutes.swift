import Hummingbird
import JobModel
import JobProcessing

/// `/api/v1/jobs/{job}/log`: what happened to a job, newest first.
struct LogRoutes: Sendable {
  let desk: FrontDesk

  func add(to router: Router<WebContext>) {
    router.get("api/v1/jobs/:job/log") { request, context in
      let (record, words) = (try await context.requireRecord(desk), RequestQuery(request))
      var query = LogQuery()
      query.event = try words.text("event")
      query.search = try words.text("filter") ?? words.text("search") ?? ""
      query.limit = try words.limit()
      if try words.text("after") != nil { query.before = try words.number("after", in: 0...(.max), default: 0) }
      let page = try await desk.log(of: record, query, in: context.language)
      var answer: JSONObject = ["items": .array(page.lines.map { .object($0.json(for: context)) })]
      answer["next"] = page.next.map { .string(String($0)) }
      return JSONAnswer(answer)
    }
  }
}

extension LogPage.Line {
  fileprivate func json(for context: WebContext) -> JSONObject {
    var object: JSONObject = [
      "at": .string(at.description), "event": .string(event), "message": .string(message.text(in: context.language)),
    ]
    object["row"] = row.map { .integer(Int64($0)) }
    object["by"] = by.map(JSONValue.string)
    if context.visitor.isAdmin { object["detail"] = detail.map(JSONValue.string) }
    return object
  }
}
