import Foundation
import HTTPTypes
import Hummingbird
import JobModel

/// Refuses what is too large or is no text, before anybody works on it.
struct LimitsMiddleware: RouterMiddleware {
  /// Bytes of an upload.
  let uploadLimit: Int
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
    if let text = request.headers[.contentLength], Int(text).map({ $0 > uploadLimit }) ?? true {
      throw Self.tooLarge(uploadLimit)
    }
    return try await next(request, context)
  }

  /// What whoever reads an upload throws when it goes beyond the limit without having said so.
  static func tooLarge(_ limit: Int) -> WebFailure {
    WebFailure(
      .contentTooLarge, "too-large",
      """
      This is too large: the server takes at most \(limit >> 20) MB at once. Please submit it in several parts, or \
      copy it into the drop folder.
      """)
  }
}
