package import JobModel

/// How many rows may run at once, and whether any may start.
package struct ServerLimits: Hashable, Sendable {
  /// A workflow's rows, of all its jobs together.
  package struct Workflow: Hashable, Sendable {
    /// By an order, else by the configuration; `nil`: what its own definition or its services allow.
    package var concurrency: Int?
    package var configured: Int?
  }

  /// Rows of all jobs at once: by an order, else those that work on this machine alone, by the configuration.
  package var concurrency: Int
  package var configuredConcurrency: Int
  /// By the workflow's name: all there are.
  package var workflows: [String: Workflow]
  /// No further row of any job starts.
  package var isPaused: Bool

  package init(concurrency: Int, configured: Int, workflows: [String: Workflow], isPaused: Bool) {
    self.concurrency = concurrency
    configuredConcurrency = configured
    self.workflows = workflows
    self.isPaused = isPaused
  }

  /// The form that the API answers.
  package var json: JSONObject {
    var workflows = JSONObject()
    for (name, limit) in self.workflows.sorted(by: { $0.key < $1.key }) {
      workflows[name] = .object([
        "concurrency": limit.concurrency.map { .integer(Int64($0)) } ?? .null,
        "configured": limit.configured.map { .integer(Int64($0)) } ?? .null,
      ])
    }
    return [
      "concurrency": .integer(Int64(concurrency)), "configured": .integer(Int64(configuredConcurrency)),
      "workflows": .object(workflows), "paused": .boolean(isPaused),
    ]
  }
}

/// What is to be changed of the limits; members that are `nil` stay as they are.
package struct LimitsChange: Hashable, Sendable {
  /// What a limit can be, as on the command line.
  package static let range = 1...10_000

  package enum Rows: Hashable, Sendable {
    case atMost(Int)
    case asConfigured
  }

  package var concurrency: Rows?
  package var workflows: [String: Rows] = [:]
  package var isPaused: Bool?

  package init() {}
}
