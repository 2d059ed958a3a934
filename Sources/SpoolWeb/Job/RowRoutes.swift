import HTTPTypes
import Hummingbird
import JobModel
import JobProcessing
import Results

/// `/api/v1/jobs/{job}/rows`: the rows of a job, and running them again.
struct RowRoutes: Sendable {
  let desk: FrontDesk

  func add(to router: Router<WebContext>) {
    router.get("api/v1/jobs/:job/rows") { request, context in try await list(request, context) }
    router.get("api/v1/jobs/:job/rows/:row") { _, context in try await show(context) }
    router.post("api/v1/jobs/:job/rows/retry") { request, context in
      let record = try await context.requireRecord(desk)
      let body = try await request.jsonObject(["rows", "mark", "values", "again"])
      return try await retry(RowRetry(body), of: record, context)
    }
    router.post("api/v1/jobs/:job/rows/:row/retry") { request, context in
      let record = try await context.requireRecord(desk)
      var wanted = try RowRetry(try await request.jsonObject(["values", "again"]))
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
    var answer: JSONObject = ["items": .array(page.rows.map { .object($0.json(of: record, for: context)) })]
    answer["total"] = page.total.map { .integer(Int64($0)) }
    answer["next"] = page.next.map { .string(String($0)) }
    answer["lookedAt"] = .integer(Int64(page.lookedAt))
    return JSONAnswer(answer)
  }

  static func query(_ words: RequestQuery) throws -> RowQuery {
    var query = RowQuery()
    if let states = try words.text("state") {
      for word in states.split(separator: ",") {
        guard let state = ResultState(rawValue: String(word)) else {
          let known = Message.list(ResultState.allCases.map(\.rawValue))
          throw WebFailure.badValue(
            "state", "There is no state '\(String(word.prefix(40)))'. The states are: \(known).")
        }
        query.states.insert(state)
      }
    }
    query.search = try words.text("search") ?? ""
    if try words.text("mark") != nil { query.mark = try words.choice("mark", default: .good) }
    query.hasMedia = try words.flag("media")
    query.after = try words.number("after", in: 0...(.max), default: 0)
    query.limit = try words.limit()
    return query
  }

  private func show(_ context: WebContext) async throws -> JSONAnswer {
    let (record, number) = (try await context.requireRecord(desk), try context.requireRow())
    guard let (row, lines) = try await desk.row(number, of: record) else {
      throw WebFailure(.notFound, "no-such-row", "The job has no row \(number).")
    }
    var answer = row.json(of: record, for: context)
    answer["events"] = .array(lines.map { .object($0.json(for: context)) })
    return JSONAnswer(answer)
  }

  // MARK: Running again

  private func retry(_ wanted: RowRetry, of record: JobRecord, _ context: WebContext) async throws -> JSONAnswer {
    var order = Order(.retry, job: record.manifest.id, by: context.submitterName)
    var rows = Set(wanted.rows)
    if let mark = wanted.mark {
      rows.formUnion(try await desk.markedFiles(of: record).filter { $0.mark == mark }.map(\.row))
    }
    let known = rows.filter { record.manifest.rows.contains($0) }
    guard !known.isEmpty, known.count == rows.count else {
      throw WebFailure(.conflict, "no-such-row", "The job has no such rows, so nothing was done.")
    }
    order.rows = RowRanges(known.sorted())
    // Somebody who names a row means that row, whatever came of it.
    order.again = wanted.isAgain
    order.values = wanted.values.isEmpty ? nil : wanted.values
    let answer = try await desk.give(order)
    guard answer.acted || answer.isSoAlready else { throw WebFailure(.conflict, "refused", answer.sentence) }
    let object: JSONObject = [
      "acted": .boolean(answer.acted), "soAlready": .boolean(answer.isSoAlready),
      "sentence": .string(answer.sentence.text(in: context.language)), "rows": .integer(Int64(known.count)),
    ]
    return JSONAnswer(object)
  }
}

/// Which rows are to run again, and how.
struct RowRetry {
  var rows: [Int] = []
  /// Rows with a result of this mark.
  var mark: FileMark?
  /// Values that replace the rows' own.
  var values: JSONObject = [:]
  /// Good results are given up, and rows begin with their first step.
  var isAgain: Bool

  private static let mostRows = 100_000

  init(_ body: JSONObject) throws {
    if let value = body["rows"], value != .null {
      rows = value.array?.map { $0.integer ?? 0 } ?? [0]
      guard rows.count <= Self.mostRows, rows.allSatisfy({ $0 > 0 }) else {
        throw WebFailure.badValue("rows", "'rows' must be a list of row numbers, at most \(Self.mostRows).")
      }
    }
    if let word = try body.text("mark") {
      guard let mark = FileMark(rawValue: word) else {
        throw WebFailure.badValue("mark", "'mark' must be good or bad.")
      }
      self.mark = mark
    }
    if let value = body["values"], value != .null {
      guard let object = value.object else {
        throw WebFailure.badValue("values", "'values' must be an object of new values by column.")
      }
      values = object
    }
    isAgain = try body.flag("again") ?? true
  }
}
