package import JobModel
import Synchronization

/// Stands in for ComfyUI: prompts that are checked, queued and run one at a time, their history and their files.
///
/// Follows ComfyUI's own `server.py` and `execution.py` of summer 2026, without the WebSocket: looking at the history
/// does. Every route exists below `/api` too.
package final class ComfyStandIn: StandInService {
  struct File: Sendable {
    var bytes: [UInt8]
    var type: String
  }

  struct State {
    var pending: [ComfyPrompt] = []
    var running: ComfyPrompt?
    /// Finished prompts with their entries, the oldest first.
    var history: [(id: String, entry: JSONValue)] = []
    /// By `type/subfolder/name`.
    var files: [String: File] = [:]
    var runningSeconds = 0.1
    /// Counts prompts, and the pictures of each prefix.
    var number = 0
    var counters: [String: Int] = [:]
    /// Workflows that were run: run again, everything comes from the cache.
    var cached: [JSONObject: JSONValue] = [:]
  }

  package let name = "comfyui"
  package let bases = ["/comfyui/api", "/comfyui"]
  package let behaviours: Set<String> = [
    // How a prompt ends, or that it does not.
    "outOfMemory", "nodeFailed", "noOutputs", "cachedEmpty", "staysRunning",
    // As older servers: a chosen id is not taken over. As after a restart: nothing is known any more.
    "ignoresPromptID", "restarted",
  ]
  let state = Mutex(State())

  package func needsKey(_ request: StandInRequest) -> Bool { false }

  package var routes: [StandInRoute] {
    (promptRoutes + fileRoutes + otherRoutes).map { route in
      StandInRoute(route.method, route.pattern) { request in
        try Self.refuseForeignOrigin(request)
        if request.behaviour == "restarted" { self.forgetPrompts() }
        return try await route.handler(request)
      }
    }
  }

  /// A page of another site must not reach a server on the same machine.
  private static func refuseForeignOrigin(_ request: StandInRequest) throws {
    guard let origin = request.header("Origin"), origin != request.origin else { return }
    throw Refused(StandInReply(status: 403))
  }

  private func forgetPrompts() {
    state.withLock { state in
      state.pending = []
      state.running = nil
      state.history = []
    }
  }

  package func reply(to refusal: ServiceRefusal, details: String?) -> StandInReply {
    switch refusal {
    case .badGateway: .gatewayPage(status: 502)
    case .gatewayTimeout: .gatewayPage(status: 504)
    case .tooLarge: .text("Maximum request body size 104857600 exceeded", status: 413)
    case .notFound: .text("404: Not Found", status: 404)
    case .serverError, .overloaded, .rateLimit, .quota: .text("500 Internal Server Error", status: 500)
    case .badKey, .forbidden: .text("403: Forbidden", status: 403)
    case .invalid, .moderation, .modelGone: Self.failure("invalid_prompt", details ?? "Invalid prompt.")
    }
  }

  static func failure(_ type: String, _ message: String, details: String = "", nodes: JSONValue = [:]) -> StandInReply {
    let failure: JSONValue = [
      "type": .string(type), "message": .string(message), "details": .string(details), "extra_info": [:],
    ]
    return .json(["error": failure, "node_errors": nodes], status: 400)
  }

  /// - Parameter settings: `runningSeconds` of each prompt.
  package func configure(_ settings: JSONObject) throws {
    for (name, value) in settings.members {
      guard name == "runningSeconds", let seconds = value.number else {
        throw ControlFailure("comfyui has no '\(name)'")
      }
      state.withLock { $0.runningSeconds = seconds }
    }
  }

  package func reset() { state.withLock { $0 = State() } }
}
