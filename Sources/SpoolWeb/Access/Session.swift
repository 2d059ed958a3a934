import JobModel

/// A login that a browser carries in a cookie. The server keeps nothing of it.
struct Session: Hashable, Sendable {
  static let cookie = "rowspool"
  /// A week: who uses the page daily logs in now and then.
  static let lifetime: Int64 = 7 * 86_400

  /// Of the token it was opened with. A token that is taken away ends its sessions.
  let fingerprint: String
  /// Seconds since 1970.
  let ends: Int64
  /// Tells two logins of one person apart.
  let nonce: String

  init(_ token: AccessToken, at now: Timestamp) {
    fingerprint = token.fingerprint
    ends = now.milliseconds / 1000 + Self.lifetime
    nonce = Hexadecimal.text(Hexadecimal.random(count: 8))
  }

  /// - Returns: `nil` for a text that we did not write, and for a session that has ended.
  init?(_ text: String, _ key: WebKey, at now: Timestamp) throws {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4, let ends = Int64(parts[1]) else { return nil }
    (fingerprint, nonce, self.ends) = (String(parts[0]), String(parts[2]), ends)
    guard try key.isCode(parts[3], .session, of: message), ends > now.milliseconds / 1000 else { return nil }
  }

  func text(_ key: WebKey) throws -> String { try "\(message).\(key.code(.session, message))" }

  private var message: String { "\(fingerprint).\(ends).\(nonce)" }
}
