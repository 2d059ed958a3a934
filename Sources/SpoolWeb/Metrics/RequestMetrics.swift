import HTTPTypes
import Hummingbird
import Metrics

/// Counts requests and measures how long they take, by route.
struct RequestMetrics: RouterMiddleware {
  let registry: MetricsRegistry

  func handle(
    _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    let begin = ContinuousClock.now
    let response = try await next(request, context)
    // Only names of our own: a scan for addresses that are not there is one line, not thousands.
    let labels = [
      ("route", context.endpointPath ?? "NotFound"), ("method", Self.method(request.method)),
      ("status", String(response.status.code)),
    ]
    Counter(label: "rowspool_http_requests_total", dimensions: labels, factory: registry).increment()
    let taken = begin.duration(to: .now)
    Timer(label: "rowspool_http_request_seconds", dimensions: [labels[0]], factory: registry)
      .recordNanoseconds(Int64(taken / .nanoseconds(1)))
    return response
  }

  private static func method(_ method: HTTPRequest.Method) -> String {
    let known: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete, .options]
    return known.contains(method) ? method.rawValue : "other"
  }
}
