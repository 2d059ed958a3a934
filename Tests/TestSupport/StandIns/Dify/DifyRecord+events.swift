import Foundation
import JobModel

/// The events of a run, as they go over the wire.
extension DifyRecord {
  static let ping = Array("event: ping\n\n".utf8)

  func event(_ kind: String, _ data: JSONObject) -> StandInEvent {
    var event: JSONObject = [
      "event": .string(kind), "task_id": .string(task), "workflow_run_id": .string(id), "data": .object(data),
    ]
    if mode == .advancedChat { event = event.merging(messageNames) }
    return StandInEvent(json: .object(event))
  }

  /// An event of apps that answer: its fields stand beside its kind.
  func message(_ kind: String, _ more: JSONObject) -> StandInEvent {
    let event: JSONObject = ["event": .string(kind), "task_id": .string(task)]
    return StandInEvent(json: .object(event.merging(messageNames).merging(more)))
  }

  private var messageNames: JSONObject {
    [
      "message_id": .string(message), "conversation_id": .string(conversation),
      "created_at": .integer(Int64(created.timeIntervalSince1970)),
    ]
  }

  var started: StandInEvent {
    let own: JSONObject = ["sys.user_id": .string(user), "sys.workflow_run_id": .string(id)]
    return event(
      "workflow_started",
      [
        "id": .string(id), "workflow_id": "w1", "inputs": .object(inputs.merging(own)),
        "created_at": .integer(Int64(created.timeIntervalSince1970)), "reason": "initial",
      ])
  }

  func nodeStarted(_ number: Int, _ type: String) -> StandInEvent {
    event("node_started", node(number, type))
  }

  /// - Parameter price: in US dollars.
  func nodeFinished(_ number: Int, _ type: String, price: String? = nil) -> StandInEvent {
    var metadata: JSONObject = ["total_tokens": 20]
    metadata["total_price"] = price.map(JSONValue.string)
    metadata["currency"] = price == nil ? nil : "USD"
    let more: JSONObject = [
      "process_data": nil, "outputs": [:], "status": "succeeded", "error": nil, "elapsed_time": 0.01,
      "execution_metadata": .object(metadata), "finished_at": .integer(Int64(created.timeIntervalSince1970)),
      "files": [],
    ]
    return event("node_finished", node(number, type).merging(more))
  }

  private func node(_ number: Int, _ type: String) -> JSONObject {
    [
      "id": .string("\(id)-\(number)"), "node_id": .string("17\(number)"), "node_type": .string(type),
      "title": .string(type), "index": .integer(Int64(number)), "predecessor_node_id": nil, "inputs": nil,
      "created_at": .integer(Int64(created.timeIntervalSince1970)), "extras": [:], "iteration_id": nil, "loop_id": nil,
    ]
  }

  var finished: StandInEvent { event("workflow_finished", finishedData) }

  var paused: StandInEvent {
    event(
      "workflow_paused", ["workflow_run_id": .string(id), "status": "paused", "paused_nodes": ["17"], "outputs": [:]])
  }

  func error(_ failure: DifyFailure) -> StandInEvent {
    let event: JSONObject = ["event": "error", "task_id": .string(task), "workflow_run_id": nil]
    return StandInEvent(json: .object(event.merging(failure.json)))
  }

  static let usage: JSONValue = [
    "prompt_tokens": 20, "prompt_unit_price": "0.001", "prompt_price_unit": "0.001", "prompt_price": "0.0000200",
    "completion_tokens": 20, "completion_unit_price": "0.002", "completion_price_unit": "0.001",
    "completion_price": "0.0000400", "total_tokens": 40, "total_price": "0.0000600", "currency": "USD", "latency": 0.05,
  ]

  var messageEnd: StandInEvent {
    message("message_end", ["metadata": ["usage": Self.usage, "retriever_resources": []], "files": []])
  }
}
