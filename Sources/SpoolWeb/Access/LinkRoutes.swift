import Foundation
import HTTPTypes
import Hummingbird
import JobModel
import JobProcessing

/// `POST /api/v1/links` `{"path": …}` → `{"url", "expires"}`: a link to a file that opens it without a login.
struct LinkRoutes: Sendable {
  let desk: FrontDesk
  let access: AccessDesk

  func add(to router: Router<WebContext>) {
    router.post("api/v1/links") { request, context in
      let path = try await request.jsonObject(["path"], atMost: 16 << 10).requiredText("path")
      return try await sign(path, request, context)
    }
  }

  private func sign(_ path: String, _ request: Request, _ context: WebContext) async throws -> JSONAnswer {
    guard let name = Self.job(ofFile: path) else { throw Self.noFile }
    guard let job = JobID(name), try await desk.job(job, only: context.shownSubmitter(desk)) != nil else {
      throw WebFailure.noJob(name)
    }
    guard let link = try access.links.sign(path) else { throw Self.noFile }
    let scheme = context.admission.isSecure ? "https" : "http"
    let answer: JSONObject = [
      "url": .string("\(scheme)://\(request.head.authority ?? "")\(link.target)"),
      "expires": .string(link.expires.description),
    ]
    return JSONAnswer(answer, status: .created)
  }

  private static let noFile = WebFailure(
    .badRequest, "no-file", "Only links to a job's files and results can be signed.")

  /// The job of a path that leads to a file of it: `/jobs/<job>/files/<name>`, `/api/v1/jobs/<job>/results.zip`.
  static func job(ofFile target: String) -> String? {
    var names = WebPaths.path(target).split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    if names.starts(with: ["api", "v1"]) { names = names.dropFirst(2) }
    let parts = names.map { String($0).removingPercentEncoding ?? "" }
    switch parts.count {
    case 3 where parts[0] == "jobs" && ["results.xlsx", "results.zip"].contains(parts[2]): return parts[1]
    case 4 where parts[0] == "jobs" && ["files", "thumbnails"].contains(parts[2]): return parts[1]
    default: return nil
    }
  }
}
