import Foundation
import HTTPTransfer
import JobModel
import SystemPackage
import Testing

@testable import Workflows

/// A row of a workflow with one `dify` step, and the script of the service it meets.
struct DifyBench {
  var bench: Bench
  let dify = ScriptedDify()
  var times = DifyTimes.short
  /// Lines below `dify:`.
  var settings: String
  var columns = "[{name: title}, {name: photo, type: file}, {name: second, type: file}, {name: link, type: url}]"

  init(_ values: JSONObject = ["title": "Cup"], _ settings: String = DifyBench.workflow) throws {
    bench = try Bench(values)
    self.settings = settings
  }

  static let workflow = """
    service: shop
    app: workflow
    inputs: {title: "{{title}}", photo: {$file: "{{photo}}"}, more: [{$file: "{{second}}"}, {$file: "{{link}}"}]}
    outputs: {text: {from: text, type: paragraph}, picture: {file: pictures, type: image, optional: true}}
    """

  static func chat(_ app: String) -> String {
    """
    service: shop
    app: \(app)
    query: "{{title}}"
    """
  }

  func definition() throws -> WorkflowDefinition {
    let indented = settings.split(separator: "\n").map { "      \($0)" }.joined(separator: "\n")
    return try Samples.workflow(
      "columns: \(columns)\nsteps:\n  - name: app\n    timeout: 20s\n    dify:\n\(indented)\n")
  }

  func runner() throws -> WorkflowRunner {
    let pictures = FakeService { _ in [:] }
    var resources = bench.resources(pictures: pictures)
    resources.http = dify
    resources.services = DifyAtExample()
    return WorkflowRunner(
      try definition(), executors: ["dify": DifyStep(resources: resources, times: times)], options: bench.options)
  }

  func run(isGivenUp: Bool = true) async throws -> Ending {
    var attempt = try bench.attempt()
    attempt.isGivenUp = { isGivenUp }
    return await (try runner()).run(attempt, journal: bench.journal)
  }

  /// `outcome class code`.
  func short(_ ending: Ending) -> String {
    [ending.outcome.rawValue, ending.failure?.class.rawValue, ending.failure?.code].compactMap { $0 }
      .joined(separator: " ")
  }

  var journal: [String] { bench.journal.events }

  static let user = "rowspool-20261121-093512-cups-abcd-7-1"
  static let named = #"remote 1 {"user":"rowspool-20261121-093512-cups-abcd-7-1","run":"r1","task":"t1"}"#
  static let unnamed = #"remote 1 {"user":"rowspool-20261121-093512-cups-abcd-7-1"}"#
  static let run = "POST /v1/workflows/run"
  static let detail = "GET /v1/workflows/run/r1"
  static let events = "GET /v1/workflow/r1/events"
  static let logs = "GET /v1/workflows/logs"
}

/// Events and answers as the service words them.
enum DifyWords {
  static func event(_ kind: String, _ data: JSONObject = [:], _ more: JSONObject = [:]) -> JSONValue {
    let common: JSONObject = [
      "event": .string(kind), "task_id": "t1", "workflow_run_id": "r1", "data": .object(data),
    ]
    return .object(common.merging(more))
  }

  static let started = event("workflow_started", ["id": "r1", "workflow_id": "w1", "inputs": [:], "created_at": 1])

  static func finished(_ status: String = "succeeded", outputs: JSONValue = ["text": "Hello"], _ more: JSONObject = [:])
    -> JSONValue
  {
    let data: JSONObject = [
      "id": "r1", "workflow_id": "w1", "status": .string(status), "outputs": outputs, "error": nil,
      "elapsed_time": 1.5, "total_tokens": 12, "total_steps": 2, "created_at": 1, "finished_at": 2,
    ]
    return event("workflow_finished", data.merging(more))
  }

  static func detail(_ status: String, outputs: JSONValue = ["text": "Hello"], _ more: JSONObject = [:]) -> JSONValue {
    let detail: JSONObject = [
      "id": "r1", "workflow_id": "w1", "status": .string(status), "inputs": "{}", "outputs": outputs, "error": nil,
      "total_steps": 2, "total_tokens": 12, "created_at": 1, "finished_at": 2, "elapsed_time": 1.5,
    ]
    return .object(detail.merging(more))
  }

  static func logs(_ user: String?) -> JSONValue {
    let entry: JSONValue = [
      "id": "l1", "workflow_run": ["id": "r1", "status": "succeeded"],
      "created_by_end_user": ["id": "e1", "session_id": .string(user ?? "")],
    ]
    return ["page": 1, "limit": 20, "total": 1, "has_more": false, "data": .array(user == nil ? [] : [entry])]
  }

  static func file(_ url: String, name: String = "a.png") -> JSONValue {
    [
      "dify_model_identity": "__dify__file__", "id": nil, "type": "image", "transfer_method": "tool_file",
      "filename": .string(name), "extension": ".png", "mime_type": "image/png", "size": -1, "url": .string(url),
    ]
  }

  /// The head and the end of a picture, and nothing between.
  static let png: [UInt8] =
    [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + [0, 0, 0, 0] + Array("IEND".utf8) + [0xAE, 0x42, 0x60, 0x82]
}
