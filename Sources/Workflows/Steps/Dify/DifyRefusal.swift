import HTTPTransfer
import JobModel

/// An answer that is no success, or an `error` event in its place: what it means for the row.
struct DifyRefusal: Hashable, Sendable {
  let status: Int
  let code: String
  /// The service's own words; empty where there are none.
  let message: String
  /// The status and the start of the answer, for administrators.
  let detail: String
  private let retryAfter: Duration?
  /// An error page of something in front of the service, which knows nothing of what the service did.
  let isGatewayPage: Bool

  init(_ reply: DifyServer.Reply) {
    let event = DifyErrorEvent(reply.object ?? [:])
    status = reply.response.status
    code = event.code
    message = event.message
    retryAfter = RetryAfter.parse(reply.response.headers, now: .milliseconds(Timestamp.now.milliseconds))
    isGatewayPage = reply.object == nil
    var start = ""
    if case .bytes(let bytes) = reply.response.body {
      start = String(decoding: bytes.prefix(500), as: UTF8.self)
    }
    detail = "HTTP status \(status)\(start.isEmpty ? "" : ": \(start)")"
  }

  init(_ event: DifyErrorEvent) {
    status = event.status ?? 500
    code = event.code
    message = event.message
    retryAfter = nil
    isGatewayPage = false
    detail = "error event: status \(status), code '\(code)': \(message.prefix(500))"
  }

  /// Whether the service itself may have begun a run all the same.
  var leavesRunUnknown: Bool { [502, 503, 504, 524].contains(status) && isGatewayPage }

  /// - Parameter service: the name in `services:`.
  func failure(_ service: String) -> Failure {
    let (failureClass, reason) = meaning
    var text: Message = "Dify (service '\(service)'): \(reason)"
    if !message.isEmpty { text = .sentences([text, "It says: \(message.prefix(300))"]) }
    return Failure(
      failureClass, code: code.isEmpty ? "dify-\(status)" : "dify-\(code.replacing("_", with: "-"))", message: text,
      detail: detail, service: service, retryAfter: failureClass == .throttled ? retryAfter : nil)
  }

  /// The codes of Dify's service API, then the statuses.
  private var meaning: (Failure.Class, Message) {
    switch code {
    case "invalid_param", "bad_request": return (.invalid, "the app does not take this row's values.")
    case "not_workflow_app", "not_chat_app":
      return (.auth, "the key belongs to an app of another kind than the workflow's 'app:' says.")
    case "app_unavailable", "agent_not_published":
      return (.auth, "the app is not published or not set up. An administrator has to publish it.")
    case "provider_not_initialize":
      return (.auth, "the model's provider has no valid key. An administrator has to add it.")
    case "model_currently_not_support": return (.auth, "the app's model is not available any more.")
    case "provider_quota_exceeded": return (.quota, "the quota of the model's provider is spent.")
    case "rate_limit_error": return (.quota, "the plan's number of calls is spent.")
    case "too_many_requests": return (.throttled, "too many runs at the same time.")
    case "completion_request_error", "workflow_request_error": return (.transient, "the app could not finish.")
    case "workflow_version_execution_not_allowed": return (.auth, "this version of the app may not be run.")
    case "file_too_large": return (.invalid, "a file of this row is too large.")
    case "unsupported_file_type": return (.invalid, "a file of this row is of a kind that is not taken.")
    case "s3_connection_failed": return (.transient, "the file storage cannot be reached.")
    default: return meaningOfStatus
    }
  }

  private var meaningOfStatus: (Failure.Class, Message) {
    switch status {
    case 401: (.auth, "the key is refused. An administrator has to look at the service's key.")
    case 403: (.auth, "access is refused. The app's API may be switched off.")
    case 402: (.quota, "the account's money is spent.")
    case 404: (.invalid, "what was asked for is not there.")
    case 408, 425, 429: (.throttled, "too many requests.")
    case 413: (.invalid, "the row's file or text is too large.")
    case 415: (.invalid, "a file of this row is of a kind that is not taken.")
    case 400..<500: (.invalid, "the request was refused (status \(status)).")
    case 500..<600: (.transient, "the service has a fault (status \(status)).")
    default: (.transient, "the answer has the unexpected status \(status).")
    }
  }
}
