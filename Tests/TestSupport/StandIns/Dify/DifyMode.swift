/// What an app is; a key is for one app.
enum DifyMode: String, CaseIterable, Sendable {
  case workflow
  case completion
  case chat
  case agentChat = "agent-chat"
  case advancedChat = "advanced-chat"

  /// `app-chat`, `app-chat-2` are keys of a chat; every other key is a workflow's.
  init(key: String) {
    let modes = Self.allCases.filter { key == "app-\($0.rawValue)" || key.hasPrefix("app-\($0.rawValue)-") }
    self = modes.first ?? .workflow
  }

  var hasWorkflow: Bool { self == .workflow || self == .advancedChat }
}
