import Foundation
package import JobModel
import Synchronization

/// Stands in for OpenAI's API and what is compatible with it: pictures, chat, responses, videos, files, models.
///
/// Follows OpenAI's published OpenAPI file (version 2.3.0 of August 2026): `/images`, `/chat/completions`, `/responses`,
/// `/videos`, `/files`, `/models` and the error object; where gateways differ, a behaviour does as they do.
package final class OpenAIStandIn: StandInService {
  struct State {
    var times = TimedRun.Times()
    var videos: [String: OpenAIVideo] = [:]
    var responses: [String: OpenAIResponse] = [:]
    var files: [String: OpenAIFile] = [:]
    /// Counts what is made, for ids.
    var count = 0
  }

  package let name = "openai"
  package let bases = ["/openai/v1"]
  package let behaviours: Set<String> = [
    // Pictures: links, or data URLs, where base64 was due; no pictures; an error in the stream.
    "urlResults", "dataURLs", "noPictures", "errorEvent",
    // Chat: cut by length, filtered, refused, empty, pictures within the message.
    "length", "contentFilter", "refusal", "emptyText", "pictureMessage",
    // What takes its time: fails, is filtered, never ends; a gateway's words for the states.
    "failed", "incomplete", "staysRunning", "gatewayWords",
  ]
  let state = Mutex(State())
  let storage: StorageStandIn

  init(storage: StorageStandIn) { self.storage = storage }

  package var routes: [StandInRoute] {
    let all: [StandInRoute] = [
      StandInRoute("POST", "/images/generations") { try self.generated($0) },
      StandInRoute("POST", "/images/edits") { try self.edited($0) },
      StandInRoute("POST", "/chat/completions") { try self.completed($0) },
      StandInRoute("GET", "/models") { _ in self.models() },
      StandInRoute("GET", "/models/{id}") { try self.model($0) },
    ]
    return (all + responseRoutes + videoRoutes + fileRoutes).map(withUsualHeaders)
  }

  /// Every reply names its request and says what is left of the limits.
  private func withUsualHeaders(_ route: StandInRoute) -> StandInRoute {
    StandInRoute(route.method, route.pattern) { request in
      let reply: StandInReply
      do {
        reply = try await route.handler(request)
      } catch let refused as Refused {
        throw Refused(self.withUsualHeaders(refused.reply))
      }
      return self.withUsualHeaders(reply)
    }
  }

  private func withUsualHeaders(_ reply: StandInReply) -> StandInReply {
    reply.with("x-request-id", "req_\(UUID().uuidString.lowercased().filter { $0 != "-" })")
      .with("openai-processing-ms", "12").with("x-ratelimit-limit-requests", "500")
      .with("x-ratelimit-remaining-requests", "499").with("x-ratelimit-reset-requests", "120ms")
  }

  func nextID(_ prefix: String) -> String {
    let count = state.withLock { state in
      state.count += 1
      return state.count
    }
    return "\(prefix)_\(UUID().uuidString.lowercased().filter { $0 != "-" }.prefix(20))\(count)"
  }

  /// - Parameter settings: `waitingSeconds`, `runningSeconds` of videos and background responses.
  package func configure(_ settings: JSONObject) throws {
    for (name, value) in settings.members {
      guard state.withLock({ $0.times.take(name, value) }) else { throw ControlFailure("openai has no '\(name)'") }
    }
  }

  package func reset() { state.withLock { $0 = State() } }
}
