package import JobModel

/// A service that is stood in for.
///
/// A conforming class keeps its state behind a `Mutex`; its handlers run on Swift's cooperative threads.
package protocol StandInService: AnyObject, Sendable {
  /// As faults and look-ups of calls name it: `openai`.
  var name: String { get }

  /// Where it lies on the server: `["/openai/v1"]`. Of several that fit, the longest counts.
  var bases: [String] { get }

  /// The first that fits a request answers it.
  var routes: [StandInRoute] { get }

  /// What a fault may tell it to do: the `behaviour`s that its handlers know.
  var behaviours: Set<String> { get }

  /// Whether replies are sent in gzip to those who take it.
  var compresses: Bool { get }

  /// Whether a request without a key is refused.
  func needsKey(_ request: StandInRequest) -> Bool

  /// The key that a request brings along.
  func key(of request: StandInRequest) -> String?

  /// The service's own form of a refusal.
  ///
  /// - Parameter details: words to be shown within it.
  func reply(to refusal: ServiceRefusal, details: String?) -> StandInReply

  /// Takes settings, such as how long a task runs.
  ///
  /// - Throws: `ControlFailure` for settings that it does not have.
  func configure(_ settings: JSONObject) throws

  /// Forgets what it was sent, and its settings.
  func reset()
}

extension StandInService {
  package var behaviours: Set<String> { [] }
  package var compresses: Bool { false }
  package func needsKey(_ request: StandInRequest) -> Bool { true }
  package func key(of request: StandInRequest) -> String? { request.bearerKey }
  package func reset() {}

  package func configure(_ settings: JSONObject) throws {
    guard settings.isEmpty else { throw ControlFailure("\(name) has no settings") }
  }
}

/// A handler's early end: the reply is sent as it is.
package struct Refused: Error {
  package let reply: StandInReply

  package init(_ reply: StandInReply) { self.reply = reply }
}

/// What every service can answer, each in its own form.
package enum ServiceRefusal: String, Sendable, CaseIterable {
  case rateLimit, quota, badKey, forbidden, modelGone, moderation, invalid, tooLarge, notFound, serverError, overloaded
  /// HTML pages of a gateway before the service.
  case badGateway, gatewayTimeout
}
