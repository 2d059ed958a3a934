import JobModel

/// Dify's error object: `{"code", "message", "status"}`, in an answer or in an `error` event.
struct DifyFailure: Sendable {
  var status = 400
  var code = "invalid_param"
  var message: String

  var json: JSONObject {
    ["code": .string(code), "message": .string(message), "status": .integer(Int64(status))]
  }

  var reply: StandInReply {
    let reply = StandInReply.json(.object(json), status: status)
    return status == 401 ? reply.with("WWW-Authenticate", "Bearer realm=\"api\"") : reply
  }

  static func invalid(_ message: String, code: String = "invalid_param", status: Int = 400) -> Refused {
    Refused(DifyFailure(status: status, code: code, message: message).reply)
  }

  static func notFound(_ message: String) -> Refused {
    invalid(message, code: "not_found", status: 404)
  }
}

extension DifyStandIn {
  package func reply(to refusal: ServiceRefusal, details: String?) -> StandInReply {
    switch refusal {
    case .badGateway: return .gatewayPage(status: 502)
    case .gatewayTimeout: return .gatewayPage(status: 504)
    case .overloaded: return .gatewayPage(status: 503)
    default: break
    }
    let (status, code, message) = Self.words(for: refusal)
    return DifyFailure(status: status, code: code, message: details ?? message).reply
  }

  private static func words(for refusal: ServiceRefusal) -> (Int, String, String) {
    switch refusal {
    case .rateLimit: (429, "too_many_requests", "Too many requests. Please try again later. The current limit is 1.")
    case .quota: (400, "provider_quota_exceeded", "Your quota for the model provider has been exhausted.")
    case .badKey: (401, "unauthorized", "Access token is invalid")
    case .forbidden: (403, "forbidden", "The app's API service has been disabled.")
    case .modelGone: (400, "model_currently_not_support", "The model is currently not supported.")
    case .moderation: (400, "completion_request_error", "Your content violates our usage policy.")
    case .tooLarge: (413, "file_too_large", "File size exceeded.")
    case .notFound: (404, "not_found", "The requested URL was not found on the server.")
    case .serverError: (500, "unknown", "Internal Server Error")
    case .invalid, .badGateway, .gatewayTimeout, .overloaded: (400, "invalid_param", "A parameter is invalid.")
    }
  }
}
