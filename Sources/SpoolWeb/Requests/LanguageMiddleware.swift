import HTTPTypes
import Hummingbird
import JobModel

/// Finds the language to answer in: what the visitor chose, else what their browser asks for, else the server's.
struct LanguageMiddleware: RouterMiddleware {
  static let cookie = "language"
  let standard: Language

  func handle(
    _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    var context = context
    context.language = Self.language(of: request) ?? standard
    return try await next(request, context)
  }

  /// - Returns: `nil` where the request says nothing of it.
  static func language(of request: Request) -> Language? {
    if let chosen = request.cookies[cookie]?.value, let language = Language(setting: chosen) { return language }
    return request.headers[.acceptLanguage].flatMap(preferred)
  }

  /// The first language of an `Accept-Language` header that there is (RFC 9110, section 12.5.4).
  static func preferred(_ header: String) -> Language? {
    let choices = header.prefix(1000).split(separator: ",").enumerated().map { index, choice in
      let parts = choice.split(separator: ";").map { $0.trimmingPrefix(while: \.isWhitespace) }
      let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
      return (tag: parts.first.map { $0.lowercased() } ?? "", weight: weight, index: index)
    }
    let ordered = choices.filter { $0.weight > 0 }.sorted { ($1.weight, $0.index) < ($0.weight, $1.index) }
    return ordered.lazy.compactMap { choice -> Language? in
      choice.tag.hasPrefix("zh") ? .simplifiedChinese : choice.tag.hasPrefix("en") ? .english : nil
    }.first
  }
}
