import Foundation
package import JobModel
import Synchronization

/// Stands in for Alibaba Cloud's Model Studio (DashScope): pictures and videos by tasks, pictures and text at once,
/// temporary files.
///
/// Follows the HTTP references of the image, video and upload APIs (`/services/aigc/…`, `/tasks`, `/uploads`) and the
/// error-code page of Model Studio, as of autumn 2026.
package final class DashScopeStandIn: StandInService {
  struct State {
    var times = TimedRun.Times()
    var tasks: [String: DashScopeTask] = [:]
    /// The model that each upload folder was asked for.
    var folders: [String: String] = [:]
    /// Seconds that a task is remembered.
    var taskSeconds = 86_400.0
    /// Looks at tasks that are answered in a second; `nil` for any number.
    var mostPollsPerSecond: Int?
    var polls: [ContinuousClock.Instant] = []
  }

  package let name = "dashscope"
  package let bases = ["/dashscope/api/v1"]
  package let compresses = true
  package let behaviours: Set<String> = [
    // Tasks: how they end, or that they do not.
    "partial", "failed", "moderated", "timedOut", "noResults", "staysRunning", "suspended", "unknown",
    // Pictures at once: none in the answer.
    "textOnly",
  ]
  let state = Mutex(State())
  let storage: StorageStandIn

  init(storage: StorageStandIn) { self.storage = storage }

  package var routes: [StandInRoute] {
    let submissions = DashScopeEndpoint.allCases.map { endpoint in
      StandInRoute("POST", endpoint.path) { try self.submitted($0, to: endpoint) }
    }
    let others: [StandInRoute] = [
      StandInRoute("POST", "/services/aigc/multimodal-generation/generation") { try self.conversed($0) },
      StandInRoute("GET", "/tasks/{id}") { try self.task($0) },
      StandInRoute("POST", "/tasks/{id}/cancel") { try self.cancelled($0) },
      StandInRoute("GET", "/tasks") { try self.listed($0) },
      StandInRoute("GET", "/uploads") { try self.policy($0) },
    ]
    return (submissions + others).map(withUsualHeaders)
  }

  private func withUsualHeaders(_ route: StandInRoute) -> StandInRoute {
    StandInRoute(route.method, route.pattern) { request in
      let id = UUID().uuidString.lowercased()
      do {
        return try await Self.withUsualHeaders(route.handler(request), id: id)
      } catch let refused as Refused {
        throw Refused(Self.withUsualHeaders(refused.reply, id: id))
      }
    }
  }

  /// The id of the request stands in the header as in the body.
  private static func withUsualHeaders(_ reply: StandInReply, id: String) -> StandInReply {
    var reply = reply
    var id = id
    reply.rewriteJSON { value in
      if case .object(var object) = value, let own = object["request_id"], object["task_id"] == nil {
        if let text = own.string, !text.isEmpty { id = text } else { object["request_id"] = .string(id) }
        return .object(object)
      }
      return value
    }
    return reply.with("x-request-id", id).with("x-dashscope-call-gateway", "true").with("req-cost-time", "12")
  }

  /// - Parameter settings: `waitingSeconds` and `runningSeconds` of tasks, `taskSeconds`, `mostPollsPerSecond`.
  package func configure(_ settings: JSONObject) throws {
    for (name, value) in settings.members {
      let isKnown = state.withLock { state in
        switch name {
        case "taskSeconds": state.taskSeconds = value.number ?? state.taskSeconds
        case "mostPollsPerSecond": state.mostPollsPerSecond = value.integer
        default: return state.times.take(name, value)
        }
        return true
      }
      guard isKnown else { throw ControlFailure("dashscope has no '\(name)'") }
    }
  }

  package func reset() { state.withLock { $0 = State() } }
}
