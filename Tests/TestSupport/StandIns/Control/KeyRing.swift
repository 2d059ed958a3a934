import JobModel
import Synchronization

/// Which keys are good: every `test-key-…` that was not revoked.
final class KeyRing: Sendable {
  private struct State {
    var revoked: Set<String> = []
    /// Whether a refusal repeats the key that was sent, as careless services do.
    var echoes = false
  }

  private let state = Mutex(State())

  func isGood(_ key: String) -> Bool {
    key.hasPrefix("test-key-") && !state.withLock { $0.revoked.contains(key) }
  }

  /// Words for a refusal.
  func complaint(about key: String?) -> String? {
    guard let key, state.withLock({ $0.echoes }) else { return nil }
    return "Incorrect API key provided: \(key)."
  }

  /// - Parameter json: `{"revoke": [keys], "restore": [keys], "echo": bool}`.
  func change(_ json: JSONValue) {
    state.withLock { state in
      state.revoked.formUnion((json["revoke"]?.array ?? []).compactMap(\.string))
      state.revoked.subtract((json["restore"]?.array ?? []).compactMap(\.string))
      if let echoes = json["echo"]?.boolean { state.echoes = echoes }
    }
  }

  func reset() { state.withLock { $0 = State() } }
}
