import HTTPTypes
import Hummingbird
import JobModel
import Logging
import NIOCore

/// Makes of every error an answer that says what happened and what to do, and nothing of the machine's inside.
struct FailureMiddleware: RouterMiddleware {
  let pages: PageLibrary
  let routes: RouteTable

  func handle(
    _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch {
      var failure = Self.failure(of: error)
      let methods =
        failure.code == Self.nothingThere ? routes.otherMethods(than: request.method, of: request.uri.path) : []
      // Of a known address it is the method that is unknown.
      if !methods.isEmpty { failure = WebFailure(.methodNotAllowed, "method", "This cannot be done at this address.") }
      if failure.status == .internalServerError {
        context.logger.error("a request failed: \(error)", metadata: ["path": "\(request.uri.path)"])
      }
      var response = answer(failure, request, context)
      if !methods.isEmpty { response.headers[.allow] = methods.joined(separator: ", ") }
      if let seconds = failure.retryAfter { response.headers[.retryAfter] = String(seconds) }
      return response
    }
  }

  private func answer(_ failure: WebFailure, _ request: Request, _ context: WebContext) -> Response {
    // Who comes from the frame of the page, before the inner middleware: the language is found again.
    let language = LanguageMiddleware.language(of: request) ?? context.language
    if request.uri.path.hasPrefix("/api/") || !Self.wantsPage(request) {
      var answer = JSONAnswer(failure.problem(in: language), status: failure.status)
      answer.type = "application/problem+json"
      return answer.response(from: request, context: context)
    }
    var context = context
    context.language = language
    return pages.page(
      "failure", titled: failure.status == .notFound ? "Not found" : "That did not work", request, context,
      ["detail": failure.detail.text(in: language)], status: failure.status)
  }

  private static func wantsPage(_ request: Request) -> Bool {
    request.headers[.accept]?.contains("text/html") ?? false
  }

  private static let nothingThere = "not-found"

  private static func failure(of error: any Error) -> WebFailure {
    if let failure = error as? WebFailure { return failure }
    guard let status = (error as? any HTTPResponseError)?.status, status.code < 500 else {
      return WebFailure(
        .internalServerError, "internal",
        "The server could not do this. Its log says why; please tell your administrator.")
    }
    if status == .notFound { return WebFailure(.notFound, nothingThere, "There is nothing at this address.") }
    return WebFailure(status, "bad-request", "The request could not be understood.")
  }
}
