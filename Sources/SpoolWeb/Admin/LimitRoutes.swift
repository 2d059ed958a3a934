import Hummingbird
import JobModel
import JobProcessing

/// `GET` and `PATCH /api/v1/limits`: rows at once, and the pause of everything.
struct LimitRoutes: Sendable {
  let desk: FrontDesk

  func add(to router: Router<WebContext>) {
    router.get("api/v1/limits") { _, _ in JSONAnswer(await desk.limits().json) }
    router.patch("api/v1/limits") { request, context in
      try context.requireAdmin()
      let known = await desk.limits()
      let body = try await request.jsonObject(["concurrency", "workflows", "paused"])
      let change = try LimitsChange(body, known: Set(known.workflows.keys))
      return JSONAnswer(try await desk.change(change, by: context.submitterName).json)
    }
  }
}

extension LimitsChange {
  /// - Throws: `WebFailure` for what is no change of limits.
  fileprivate init(_ body: JSONObject, known: Set<String>) throws {
    self.init()
    concurrency = try body["concurrency"].map { try Self.rows($0, "concurrency") }
    for (name, value) in try body.object("workflows")?.members ?? [] {
      guard known.contains(name) else {
        throw WebFailure.badValue("workflows", "There is no workflow '\(String(name.prefix(200)))'.")
      }
      workflows[name] = try Self.rows(value, "workflows.\(name)")
    }
    isPaused = try body.flag("paused")
  }

  private static func rows(_ value: JSONValue, _ name: String) throws -> Rows {
    if value == .null { return .asConfigured }
    guard let rows = value.integer, range.contains(rows) else {
      throw WebFailure.badValue(
        name,
        """
        '\(name)' must be a whole number from \(range.lowerBound) to \(range.upperBound), or null for what is \
        configured.
        """)
    }
    return .atMost(rows)
  }
}
