import Foundation
import JobModel
import Synchronization

extension DifyStandIn {
  /// `POST /workflows/run`.
  func started(_ request: StandInRequest) throws -> StandInReply {
    guard mode(request) == .workflow else {
      throw DifyFailure.invalid("Please check if your app mode matches the right API route.", code: "not_workflow_app")
    }
    let record = try newRecord(request)
    if isStreaming(request) { return stream(of: record) }
    return blocking(record) { record in
      let ended: JSONObject = [
        "task_id": .string(record.task), "workflow_run_id": .string(record.id), "data": .object(record.finishedData),
      ]
      return .object(ended)
    }
  }

  func isStreaming(_ request: StandInRequest) -> Bool {
    (try? request.json())?["response_mode"]?.string == "streaming"
  }

  /// A run with good inputs.
  func newRecord(_ request: StandInRequest, query: String = "") throws -> DifyRecord {
    guard let body = try? request.json().object else { throw DifyFailure.invalid("Invalid JSON", code: "bad_request") }
    guard let user = body["user"]?.string, !user.isEmpty else {
      throw DifyFailure.invalid("Arg user must be provided.")
    }
    guard let given = body["inputs"]?.object else { throw DifyFailure.invalid("Arg inputs must be a dict.") }
    var inputs = JSONObject()
    for control in form(request) { inputs[control.variable] = try control.checked(given[control.variable]) }
    try checkUploads(in: inputs, user: user)
    let settings = settings
    let running = state.withLock { $0.runs.values.count { $0.key == request.bearerKey && !$0.isOver } }
    if let most = settings.mostRuns, running >= most {
      let message =
        "Too many requests. Please try again later. The current maximum concurrent requests allowed is \(most)."
      throw DifyFailure.invalid(message, code: "too_many_requests", status: 429)
    }
    var record = DifyRecord(
      request, mode: mode(request), user: user, inputs: inputs, query: query, settings: settings)
    record.outputs = record.hasOutputs ? outputs(of: record) : nil
    let new = record
    state.withLock { $0.runs[new.id] = new }
    return new
  }

  private func outputs(of record: DifyRecord) -> JSONObject {
    if record.mode == .advancedChat { return ["answer": .string(record.answer)] }
    let picture = MadePicture(prompt: record.answer, width: 32, height: 32)
    return [
      "text": .string(record.answer), "pictures": [kept(picture.bytes(), run: record)],
      "count": .integer(Int64(record.answer.count)), "inputs": .object(record.inputs),
    ]
  }

  func current(_ record: DifyRecord) -> DifyRecord { state.withLock { $0.runs[record.id] } ?? record }

  // MARK: Looking at runs

  private func record(_ request: StandInRequest) throws -> DifyRecord {
    guard mode(request).hasWorkflow else {
      throw DifyFailure.invalid("Please check if your app mode matches the right API route.", code: "not_workflow_app")
    }
    guard let record = state.withLock({ $0.runs[request.parameters["id"] ?? ""] }), record.key == request.bearerKey
    else {
      throw DifyFailure.notFound("Workflow run not found.")
    }
    return record
  }

  /// `GET /workflows/run/{id}`.
  func detail(_ request: StandInRequest) throws -> StandInReply {
    let record = try record(request)
    guard request.behaviour == "staysRunning" else { return .json(record.detail) }
    return .json(
      .object((record.detail.object ?? [:]).merging(["status": "running", "outputs": [:], "total_steps": 0])))
  }

  /// `GET /workflow/{id}/events`: the rest of a run's events.
  func events(_ request: StandInRequest) throws -> StandInReply {
    guard !settings.isOld else {
      return .text("<!doctype html><title>404 Not Found</title>", type: "text/html", status: 404)
    }
    let record = try record(request)
    guard request.query["user"] == record.user else { throw DifyFailure.notFound("Workflow run not found.") }
    return stream(of: record, isResumed: true)
  }

  /// `GET /workflows/logs`: of new servers the runs that go on too.
  func logs(_ request: StandInRequest) throws -> StandInReply {
    let user = request.query["created_by_end_user_session_id"]
    let all = state.withLock { $0.runs.values.sorted { $0.created > $1.created } }.filter { record in
      record.key == request.bearerKey && (user.map { $0 == record.user } ?? true)
        && (request.query["status"].map { $0.isEmpty || $0 == record.status } ?? true)
        && (!record.needsReader || record.isReadToEnd)
    }
    let (page, limit) = (Int(request.query["page"] ?? "") ?? 1, Int(request.query["limit"] ?? "") ?? 20)
    let shown = all.dropFirst((page - 1) * limit).prefix(limit)
    return .json([
      "page": .integer(Int64(page)), "limit": .integer(Int64(limit)), "total": .integer(Int64(all.count)),
      "has_more": .boolean(page * limit < all.count), "data": .array(shown.map(\.logEntry)),
    ])
  }

  /// The stop calls: `success` for tasks that nobody knows too.
  func stopped(_ request: StandInRequest) throws -> StandInReply {
    guard let user = (try? request.json())?["user"]?.string else {
      throw DifyFailure.invalid("Arg user must be provided.")
    }
    state.withLock { state in
      for (id, record) in state.runs where record.task == request.parameters["task"] && record.user == user {
        guard !record.isOver else { continue }
        state.runs[id]?.isStopped = true
        state.runs[id]?.outputs = nil
      }
    }
    return .json(["result": "success"])
  }
}
