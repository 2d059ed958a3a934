import HTTPTypes
import JobModel
import JobProcessing

extension WebContext {
  mutating func admit(_ admission: Admission, _ visibility: PageAccess.Visibility) {
    (self.admission, visitor) = (admission, admission.visitor)
    seesAll = visibility == .all || visitor.isAdmin || admission.recognition == .link
  }

  /// - Throws: `WebFailure` 403 where an operator asks for what concerns everybody.
  package func requireAdmin() throws(WebFailure) {
    guard !visitor.isAdmin else { return }
    throw WebFailure(.forbidden, "admin-only", "Only administrators can do this. Please ask one of them.")
  }

  /// Whether this visitor may know of a job. The one place where `visibility` is decided.
  ///
  /// - Parameter submitter: the name of who submitted it.
  package func sees(jobOf submitter: String) -> Bool { seesAll || submitter == visitor.name }
}
