import Foundation
import JobModel
import Synchronization

extension DifyStandIn {
  /// `POST /completion-messages`.
  func completed(_ request: StandInRequest) throws -> StandInReply {
    guard mode(request) == .completion else {
      throw DifyFailure.invalid("Please check if your app mode matches the right API route.", code: "app_unavailable")
    }
    let body = try request.json()
    return try answered(request, query: body["inputs"]?["query"]?.string ?? body["query"]?.string ?? "")
  }

  /// `POST /chat-messages`.
  func chatted(_ request: StandInRequest) throws -> StandInReply {
    let mode = mode(request)
    guard mode != .workflow, mode != .completion else {
      throw DifyFailure.invalid("Please check if your app mode matches the right API route.", code: "not_chat_app")
    }
    guard let query = try request.json()["query"]?.string else {
      throw DifyFailure.invalid("Arg query must be provided.")
    }
    if mode == .agentChat, !isStreaming(request) {
      throw DifyFailure.invalid("Agent Chat App does not support blocking mode")
    }
    return try answered(request, query: query)
  }

  private func answered(_ request: StandInRequest, query: String) throws -> StandInReply {
    let record = try newRecord(request, query: query)
    guard isStreaming(request) else {
      return blocking(record) { record in
        let mode = record.mode == .completion ? "completion" : record.mode == .advancedChat ? "advanced-chat" : "chat"
        return [
          "event": "message", "task_id": .string(record.task), "id": .string(record.message),
          "message_id": .string(record.message), "conversation_id": .string(record.conversation),
          "mode": .string(mode), "answer": .string(record.answer),
          "metadata": ["usage": DifyRecord.usage, "retriever_resources": []],
          "created_at": .integer(Int64(record.created.timeIntervalSince1970)),
        ]
      }
    }
    return messages(of: record)
  }

  /// The answer in pieces; a chat with a workflow has that one's events too.
  private func messages(of record: DifyRecord) -> StandInReply {
    let kind = record.mode == .agentChat ? "agent_message" : "message"
    let middle = record.answer.index(record.answer.startIndex, offsetBy: record.answer.count / 2)
    var events: [StandInEvent] = record.mode == .advancedChat ? [record.started, record.nodeStarted(1, "start")] : []
    if record.mode == .agentChat { events += [thought(of: record)] }
    if record.behaviours.contains("replaced") {
      events += [record.message(kind, ["answer": "Something unseemly"])]
      events += [record.message("message_replace", ["answer": .string(record.answer)])]
    } else {
      events += [record.message(kind, ["answer": .string(String(record.answer[..<middle]))])]
    }
    var reply = StandInReply.events(events)
    reply.pieces += [
      .bytes(DifyRecord.ping), .made(StandInReply.Making { await self.end(of: record, kind, from: middle) }),
    ]
    return reply
  }

  private func thought(of record: DifyRecord) -> StandInEvent {
    record.message(
      "agent_thought",
      [
        "id": "thought", "position": 1, "thought": "Hm.", "observation": "", "tool": "", "tool_input": "",
        "message_files": [],
      ])
  }

  private func end(of record: DifyRecord, _ kind: String, from middle: String.Index) async -> [UInt8] {
    while !current(record).isOver { try? await ContinuousClock().sleep(for: .milliseconds(5)) }
    let ended = current(record)
    state.withLock { $0.runs[record.id]?.isReadToEnd = true }
    if ended.behaviours.contains("errorEvent") {
      return ended.error(DifyFailure(code: "completion_request_error", message: "The model gave up.")).bytes
    }
    var events: [StandInEvent] = []
    if !ended.isStopped, !ended.behaviours.contains("replaced") {
      events += [record.message(kind, ["answer": .string(String(record.answer[middle...]))])]
    }
    if record.mode == .advancedChat { events += [ended.finished] }
    return (events + [ended.messageEnd]).flatMap(\.bytes)
  }
}
