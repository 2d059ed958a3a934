import HTTPTypes
import Hummingbird
import JobModel
import Results

/// Lets requests in or not, before any route sees them.
struct AccessMiddleware: RouterMiddleware {
  let access: AccessDesk

  func handle(
    _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    let admission = try await access.admit(request.head, from: context.remoteAddress)
    try access.countRequest(of: admission)
    var (request, context) = (request, context)
    (context.admission, context.visitor) = (admission, admission.visitor)
    if admission.recognition == .nobody, !WebPaths.isOpen(request.uri.string) { return try turnAway(request) }
    try await checkPage(&request, admission)
    return try await next(request, context)
  }

  /// People are sent to log in; programs are told.
  private func turnAway(_ request: Request) throws -> Response {
    let wantsPage = request.headers[.accept]?.contains("text/html") ?? false
    guard request.method == .get, wantsPage, !WebPaths.isAPI(request.uri.string) else {
      throw WebFailure(.unauthorized, "login-needed", "Please log in first.")
    }
    return .redirect(to: "/login?back=\(request.uri.string.asLinkPart)")
  }

  /// Whatever changes something comes from a page of ours, which has the visitor's own token; a program with its access
  /// token has shown more than that.
  private func checkPage(_ request: inout Request, _ admission: Admission) async throws {
    let method = request.method
    guard ![.get, .head, .options].contains(method), admission.recognition != .token else { return }
    var shown = request.headers[.pageToken]
    // The form of the first page carries it in its first part: who reads the upload looks at it, by `checkToken`.
    if shown == nil, WebPaths.isUpload(request), FormFields.isMultipart(request) { return }
    if shown == nil, FormFields.isForm(request) {
      shown = FormFields(try await request.collectBody(upTo: FormFields.longest))["token"]
    }
    guard let shown, admission.isPageToken(shown) else { throw Admission.noPageToken }
  }
}
