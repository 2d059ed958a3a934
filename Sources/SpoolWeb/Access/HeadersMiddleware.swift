import HTTPTypes
import Hummingbird

/// Tells browsers what pages of ours never do, so that nobody can make them do it.
struct HeadersMiddleware: RouterMiddleware {
  func handle(
    _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    var response = try await next(request, context)
    for (name, value) in Self.fields where response.headers[name] == nil { response.headers[name] = value }
    if response.status == .unauthorized { response.headers[.wwwAuthenticate] = "Bearer realm=\"rowspool\"" }
    // What is left of a body that is too large is not waited for.
    if response.status == .contentTooLarge { response.headers[.connection] = "close" }
    return response
  }

  /// Of every answer that says nothing else.
  static let fields: [(HTTPField.Name, String)] = [
    (.contentSecurityPolicy, policy), (.xContentTypeOptions, "nosniff"), (.xFrameOptions, "DENY"),
    // With `no-referrer` browsers would call the origin of a form `null`.
    (.referrerPolicy, "same-origin"), (.crossOriginOpenerPolicy, "same-origin"),
    (.crossOriginResourcePolicy, "same-origin"), (.cacheControl, "no-store"),
    (.permissionsPolicy, "camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=()"),
  ]

  /// Scripts and styles come from files of ours only; the width of a bar is an attribute.
  static let policy = [
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "style-src-attr 'unsafe-inline'",
    "img-src 'self' blob: data:", "media-src 'self' blob:", "connect-src 'self'", "font-src 'self'",
    "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
  ].joined(separator: "; ")
}
