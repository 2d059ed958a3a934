import Foundation
import JobModel

/// A task that is worked on by and by, and forgotten after a day.
struct DashScopeTask: Sendable {
  /// What comes of it.
  enum Ending: Sendable {
    case pictures([DashScopeResult], prompt: String)
    /// One picture under a name of its own.
    case picture(name: String, DashScopeResult)
    case messages([DashScopeResult])
    case video(MadeVideo, prompt: String)
    case failure(code: String, message: String)
  }

  var id: String
  var requestID: String
  var model: String
  var run: TimedRun
  var ending: Ending
  /// With the title of a background's picture: texts are laid out too.
  var hasTexts = false
  var created = Date()
  var isCancelled = false
  var isSuspended = false
  /// The output with its links, once it was looked at.
  var output: JSONObject?

  var status: String {
    if isCancelled { return "CANCELED" }
    if isSuspended { return "SUSPENDED" }
    switch run.phase {
    case .waiting: return "PENDING"
    case .running: return "RUNNING"
    case .over: if case .failure = ending { return "FAILED" } else { return "SUCCEEDED" }
    }
  }

  /// Times are texts, in Beijing's time and without a zone.
  static func text(_ date: Date) -> String {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(secondsFromGMT: 8 * 3_600)
    formatter.dateFormat = "yyyy-MM-dd HH:mm:ss.SSS"
    return formatter.string(from: date)
  }
}

/// One of the pictures that were asked for.
struct DashScopeResult: Sendable {
  var picture: MadePicture
  /// It was not made: the code and the words of the reason.
  var failure: (code: String, message: String)?
}
