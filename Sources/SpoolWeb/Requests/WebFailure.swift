package import HTTPTypes
package import JobModel

/// Why a request was not served, in words for whoever made it.
///
/// Programs get it as a problem document (RFC 9457), people as a page.
package struct WebFailure: Error, Sendable {
  package let status: HTTPResponse.Status
  /// A word for programs: `no-such-job`.
  package let code: String
  package let detail: Message
  /// Seconds after which a try may succeed.
  package var retryAfter: Int?
  /// Further members of the problem document, for programs and scripts.
  package var members: JSONObject = [:]

  package init(_ status: HTTPResponse.Status, _ code: String, _ detail: Message) {
    self.status = status
    self.code = code
    self.detail = detail
  }

  /// The problem document.
  func problem(in language: Language) -> JSONObject {
    let problem: JSONObject = [
      "type": "about:blank", "title": .string(status.reasonPhrase), "status": .integer(Int64(status.code)),
      "code": .string(code), "detail": .string(detail.text(in: language)),
    ]
    return problem.merging(members)
  }

  package static func noJob(_ id: some StringProtocol) -> WebFailure {
    WebFailure(.notFound, "no-such-job", "There is no job \(String(id)).")
  }
}
