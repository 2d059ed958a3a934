import Foundation
import JobModel

extension DashScopeTask {
  /// The output of a task that is over, in the shape of its endpoint.
  func output(storedIn storage: StorageStandIn) -> JSONObject {
    switch ending {
    case .failure(let code, let message): return ["code": .string(code), "message": .string(message)]
    case .picture(let name, let result): return JSONObject([(name, link(result, storage))])
    case .video(let video, let prompt):
      let link = storage.put(video.bytes, type: "video/mp4", ending: "mp4")
      return [
        "video_url": .string(link), "orig_prompt": .string(prompt), "actual_prompt": .string("\(prompt), in detail"),
      ]
    case .messages(let results):
      let choices = results.map { result -> JSONValue in
        let content: JSONValue = [["type": "image", "image": link(result, storage)]]
        return ["finish_reason": "stop", "message": ["role": "assistant", "content": content]]
      }
      return ["choices": .array(choices), "finished": true]
    case .pictures(let results, let prompt):
      return pictures(results, prompt: prompt, storage)
    }
  }

  private func pictures(_ results: [DashScopeResult], prompt: String, _ storage: StorageStandIn) -> JSONObject {
    let items = results.map { result -> JSONValue in
      if let failure = result.failure { return ["code": .string(failure.code), "message": .string(failure.message)] }
      var item: JSONObject = ["url": link(result, storage)]
      if !prompt.isEmpty {
        item["orig_prompt"] = .string(prompt)
        item["actual_prompt"] = .string("\(prompt), in detail")
      }
      return .object(item)
    }
    let failed = results.count { $0.failure != nil }
    var output: JSONObject = ["results": .array(items)]
    output["task_metrics"] = [
      "TOTAL": .integer(Int64(results.count)), "SUCCEEDED": .integer(Int64(results.count - failed)),
      "FAILED": .integer(Int64(failed)),
    ]
    if hasTexts {
      let urls = results.map { ["url": link($0, storage)] as JSONValue }
      let params = results.indices.map { ["sample_idx": .integer(Int64($0)), "layers": []] as JSONValue }
      output["text_results"] = ["urls": .array(urls), "params": .array(params)]
    }
    return output
  }

  private func link(_ result: DashScopeResult, _ storage: StorageStandIn) -> JSONValue {
    .string(storage.put(result.picture.bytes(), type: "image/png", ending: "png"))
  }

  /// What is charged for: only what came out.
  var usage: JSONValue? {
    guard status == "SUCCEEDED" else { return nil }
    return switch ending {
    case .failure: nil
    case .picture: ["image_count": 1]
    case .pictures(let results, _): ["image_count": .integer(Int64(results.count { $0.failure == nil }))]
    case .messages(let results): ["image_count": .integer(Int64(results.count))]
    case .video(let video, _): ["video_duration": .integer(Int64(video.seconds)), "video_count": 1]
    }
  }

  /// The head of every answer about the task; the output follows once it is over.
  var head: JSONObject {
    var head: JSONObject = [
      "task_id": .string(id), "task_status": .string(status), "submit_time": .string(Self.text(created)),
    ]
    if run.phase != .waiting {
      head["scheduled_time"] = .string(Self.text(created.addingTimeInterval(run.times.waitingSeconds)))
    }
    if run.phase == .over && !isCancelled {
      let seconds = run.times.waitingSeconds + run.times.runningSeconds
      head["end_time"] = .string(Self.text(created.addingTimeInterval(seconds)))
    }
    return head
  }

  /// A line of the list of tasks; times are milliseconds since 1970.
  var listing: JSONValue {
    let begin = Int64(created.timeIntervalSince1970 * 1_000)
    return [
      "task_id": .string(id), "status": .string(status), "model_name": .string(model), "region": "cn-beijing",
      "request_id": .string(requestID), "api_key_id": "1", "caller_uid": "1", "caller_parent_id": "1",
      "gmt_create": .integer(begin), "start_time": .integer(begin), "end_time": .integer(begin + 100),
      "user_api_unique_key": .string("apikey:v1:aigc:\(model)"),
    ]
  }
}
