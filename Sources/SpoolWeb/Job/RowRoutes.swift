import HTTPTypes
import Hummingbird
import JobModel
import JobProcessing
import Results
import Workflows

/// `/api/v1/jobs/{job}/rows`: the rows of a job, and running them again.
struct RowRoutes: Sendable {
  let desk: FrontDesk

  func add(to router: Router<WebContext>) {
    router.get("api/v1/jobs/:job/rows") { request, context in try await list(request, context) }
    router.get("api/v1/jobs/:job/rows/:row") { _, context in try await show(context) }
    router.get("api/v1/jobs/:job/rows/count") { request, context in try await count(request, context) }
    router.post("api/v1/jobs/:job/rows/retry") { request, context in
      let record = try await context.requireRecord(desk)
      let body = try await request.jsonObject(
        ["rows", "mark", "filter", "preset", "values", "again"])
      return try await retry(RowRetry(body), of: record, context)
    }
    router.post("api/v1/jobs/:job/rows/:row/retry") { request, context in
      let record = try await context.requireRecord(desk)
      var wanted = try RowRetry(try await request.jsonObject(["preset", "values", "again"]))
      wanted.rows = [try context.requireRow()]
      return try await retry(wanted, of: record, context)
    }
  }

  // MARK: Looking

  private func list(_ request: Request, _ context: WebContext) async throws -> JSONAnswer {
    let record = try await context.requireRecord(desk)
    guard let page = try await desk.rows(of: record, try Self.query(RequestQuery(request))) else {
      throw WebFailure.noJob(record.manifest.id.text)
    }
    var answer: JSONObject = ["items": .array(page.rows.map { .object($0.json(of: record.manifest.id, for: context)) })]
    answer["total"] = page.total.map { .integer(Int64($0)) }
    answer["next"] = page.next.map { .string(String($0)) }
    answer["lookedAt"] = .integer(Int64(page.lookedAt))
    return JSONAnswer(answer)
  }

  static func query(_ words: RequestQuery) throws -> RowQuery {
    var query = try filter(words)
    query.after = try words.number("after", in: 0...(.max), default: 0)
    query.limit = try words.limit()
    return query
  }

  private static func filter(_ words: RequestQuery) throws -> RowQuery {
    var query = try RowQuery(
      state: words.text("state"), search: words.text("search"), mark: words.text("mark"))
    query.hasMedia = try words.flag("media")
    return query
  }

  /// How many rows a filter shows, and how many of them have ended and would run again.
  private func count(_ request: Request, _ context: WebContext) async throws -> JSONAnswer {
    let record = try await context.requireRecord(desk)
    let query = try Self.filter(RequestQuery(request))
    guard let (count, ended) = try await desk.matchingRows(of: record, query) else {
      throw WebFailure.noJob(record.manifest.id.text)
    }
    let answer: JSONObject = ["rows": .integer(Int64(count)), "ended": .integer(Int64(ended.count))]
    return JSONAnswer(answer)
  }

  private func show(_ context: WebContext) async throws -> JSONAnswer {
    let (record, number) = (try await context.requireRecord(desk), try context.requireRow())
    guard let (row, lines) = try await desk.row(number, of: record) else {
      throw WebFailure(.notFound, "no-such-row", "The job has no row \(number).")
    }
    var answer = row.json(of: record.manifest.id, for: context)
    answer["events"] = .array(lines.map { .object($0.json(for: context)) })
    return JSONAnswer(answer)
  }

  // MARK: Running again

  private func retry(_ wanted: RowRetry, of record: JobRecord, _ context: WebContext) async throws -> JSONAnswer {
    var order = Order(.retry, job: record.manifest.id, by: context.submitterName)
    let rows = try await rows(wanted, of: record)
    order.rows = RowRanges(rows.sorted())
    // Somebody who names a row means that row, whatever came of it.
    order.again = wanted.isAgain
    let values = try await presetValues(wanted.preset, of: record).merging(wanted.values)
    order.values = values.isEmpty ? nil : values
    let answer = try await desk.give(order)
    guard answer.acted || answer.isSoAlready else { throw WebFailure(.conflict, "refused", answer.sentence) }
    let object: JSONObject = [
      "acted": .boolean(answer.acted), "soAlready": .boolean(answer.isSoAlready),
      "sentence": .string(answer.sentence.text(in: context.language)), "rows": .integer(Int64(rows.count)),
    ]
    return JSONAnswer(object)
  }

  /// Those that are named, marked and found, together.
  private func rows(_ wanted: RowRetry, of record: JobRecord) async throws -> Set<Int> {
    var rows = Set(wanted.rows)
    if let mark = wanted.mark {
      rows.formUnion(try await desk.markedFiles(of: record).filter { $0.mark == mark }.map(\.row))
    }
    if let filter = wanted.filter {
      rows.formUnion(try await desk.matchingRows(of: record, filter)?.ended ?? [])
      guard !rows.isEmpty else {
        throw WebFailure(.conflict, "none-ended", "No row that matches has ended, so there is nothing to run again.")
      }
    }
    guard !rows.isEmpty, rows.allSatisfy(record.manifest.rows.contains) else {
      throw WebFailure(.conflict, "no-such-row", "The job has no such rows, so nothing was done.")
    }
    return rows
  }

  /// What a preset fills in. A job has its steps from its beginning, so one that changes them is for new jobs.
  private func presetValues(_ name: String?, of record: JobRecord) async throws -> JSONObject {
    guard let name else { return [:] }
    let workflow = record.manifest.workflow
    guard let preset = await desk.workflow(workflow)?.presets.first(where: { $0.name == name }) else {
      throw WebFailure(.notFound, "no-such-preset", "The workflow '\(workflow)' has no preset '\(name)'.")
    }
    guard !preset.changesSteps || record.manifest.preset == name else {
      throw WebFailure(
        .conflict, "preset-changes-steps",
        """
        The preset '\(name)' also changes how the steps work, and a job keeps the steps that it began with. Hand the \
        rows in as a new job with this preset.
        """)
    }
    return preset.values
  }
}
