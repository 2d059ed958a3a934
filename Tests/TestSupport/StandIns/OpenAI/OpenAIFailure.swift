import JobModel

/// OpenAI's error object: `{"error": {"message", "type", "param", "code"}}`.
struct OpenAIFailure {
  var status = 400
  var type = "invalid_request_error"
  var code: String?
  var param: String?
  var message: String

  var reply: StandInReply { .json(json, status: status) }

  var json: JSONValue {
    [
      "error": [
        "message": .string(message), "type": .string(type), "param": param.map { .string($0) } ?? nil,
        "code": code.map { .string($0) } ?? nil,
      ]
    ]
  }

  static func invalid(_ param: String?, _ message: String, code: String = "invalid_value") -> Refused {
    Refused(OpenAIFailure(code: code, param: param, message: message).reply)
  }

  static func missing(_ param: String) -> Refused {
    invalid(param, "Missing required parameter: '\(param)'.", code: "missing_required_parameter")
  }

  static func unknown(_ param: String) -> Refused {
    invalid(param, "Unknown parameter: '\(param)'.", code: "unknown_parameter")
  }

  static func modelGone(_ model: String) -> Refused {
    Refused(
      OpenAIFailure(
        status: 404, code: "model_not_found", message: "The model '\(model)' does not exist or you do not have access."
      )
      .reply)
  }
}

extension OpenAIStandIn {
  package func reply(to refusal: ServiceRefusal, details: String?) -> StandInReply {
    switch refusal {
    case .badGateway: return .gatewayPage(status: 502)
    case .gatewayTimeout: return .gatewayPage(status: 504)
    default: break
    }
    let (status, type, code, message) = Self.words(for: refusal)
    return OpenAIFailure(status: status, type: type, code: code, message: details ?? message).reply
  }

  private static func words(for refusal: ServiceRefusal) -> (Int, String, String?, String) {
    let invalid = "invalid_request_error"
    return switch refusal {
    case .rateLimit: (429, "requests", "rate_limit_exceeded", "Rate limit reached for requests per min. Limit: 5.")
    case .quota:
      (429, "insufficient_quota", "insufficient_quota", "You exceeded your current quota, please check your plan.")
    case .badKey: (401, invalid, "invalid_api_key", "Incorrect API key provided.")
    case .forbidden:
      (403, "request_forbidden", "unsupported_country_region_territory", "Country, region, or territory not supported")
    case .modelGone: (404, invalid, "model_not_found", "The model does not exist or you do not have access to it.")
    case .moderation:
      (400, "image_generation_user_error", "moderation_blocked", "Your request was rejected by the safety system.")
    case .tooLarge: (413, invalid, nil, "Maximum content size limit exceeded.")
    case .notFound: (404, invalid, nil, "Invalid URL")
    case .serverError: (500, "server_error", "server_error", "The server had an error while processing your request.")
    case .overloaded:
      (503, "service_unavailable_error", "server_is_overloaded", "The server is overloaded. Please try again later.")
    case .invalid, .badGateway, .gatewayTimeout: (400, invalid, "invalid_value", "Invalid request.")
    }
  }
}
