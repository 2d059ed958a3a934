import JobModel

/// DashScope's error object, which is flat: `{"code", "message", "request_id"}`.
struct DashScopeFailure {
  var status = 400
  var code = "InvalidParameter"
  var message: String

  var reply: StandInReply {
    .json(["code": .string(code), "message": .string(message), "request_id": ""], status: status)
  }

  static func invalid(_ message: String, code: String = "InvalidParameter") -> Refused {
    Refused(DashScopeFailure(code: code, message: message).reply)
  }
}

extension DashScopeStandIn {
  package func reply(to refusal: ServiceRefusal, details: String?) -> StandInReply {
    switch refusal {
    case .badGateway: return .gatewayPage(status: 502)
    case .gatewayTimeout: return .gatewayPage(status: 504)
    default: break
    }
    let (status, code, message) = Self.words(for: refusal)
    return DashScopeFailure(status: status, code: code, message: details ?? message).reply
  }

  private static func words(for refusal: ServiceRefusal) -> (Int, String, String) {
    switch refusal {
    case .rateLimit: (429, "Throttling.RateQuota", "Requests rate limit exceeded, please try again later.")
    case .quota: (400, "Arrearage", "Access denied, please make sure your account is in good standing.")
    case .badKey: (401, "InvalidApiKey", "Invalid API-key provided.")
    case .forbidden: (403, "AccessDenied.Unpurchased", "Access to model denied. Please make sure you are eligible.")
    case .modelGone: (404, "ModelNotFound", "The model can not be found.")
    case .moderation:
      (400, "DataInspectionFailed", "Input data may contain inappropriate content.")
    case .tooLarge: (413, "RequestTooLarge", "The request is too large.")
    case .notFound: (404, "InvalidURL", "The request URL is not found.")
    case .serverError: (500, "InternalError", "An internal error has occured, please try again later.")
    case .overloaded: (503, "ServiceUnavailable", "Service is not available, please try again later.")
    case .invalid, .badGateway, .gatewayTimeout: (400, "InvalidParameter", "Required parameter is missing or invalid.")
    }
  }
}
