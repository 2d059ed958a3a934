/// What an app is; a key is for one app.
enum DifyMode: String, CaseIterable, Sendable {
  case workflow
  case completion
  case chat
  case agentChat = "agent-chat"
  case advancedChat = "advanced-chat"

  /// `test-key-dify-chat` and `test-key-dify-chat-2` are keys of a chat; every other key is a workflow's.
  init(key: String) {
    let start = "test-key-dify-"
    let modes = Self.allCases.filter { key == start + $0.rawValue || key.hasPrefix("\(start)\($0.rawValue)-") }
    self = modes.first ?? .workflow
  }

  var hasWorkflow: Bool { self == .workflow || self == .advancedChat }
}
