import Foundation
package import JobModel
import Synchronization

/// Stands in for Google's Gemini API: `generateContent` with pictures both ways, its stream, models and files.
///
/// Follows the Generative Language API's reference (`v1` and `v1beta`, autumn 2026). Requests may spell names either
/// way, as the service takes them; replies are in camel case.
package final class GeminiStandIn: StandInService {
  struct State {
    var times = TimedRun.Times()
    var files: [String: GeminiFile] = [:]
  }

  package let name = "gemini"
  package let bases = ["/gemini/v1beta", "/gemini/v1", "/gemini"]
  package let behaviours: Set<String> = [
    // 200 without a picture, or without anything.
    "textOnly", "noImage", "imageOther", "noContent", "noParts", "maxTokens", "unknownReason",
    // Blocked, before and after.
    "blockedPrompt", "blockedOutput", "prohibited",
    // A draft among the parts; an error in a list; a quota of the day.
    "thought", "errorInList", "dailyQuota", "staysProcessing", "failedFile",
  ]
  let state = Mutex(State())

  package var routes: [StandInRoute] {
    [
      StandInRoute("POST", "/models/{model}:generateContent") { try self.generated($0) },
      StandInRoute("POST", "/models/{model}:streamGenerateContent") { try self.streamed($0) },
      StandInRoute("GET", "/models") { _ in GeminiModels.listing },
      StandInRoute("GET", "/models/{model}") { try GeminiModels.entry($0) },
      StandInRoute("GET", "/files") { _ in self.listedFiles() },
      StandInRoute("GET", "/files/{id}") { .json(try self.file($0).json) },
      StandInRoute("DELETE", "/files/{id}") { try self.deletedFile($0) },
      StandInRoute("POST", "/upload/{version}/files") { try self.uploaded($0) },
    ]
  }

  package func key(of request: StandInRequest) -> String? {
    request.header("x-goog-api-key") ?? request.query["key"]
  }

  /// The address that an upload goes on at is itself the leave to do so.
  package func needsKey(_ request: StandInRequest) -> Bool { request.query["upload_id"] == nil }

  /// - Parameter settings: `waitingSeconds`, `runningSeconds`: how long a file is processed.
  package func configure(_ settings: JSONObject) throws {
    for (name, value) in settings.members {
      guard state.withLock({ $0.times.take(name, value) }) else { throw ControlFailure("gemini has no '\(name)'") }
    }
  }

  package func reset() { state.withLock { $0 = State() } }
}
