import Foundation
import HTTPTypes
import Hummingbird
import JobModel

/// Refuses what is too large or is no text, before anybody works on it.
struct LimitsMiddleware: RouterMiddleware {
  /// Bytes of a body. Whoever takes uploads in counts them as they come, and has a limit of their own.
  static let largestBody = 16 << 20
  /// Bytes of path and query.
  static let longestTarget = 8 << 10

  func handle(
    _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    let target = request.uri.string
    guard target.utf8.count <= Self.longestTarget else {
      throw WebFailure(.uriTooLong, "address-too-long", "The address is too long.")
    }
    // Escapes that are no UTF-8 name nothing here.
    guard target.hasPrefix("/"), target.removingPercentEncoding?.contains("\0") == false else {
      throw WebFailure(.badRequest, "bad-address", "The address contains characters that are no text.")
    }
    if !WebPaths.isUpload(request), let text = request.headers[.contentLength] {
      guard let length = Int(text), length <= Self.largestBody else { throw Self.tooLarge }
    }
    return try await next(request, context)
  }

  private static let tooLarge = WebFailure(.contentTooLarge, "too-large", "The request is too large.")
}
