import Foundation
import JobModel
import Synchronization

extension DashScopeStandIn {
  /// `GET /tasks/{id}`. A task that is not known is answered with 200, too.
  func task(_ request: StandInRequest) throws -> StandInReply {
    try countPoll()
    let id = request.parameters["id"] ?? ""
    guard var task = known(id), request.behaviour != "unknown" else {
      return .json(["request_id": "", "output": ["task_id": .string(id), "task_status": "UNKNOWN"]])
    }
    apply(request.behaviour, to: &task)
    var output = task.head
    if ["SUCCEEDED", "FAILED"].contains(task.status) {
      let results = task.output ?? task.output(storedIn: storage)
      task.output = results
      output = output.merging(results)
    }
    let kept = task
    state.withLock { $0.tasks[id] = kept }
    var body: JSONObject = ["request_id": "", "output": .object(output)]
    body["usage"] = task.usage
    return .json(.object(body))
  }

  /// What a fault at the look itself does: it stays so.
  private func apply(_ behaviour: String?, to task: inout DashScopeTask) {
    if let failure = Self.failure(behaviour) { task.ending = failure }
    switch behaviour {
    case "staysRunning": task.run.staysRunning = true
    case "suspended": task.isSuspended = true
    case "noResults": task.ending = .pictures([], prompt: "")
    case "partial":
      guard case .pictures(var results, let prompt) = task.ending, !results.isEmpty else { break }
      results[results.count - 1].failure = ("DataInspectionFailed", "Output data may contain inappropriate content.")
      task.ending = .pictures(results, prompt: prompt)
    default: break
    }
  }

  private func known(_ id: String) -> DashScopeTask? {
    state.withLock { state in
      guard let task = state.tasks[id], Date().timeIntervalSince(task.created) < state.taskSeconds else { return nil }
      return task
    }
  }

  /// Looks at tasks are counted over all keys.
  private func countPoll() throws {
    let isTooMany = state.withLock { state in
      guard let most = state.mostPollsPerSecond else { return false }
      let now = ContinuousClock.now
      state.polls.removeAll { now - $0 > .seconds(1) }
      state.polls.append(now)
      return state.polls.count > most
    }
    guard isTooMany else { return }
    throw Refused(reply(to: .rateLimit, details: nil))
  }

  /// `POST /tasks/{id}/cancel`: only a task that waits.
  func cancelled(_ request: StandInRequest) throws -> StandInReply {
    guard var task = known(request.parameters["id"] ?? ""), task.status == "PENDING" else {
      throw DashScopeFailure.invalid("Failed to cancel the task, it is not pending.", code: "UnsupportedOperation")
    }
    task.isCancelled = true
    let kept = task
    state.withLock { $0.tasks[kept.id] = kept }
    return .json(["request_id": ""])
  }

  /// `GET /tasks`: those of the last day, the newest first.
  func listed(_ request: StandInRequest) throws -> StandInReply {
    let all = state.withLock { $0.tasks.values.sorted { $0.created > $1.created } }
    let found = all.filter { task in
      let time = DashScopeTask.text(task.created).filter(\.isNumber).prefix(14)
      return request.query["status"].map { $0 == task.status } != false
        && request.query["model_name"].map { $0 == task.model } != false
        && request.query["start_time"].map { time >= $0 } != false
        && request.query["end_time"].map { time <= $0 } != false
    }
    let size = max(1, Int(request.query["page_size"] ?? "") ?? 10)
    let page = max(1, Int(request.query["page_no"] ?? "") ?? 1)
    return .json([
      "total": .integer(Int64(found.count)),
      "data": .array(found.dropFirst((page - 1) * size).prefix(size).map(\.listing)),
      "total_page": .integer(Int64((found.count + size - 1) / size)), "page_no": .integer(Int64(page)),
      "page_size": .integer(Int64(size)), "request_id": "",
    ])
  }

  /// `GET /uploads?action=getPolicy&model=M`: leave to post files for that model.
  func policy(_ request: StandInRequest) throws -> StandInReply {
    guard request.query["action"] == "getPolicy", let model = request.query["model"], !model.isEmpty else {
      throw DashScopeFailure.invalid("action and model are required.")
    }
    let folder = "dashscope-instant/stand-in/2026-11-21/\(UUID().uuidString.lowercased())"
    state.withLock { $0.folders[folder] = model }
    let (policy, leave) = storage.newPolicy(folder: folder, seconds: 300, mostBytes: 1_024 << 20)
    return .json([
      "request_id": "",
      "data": [
        "policy": .string(policy), "signature": .string(leave.signature), "upload_dir": .string(folder),
        "upload_host": .string("\(storage.origin)/storage/uploads"), "expire_in_seconds": 300,
        "max_file_size_mb": 1_024, "capacity_limit_mb": 999_999_999, "oss_access_key_id": "stand-in",
        "x_oss_object_acl": "private", "x_oss_forbid_overwrite": "true",
      ],
    ])
  }
}
