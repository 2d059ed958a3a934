import Foundation
import JobModel

/// A response of the Responses API, possibly still worked on.
struct OpenAIResponse: Sendable {
  var id: String
  var model: String
  var text: String
  var created = Date()
  /// `nil` for one that was answered at once.
  var run: TimedRun?
  var isCancelled = false
  /// `failed` or `incomplete`.
  var behaviour: String?

  var status: String {
    if isCancelled { return "cancelled" }
    switch run?.phase {
    case .waiting: return "queued"
    case .running: return "in_progress"
    case .over, nil:
      return switch behaviour {
      case "failed": "failed"
      case "incomplete", "length", "contentFilter": "incomplete"
      default: "completed"
      }
    }
  }

  var json: JSONValue {
    let status = self.status
    let isWhole = status == "completed" || status == "incomplete"
    let failure: JSONValue =
      status == "failed" ? ["code": "server_error", "message": "The server had an error while processing."] : nil
    let reason = behaviour == "contentFilter" ? "content_filter" : "max_output_tokens"
    return [
      "id": .string(id), "object": "response", "created_at": .integer(Int64(created.timeIntervalSince1970)),
      "status": .string(status), "model": .string(model), "error": failure,
      "incomplete_details": status == "incomplete" ? ["reason": .string(reason)] : nil,
      "output": isWhole ? [message] : [], "parallel_tool_calls": true, "tool_choice": "auto", "tools": [],
      "instructions": nil, "metadata": [:], "temperature": 1.0, "top_p": 1.0,
      "usage": isWhole ? usage : nil,
    ]
  }

  private var message: JSONValue {
    let said = behaviour == "incomplete" || behaviour == "length" ? String(text.prefix(text.count / 2)) : text
    let content: JSONValue =
      switch behaviour {
      case "refusal": ["type": "refusal", "refusal": "I'm sorry, I cannot assist with that request."]
      case "emptyText": ["type": "output_text", "text": "", "annotations": []]
      default: ["type": "output_text", "text": .string(said), "annotations": []]
      }
    return [
      "type": "message", "id": .string("msg_\(id.dropFirst(5))"), "role": "assistant", "status": "completed",
      "content": [content],
    ]
  }

  private var usage: JSONValue {
    let words = Int64(text.split(separator: " ").count)
    return [
      "input_tokens": .integer(words), "output_tokens": .integer(words), "total_tokens": .integer(words * 2),
      "input_tokens_details": ["cached_tokens": 0], "output_tokens_details": ["reasoning_tokens": 0],
    ]
  }
}
