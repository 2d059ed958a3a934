import ContentDigest
import HTTPTypes
import JobModel

/// Who asks, and how that is known.
struct Admission: Sendable {
  enum Recognition: Sendable {
    case nobody
    /// They work at this machine, where nobody has to log in.
    case machine
    /// By the cookie of a login.
    case session
    /// A program, by the token it sends with each request.
    case token
    /// The proxy says so.
    case proxy
    /// Whoever has this link may have this file.
    case link
  }

  var visitor: Visitor
  var recognition: Recognition
  /// What a page's script or form sends back to show that it comes from a page of ours; of this visitor alone.
  var pageToken = ""
  /// Where the request comes from, beyond proxies.
  var address = ""
  /// Whether it came encrypted, at least as far as the proxy.
  var isSecure = false

  static func nobody(_ pageToken: String) -> Admission {
    Admission(visitor: .anonymous, recognition: .nobody, pageToken: pageToken)
  }

  /// Whether a page of this visitor sent it.
  func isPageToken(_ text: String) -> Bool {
    !pageToken.isEmpty && MessageCode.areEqual(Array(text.utf8), Array(pageToken.utf8))
  }

  static let noPageToken = WebFailure(
    .forbidden, "no-page-token", "The page is out of date, so nothing was done. Please load it again, then retry.")
}
