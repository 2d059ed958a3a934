import Foundation
import JobModel

/// A run as the server keeps it: it goes on by the clock, whether or not anybody reads its events.
struct DifyRecord: Sendable {
  let id = UUID().uuidString.lowercased()
  let task = UUID().uuidString.lowercased()
  let message = UUID().uuidString.lowercased()
  let conversation = UUID().uuidString.lowercased()
  let created = Date()
  let mode: DifyMode
  let key: String
  let user: String
  let inputs: JSONObject
  let query: String
  /// Where links lead.
  let origin: String
  let behaviours: Set<String>
  /// What the work takes; `nil`: it never ends.
  private let duration: Double?
  private let begin = ContinuousClock.now
  /// An old server writes a run's end down only while somebody reads its stream.
  let needsReader: Bool
  var isReadToEnd = false
  var isStopped = false
  var outputs: JSONObject?

  init(
    _ request: StandInRequest, mode: DifyMode, user: String, inputs: JSONObject, query: String,
    settings: DifyServerSettings
  ) {
    self.mode = mode
    key = request.bearerKey ?? ""
    self.user = user
    self.inputs = inputs
    self.query = query
    origin = request.origin
    behaviours = Set([request.behaviour].compactMap { $0 })
    duration = behaviours.contains("staysRunning") ? nil : settings.runningSeconds
    needsReader = settings.isOld
  }

  /// Whether the work is over, written down or not.
  var isOver: Bool {
    isStopped || duration.map { ContinuousClock.now - begin >= .seconds($0) } ?? false
  }

  /// As the record says.
  var status: String {
    if needsReader { return isReadToEnd ? ending : "running" }
    return isOver ? ending : "running"
  }

  /// How it ends, or ended.
  var ending: String {
    if isStopped { return "stopped" }
    if behaviours.contains("failed") || behaviours.contains("rateLimited") { return "failed" }
    if behaviours.contains("partial") { return "partial-succeeded" }
    return behaviours.contains("paused") ? "paused" : "succeeded"
  }

  var error: JSONValue {
    if behaviours.contains("rateLimited") { return "[openai] Rate Limit Error, 429: try again later" }
    if behaviours.contains("failed") { return "Variable #1711.title# not found" }
    return nil
  }

  /// What the app says to its inputs.
  var answer: String {
    let words = query.isEmpty ? inputs["title"]?.plainText ?? "" : query
    return behaviours.contains("replaced") ? "I cannot talk about that." : "Done: \(words)"
  }

  var hasOutputs: Bool { ["succeeded", "partial-succeeded"].contains(ending) && !behaviours.contains("noOutputs") }

  var seconds: Double { duration ?? 0 }

  private var createdAt: JSONValue { .integer(Int64(created.timeIntervalSince1970)) }

  /// The answer of `GET /workflows/run/{id}`: inputs are JSON in a text.
  var detail: JSONValue {
    let isRunning = status == "running"
    return [
      "id": .string(id), "workflow_id": "w1", "status": .string(status),
      "inputs": .string(JSONValue.object(inputs).plainText), "outputs": .object(isRunning ? [:] : outputs ?? [:]),
      "error": isRunning ? nil : error, "total_steps": isRunning ? 0 : 3, "total_tokens": isRunning ? 0 : 40,
      "created_at": createdAt, "finished_at": isRunning ? nil : createdAt,
      "elapsed_time": .number(isRunning ? 0 : seconds),
    ]
  }

  /// `data` of `workflow_finished`.
  var finishedData: JSONObject {
    [
      "id": .string(id), "workflow_id": "w1", "status": .string(ending),
      "outputs": outputs.map(JSONValue.object) ?? nil,
      "error": error, "elapsed_time": .number(seconds), "total_tokens": 40, "total_steps": 3,
      "created_by": ["id": "end-user", "user": .string(user)], "created_at": createdAt, "finished_at": createdAt,
      "exceptions_count": behaviours.contains("partial") ? 1 : 0, "files": [],
    ]
  }

  /// An entry of `GET /workflows/logs`.
  var logEntry: JSONValue {
    [
      "id": .string(message),
      "workflow_run": [
        "id": .string(id), "version": "1", "status": .string(status), "error": error, "elapsed_time": .number(seconds),
        "total_tokens": 40, "total_steps": 3, "created_at": createdAt, "finished_at": createdAt,
        "exceptions_count": 0, "triggered_from": "app-run",
      ],
      "created_from": "service-api", "created_by_role": "end_user", "created_by_account": nil,
      "created_by_end_user": [
        "id": "end-user", "type": "service_api", "is_anonymous": false, "session_id": .string(user),
      ], "created_at": createdAt,
    ]
  }
}
