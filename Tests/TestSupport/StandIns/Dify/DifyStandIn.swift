import Foundation
package import JobModel
import Synchronization

/// Stands in for a Dify server: a workflow app, a completion app and three kinds of chats, each with keys of its own.
///
/// Follows Dify's service API as of 2026 (`/info`, `/parameters`, `/files/upload`, `/workflows/…`, `/workflow/{id}/events`,
/// `/completion-messages`, `/chat-messages`) and, with `isOld`, that of about version 1.4.
package final class DifyStandIn: StandInService {
  struct State {
    var settings = DifyServerSettings()
    var runs: [String: DifyRecord] = [:]
    /// Handed in by users.
    var uploads: [String: DifyUpload] = [:]
    /// Made by runs, by the name in their links.
    var results: [String: [UInt8]] = [:]
  }

  package let name = "dify"
  package let bases = ["/dify/v1", "/files"]
  package let behaviours: Set<String> = [
    // How a run ends, or that it does not.
    "failed", "partial", "paused", "staysRunning", "noOutputs", "rateLimited",
    // What is in its stream.
    "errorEvent", "errorBeforeStart", "repeatedEvents", "oddEvents", "pingOnly", "replaced",
    // Links in its outputs.
    "expiredLinks", "relativeLinks", "internalLinks", "foreignLinks",
  ]
  let state = Mutex(State())

  package init() {}

  package func needsKey(_ request: StandInRequest) -> Bool { request.base != "/files" }

  package var routes: [StandInRoute] { appRoutes + runRoutes + messageRoutes }

  private var appRoutes: [StandInRoute] {
    [
      StandInRoute("GET", "/info") { self.info($0) },
      StandInRoute("GET", "/parameters") { self.parameters($0) },
      StandInRoute("GET", "/meta") { _ in .json(["tool_icons": [:]]) },
      StandInRoute("GET", "/site") { _ in .json(["title": "Stand-in", "default_language": "en-US"]) },
      StandInRoute("POST", "/files/upload") { try self.uploaded($0) },
      StandInRoute("GET", "/tools/{name}") { try self.fetched($0) },
    ]
  }

  private var runRoutes: [StandInRoute] {
    [
      StandInRoute("POST", "/workflows/run") { try self.started($0) },
      StandInRoute("GET", "/workflows/run/{id}") { try self.detail($0) },
      StandInRoute("POST", "/workflows/tasks/{task}/stop") { try self.stopped($0) },
      StandInRoute("GET", "/workflows/logs") { try self.logs($0) },
      StandInRoute("GET", "/workflow/{id}/events") { try self.events($0) },
      StandInRoute("POST", "/workflows/{workflow}/run") { try self.started($0) },
    ]
  }

  private var messageRoutes: [StandInRoute] {
    [
      StandInRoute("POST", "/completion-messages") { try self.completed($0) },
      StandInRoute("POST", "/completion-messages/{task}/stop") { try self.stopped($0) },
      StandInRoute("POST", "/chat-messages") { try self.chatted($0) },
      StandInRoute("POST", "/chat-messages/{task}/stop") { try self.stopped($0) },
    ]
  }

  /// - Parameter settings: the members of `DifyServerSettings`.
  package func configure(_ settings: JSONObject) throws {
    try state.withLock { state in
      for (name, value) in settings.members {
        guard state.settings.take(name, value) else { throw ControlFailure("dify has no '\(name)'") }
      }
    }
  }

  package func reset() { state.withLock { $0 = State() } }
}

/// What kind of server it is.
struct DifyServerSettings: Sendable {
  /// As servers up to about 1.8 are: `/info` without the mode, no way back into a stream, and a run whose stream nobody
  /// reads to its end stays `running` for ever and never shows in the logs.
  var isOld = false
  var runningSeconds = 0.05
  /// Between two pings.
  var pingSeconds = 10.0
  /// Seconds that a link is good for.
  var linkSeconds = 300.0
  /// Runs at the same time; `nil` for any number.
  var mostRuns: Int?
  /// In place of the app's own form.
  var form: JSONValue?

  mutating func take(_ name: String, _ value: JSONValue) -> Bool {
    switch name {
    case "isOld": isOld = value.boolean ?? false
    case "runningSeconds": runningSeconds = value.number ?? runningSeconds
    case "pingSeconds": pingSeconds = value.number ?? pingSeconds
    case "linkSeconds": linkSeconds = value.number ?? linkSeconds
    case "mostRuns": mostRuns = value.integer
    case "form": form = value
    default: return false
    }
    return true
  }
}
