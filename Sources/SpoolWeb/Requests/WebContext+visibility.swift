import Foundation
import HTTPTypes
import Hummingbird
import JobModel
package import JobProcessing

extension WebContext {
  /// Whose jobs the visitor may see: a submitter's name, or `nil` for all. The one place where `visibility` decides.
  package func shownSubmitter(_ desk: FrontDesk) -> String? {
    guard desk.configuration.pageAccess.visibility == .own, !visitor.isAdmin, admission.recognition != .link else {
      return nil
    }
    return submitterName
  }

  /// The visitor's name as jobs and orders have it.
  package var submitterName: String { visitor.name.isEmpty ? "web" : visitor.name }

  /// The job that the path names, if there is one of that name and the visitor may see it.
  ///
  /// - Throws: `WebFailure`, status 404.
  package func requireJob(_ desk: FrontDesk) async throws -> JobView {
    let text = try pathText("job")
    guard let id = JobID(text), let job = try await desk.job(id, only: shownSubmitter(desk)) else {
      throw WebFailure.noJob(text.prefix(200))
    }
    return job
  }

  /// A part of the path, as it was meant.
  package func pathText(_ name: String) throws -> String {
    let text = try parameters.require(name)
    return text.removingPercentEncoding ?? text
  }
}
