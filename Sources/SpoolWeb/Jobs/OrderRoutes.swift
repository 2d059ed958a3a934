import HTTPTypes
import Hummingbird
import JobModel
import JobProcessing
import Spool

/// Orders for one job, for some and for all: what `control/` takes.
struct OrderRoutes: Sendable {
  let desk: FrontDesk

  func add(to router: Router<WebContext>) {
    let job = RouterPath("api/v1/jobs/:job")
    for verb in ["pause", "resume", "start", "cancel", "retry", "clear", "results"] {
      router.post(job.appendingPath(RouterPath(verb))) { request, context in
        try await give(verb, request, context)
      }
    }
    router.patch(job) { request, context in
      try await answer(context) {
        try await OrderRequest.set(request.jsonObject(OrderRequest.settings), by: context.submitterName)
      }
    }
    router.delete(job) { request, context in try await give("clear", request, context) }
    router.post("api/v1/orders") { request, context in try await giveMany(request, context) }
  }

  private func give(_ verb: String, _ request: Request, _ context: WebContext) async throws -> JSONAnswer {
    try await answer(context) {
      let names = verb == "retry" ? OrderRequest.choices : []
      return try await OrderRequest.order(verb, request.jsonObject(names), by: context.submitterName)
    }
  }

  private func answer(_ context: WebContext, order: () async throws -> Order) async throws -> JSONAnswer {
    let job = try await context.requireJob(desk)
    var order = try await order()
    order.job = job.id
    let answer = try await give(order)
    guard answer.acted || answer.isSoAlready else {
      throw WebFailure(.conflict, "refused", answer.sentence)
    }
    return JSONAnswer(Self.json(answer, in: context.language))
  }

  private func give(_ order: Order) async throws -> OrderAnswer {
    do {
      return try await desk.give(order)
    } catch is SpoolError {
      throw Self.notRecorded
    }
  }

  private static let notRecorded = WebFailure(
    .serviceUnavailable, "not-recorded",
    "The order could not be written down, so nothing was done. Its disk may be full; try again in a while.")

  private static func json(_ answer: OrderAnswer, in language: Language) -> JSONObject {
    [
      "acted": .boolean(answer.acted), "soAlready": .boolean(answer.isSoAlready),
      "sentence": .string(answer.sentence.text(in: language)),
    ]
  }

  // MARK: Many jobs

  private static let mostJobs = 2000

  private func giveMany(_ request: Request, _ context: WebContext) async throws -> JSONAnswer {
    let body = try await request.jsonObject(
      OrderRequest.settings.union(OrderRequest.choices).union(["verb", "jobs", "all"]))
    var order = try OrderRequest.order(try body.text("verb") ?? "", body, by: context.submitterName)
    if order.verb == .set { order = try OrderRequest.set(body, by: context.submitterName) }
    if try body.flag("all") == true { return try await giveToAll(order, context) }
    guard let names = body["jobs"]?.array?.map(\.string), !names.isEmpty, names.count <= Self.mostJobs,
      !names.contains(nil)
    else {
      throw WebFailure.badValue("jobs", "'jobs' must be a list of jobs' names, at most \(Self.mostJobs).")
    }
    var items: [JSONValue] = []
    for name in names.compactMap(\.self) {
      var own = order
      own.id = Order.makeID()
      var item: JSONObject = ["job": .string(name)]
      if let id = JobID(name), let job = try await desk.job(id, only: context.shownSubmitter(desk)) {
        own.job = job.id
        item = item.merging(Self.json(try await give(own), in: context.language))
      } else {
        let answer = OrderAnswer(acted: false, sentence: WebFailure.noJob(name.prefix(200)).detail)
        item = item.merging(Self.json(answer, in: context.language))
      }
      items.append(.object(item))
    }
    return JSONAnswer(["items": .array(items)] as JSONObject)
  }

  /// An order for all jobs is for those who may see all.
  private func giveToAll(_ order: Order, _ context: WebContext) async throws -> JSONAnswer {
    guard context.shownSubmitter(desk) == nil else {
      throw WebFailure(.forbidden, "not-allowed", "You may give orders for your own jobs only.")
    }
    do {
      let answers = try await desk.giveToAll(order)
      let items = answers.map { JSONValue.object(Self.json($0, in: context.language)) }
      return JSONAnswer(["items": .array(items)] as JSONObject)
    } catch is SpoolError {
      throw Self.notRecorded
    }
  }
}
