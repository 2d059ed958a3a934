import HTTPTypes
package import Hummingbird
import JobModel

extension WebContext {
  /// - Throws: `WebFailure` 403 where an operator asks for what concerns everybody.
  package func requireAdmin() throws(WebFailure) {
    guard !visitor.isAdmin else { return }
    throw WebFailure(.forbidden, "admin-only", "Only administrators can do this. Please ask one of them.")
  }

  /// Of a form whose token stands among its parts. A program that showed its access token, and a page's script, need not.
  ///
  /// - Parameters:
  ///   - text: the part `token`; `nil` where there was none.
  ///   - request: the one that brought it.
  /// - Throws: `WebFailure` 403. Nothing must have been done before.
  package func checkToken(_ text: String?, of request: Request) throws(WebFailure) {
    // The header was looked at before.
    guard admission.recognition != .token, request.headers[.pageToken] == nil else { return }
    guard let text, admission.isPageToken(text) else { throw Admission.noPageToken }
  }
}
