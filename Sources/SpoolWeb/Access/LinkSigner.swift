import Foundation
package import JobModel

/// Links that open one file for a while, without a login: `<path>?expires=<seconds>&signature=<code>`.
///
/// The code (HMAC-SHA256) covers the path as it reads without escapes, the rest of the query and the end. It is the same
/// whatever the host is called.
package struct LinkSigner: Sendable {
  private let key: WebKey
  private let lifetime: Duration

  package struct Link: Hashable, Sendable {
    /// Path and query.
    package var target: String
    package var expires: Timestamp
  }

  enum Verdict: Hashable {
    case unsigned
    case good
    case expired
    /// The signature is not this target's.
    case wrong
  }

  init(_ key: WebKey, lifetime: Duration) {
    (self.key, self.lifetime) = (key, lifetime)
  }

  /// - Parameter target: path and query of a file to fetch.
  /// - Returns: `nil` where that is no path that could be signed.
  package func sign(_ target: String, at now: Timestamp = .now) throws -> Link? {
    let expires = Timestamp(milliseconds: now.advanced(by: lifetime).milliseconds / 1000 * 1000)
    guard let parts = Parts(target), parts.signature == nil, parts.expires == nil, let message = parts.message else {
      return nil
    }
    let seconds = String(expires.milliseconds / 1000)
    let code = try key.code(.link, "\(message)\n\(seconds)")
    let mark = target.contains("?") ? "&" : "?"
    return Link(target: "\(target)\(mark)expires=\(seconds)&signature=\(code)", expires: expires)
  }

  func verdict(of target: String, at now: Timestamp) throws -> Verdict {
    guard let parts = Parts(target), parts.signature != nil else {
      // Whatever else is wrong with it, that is for others to say.
      return target.contains("signature=") && target.contains("expires=") ? .wrong : .unsigned
    }
    guard let signature = parts.signature, let expires = parts.expires, let message = parts.message,
      let seconds = Int64(expires), try key.isCode(signature, .link, of: "\(message)\n\(expires)")
    else { return .wrong }
    return seconds > now.milliseconds / 1000 ? .good : .expired
  }

  private struct Parts {
    private let path: String
    private let rest: String
    private(set) var expires: Substring?
    private(set) var signature: Substring?

    /// - Returns: `nil` where the target is not well formed, or says one of ours twice.
    init?(_ target: String) {
      let pieces = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
      guard target.hasPrefix("/"), !target.contains("#"), let path = pieces[0].removingPercentEncoding else {
        return nil
      }
      self.path = path
      var others: [Substring] = []
      for field in (pieces.count > 1 ? pieces[1] : "").split(separator: "&") {
        switch field.prefix(while: { $0 != "=" }) {
        case "expires":
          guard expires == nil else { return nil }
          expires = field.dropFirst("expires=".count)
        case "signature":
          guard signature == nil else { return nil }
          signature = field.dropFirst("signature=".count)
        default: others.append(field)
        }
      }
      rest = others.joined(separator: "&")
    }

    /// What is signed; `nil` for paths that could be read in two ways.
    var message: String? {
      let names = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
      let isPlain = names.allSatisfy { $0 != ".." && $0 != "." && !$0.isEmpty }
      guard isPlain, !path.unicodeScalars.contains(where: { $0.value < 0x20 || $0 == "\\" }) else { return nil }
      return "\(path)\n\(rest)"
    }
  }
}
