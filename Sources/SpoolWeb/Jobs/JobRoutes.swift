import HTTPTypes
import Hummingbird
import JobModel
import JobProcessing
import Results

/// `/api/v1/jobs`: the list and each job.
struct JobRoutes: Sendable {
  let desk: FrontDesk
  let pages: PageLibrary

  func add(to router: Router<WebContext>) {
    router.get("api/v1/jobs") { request, context in try await list(request, context) }
    router.get("api/v1/jobs/:job") { _, context in try await show(context) }
    router.get("api/v1/drops") { _, context in
      let isAll = context.shownSubmitter(desk) == nil
      return JSONAnswer((isAll ? await desk.drops() : BoardDrops()).json(in: context.language))
    }
    router.get("api/v1/statistics") { _, context in
      JSONAnswer(await desk.statistics(only: context.shownSubmitter(desk)).json(in: context.language))
    }
  }

  private func list(_ request: Request, _ context: WebContext) async throws -> JSONAnswer {
    let page = await desk.jobs(try query(RequestQuery(request), context))
    var answer: JSONObject = [
      "items": .array(page.items.map { .object($0.json(in: context.language)) }),
      "total": .integer(Int64(page.total)),
    ]
    answer["next"] = page.next.map { .string($0.text) }
    return JSONAnswer(answer)
  }

  private func query(_ words: RequestQuery, _ context: WebContext) throws -> JobQuery {
    var query = JobQuery()
    query.states = try words.text("state").map(Self.states)
    query.workflow = try words.text("workflow")
    query.search = try words.text("search") ?? ""
    if try words.flag("mine") { query.submitter = context.submitterName }
    query.only = context.shownSubmitter(desk)
    query.sort = try words.choice("sort", default: .newest)
    query.limit = try words.limit()
    if let after = try words.text("after") {
      guard let cursor = JobQuery.Cursor(after, query.sort) else {
        throw WebFailure.badValue("after", "'after' must be the 'next' of an earlier answer of the same order.")
      }
      query.after = cursor
    }
    return query
  }

  /// States by their names, with commas between; `unfinished` and `finished` stand for those that are.
  private static func states(_ text: String) throws -> Set<JobState> {
    var states: Set<JobState> = []
    for word in text.split(separator: ",") {
      if let state = JobState(rawValue: String(word)) {
        states.insert(state)
      } else if word == "unfinished" || word == "finished" {
        states.formUnion(JobState.allCases.filter { $0.isFinished == (word == "finished") })
      } else {
        let known = Message.list(JobState.allCases.map(\.rawValue) + ["unfinished", "finished"])
        throw WebFailure.badValue("state", "There is no state '\(String(word.prefix(40)))'. The states are: \(known).")
      }
    }
    return states
  }

  // MARK: One job

  private func show(_ context: WebContext) async throws -> JSONAnswer {
    let job: JobView
    do {
      job = try await context.requireJob(desk)
    } catch let failure as WebFailure where failure.status == .notFound {
      guard let rejected = try await rejected(context) else { throw failure }
      return rejected
    }
    var answer = job.json(in: context.language)
    guard let details = try await desk.details(of: job.id, in: context.language) else { return JSONAnswer(answer) }
    answer = answer.merging(Self.json(details, in: context.language))
    answer["links"] = .array(
      job.summary.delivered.map { name in
        let kind = name.hasSuffix(".zip") ? "zip" : "xlsx"
        return ["name": .string(name), "url": .string("/api/v1/jobs/\(job.id.text.asLinkPart)/results.\(kind)")]
      })
    return JSONAnswer(answer)
  }

  private static func json(_ details: FrontDesk.JobDetails, in language: Language) -> JSONObject {
    [
      "title": .string(details.title),
      "columns": .array(details.columns.map(JSONValue.string)),
      "facts": .array(
        details.facts.map {
          ["title": .string($0.title.text(in: language)), "value": .string($0.value.text(in: language))]
        }),
      "notes": .array(details.notes.map { .string($0.text(in: language)) }),
      "problems": .array(details.problems.problems.map { .object($0.json(in: language)) }),
      "problemCount": .integer(Int64(details.problems.count)),
    ]
  }

  /// A drop that was given back.
  private func rejected(_ context: WebContext) async throws -> JSONAnswer? {
    guard context.shownSubmitter(desk) == nil, let id = JobID(try context.pathText("job")),
      let rejection = try await desk.rejection(of: id)
    else { return nil }
    let lines = rejection.reasons.split(whereSeparator: \.isNewline).map { JSONValue.string(String($0)) }
    let answer: JSONObject = [
      "job": .string(id.text), "state": .string(JobState.rejected.rawValue), "name": .string(rejection.name),
      "reasons": .array(lines),
    ]
    return JSONAnswer(answer)
  }
}
