import HTTPTypes
import JobModel
package import JobProcessing
import Logging
import Synchronization

/// Lets people and programs in, by the settings.
///
/// It remembers nothing but how often somebody has tried: sessions, links and the tokens of pages are known again by
/// the codes in them.
package final class AccessDesk: Sendable {
  let options: AccessOptions
  let key: WebKey
  package let links: LinkSigner
  /// Places for event streams.
  package let streams: StreamPlaces
  private let tokens: TokenBook
  private let failures = Mutex(Allowance(atOnce: 10, perSecond: 1.0 / 30))
  private let requests: Mutex<Allowance>
  let log: Logger

  /// Reads or makes the spool's key. Blocks on the disk.
  ///
  /// - Throws: where the key cannot be had.
  package init(_ desk: FrontDesk, address: WebAddress) throws {
    let settings = desk.configuration.pageAccess
    options = AccessOptions(settings, address: address)
    key = try WebKey(of: desk.spool)
    links = LinkSigner(key, lifetime: settings.linkLifetime)
    streams = StreamPlaces(settings.connections / 2)
    tokens = TokenBook(TokenFile(settings.tokens), threads: desk.threads, log: desk.log)
    requests = Mutex(Allowance(atOnce: settings.requestRate, perSecond: Double(settings.requestRate) / 60))
    log = desk.log
  }

  // MARK: Tokens

  /// The token that somebody showed.
  ///
  /// - Parameter address: of who shows it; ten wrong ones from there, and it must wait.
  /// - Returns: `nil` where it is none. What was shown is not kept or logged.
  /// - Throws: `WebFailure` 429 where too many wrong ones came from there.
  func token(_ text: String, from address: String, at now: ContinuousClock.Instant = .now) async throws -> AccessToken?
  {
    let place = Self.network(of: address)
    if let wait = failures.withLock({ $0.wait(of: place, at: now) }) {
      var failure = WebFailure(
        .tooManyRequests, "too-many-logins",
        "Too many wrong access tokens came from your address. Please wait a few minutes, then try again.")
      failure.retryAfter = max(1, Int(wait / .seconds(1)))
      throw failure
    }
    var found: AccessToken?
    // All are compared, so that the time tells nothing of the place of the right one.
    for token in await tokens.tokens(at: now) where try token.isText(text) { found = token }
    guard found == nil else { return found }
    failures.withLock { $0.spend(place, at: now) }
    log.warning("a wrong access token was shown to the page", metadata: ["address": "\(address)"])
    return nil
  }

  /// The token that a session was opened with; `nil` where it was taken away.
  func token(of session: Session) async -> AccessToken? {
    await tokens.tokens().first { $0.fingerprint == session.fingerprint }
  }

  /// One house has 2^64 addresses of IPv6: what counts is its network.
  private static func network(of address: String) -> String {
    address.contains(":") && !address.contains(".")
      ? address.split(separator: ":", omittingEmptySubsequences: false).prefix(4).joined(separator: ":") : address
  }

  // MARK: How often

  /// - Throws: `WebFailure` 429 where this visitor has asked too often.
  func countRequest(of admission: Admission, at now: ContinuousClock.Instant = .now) throws {
    guard admission.recognition != .machine else { return }
    let who = admission.recognition == .nobody ? "address \(admission.address)" : "name \(admission.visitor.name)"
    guard let wait = requests.withLock({ $0.take(who, at: now) }) else { return }
    var failure = WebFailure(
      .tooManyRequests, "too-many-requests", "Too many requests came from you within a minute. Please wait a little.")
    failure.retryAfter = max(1, Int((wait / .seconds(1)).rounded(.up)))
    throw failure
  }

  // MARK: Codes

  func pageToken(_ whose: String) throws -> String { try key.code(.page, whose) }
}
