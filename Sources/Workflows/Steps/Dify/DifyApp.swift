/// The kinds of apps that a Dify server has: `mode` in the answer of `GET /info`.
package enum DifyApp: String, CaseIterable, Sendable {
  case workflow
  case completion
  case chat
  case agentChat = "agent-chat"
  case advancedChat = "advanced-chat"
  case agent

  /// Where a run is started, below the base URL.
  var runPath: String {
    switch self {
    case .workflow: "workflows/run"
    case .completion: "completion-messages"
    case .chat, .agentChat, .advancedChat, .agent: "chat-messages"
    }
  }

  /// Where a run is stopped.
  func stopPath(task: String) -> String {
    let task = RequestURL.encoded(task)
    return self == .workflow ? "workflows/tasks/\(task)/stop" : "\(runPath)/\(task)/stop"
  }

  /// Whether the service keeps runs that can be looked up; the others are gone with their stream.
  var keepsRuns: Bool { self == .workflow || self == .advancedChat }

  /// Whether it answers with messages, and wants a question.
  var isChat: Bool { runPath == "chat-messages" }

  /// Whether it gives an answer as text, and ends with `message_end`.
  var answers: Bool { self != .workflow }
}
