import HTTPTypes
import JobModel

extension WebContext {
  /// - Throws: `WebFailure` where the visitor is no administrator.
  package func requireAdmin() throws(WebFailure) {
    // Nobody has to say who they are where only this machine reaches the page.
    guard visitor.isAdmin || visitor == .anonymous else {
      throw WebFailure(.forbidden, "admin-only", "Only administrators may do this.")
    }
  }
}
