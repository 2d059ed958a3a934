import JobModel

/// Google's error object: `{"error": {"code", "message", "status", "details"}}`.
struct GeminiFailure {
  var code = 400
  var status = "INVALID_ARGUMENT"
  var message: String
  var details: [JSONValue] = []

  var json: JSONValue {
    var failure: JSONObject = [
      "code": .integer(Int64(code)), "message": .string(message), "status": .string(status),
    ]
    if !details.isEmpty { failure["details"] = .array(details) }
    return ["error": .object(failure)]
  }

  var reply: StandInReply { .json(json, status: code) }

  static func invalid(_ message: String) -> Refused { Refused(GeminiFailure(message: message).reply) }

  static func unknown(_ name: String, at place: String) -> Refused {
    let at = place.isEmpty ? "" : " at '\(place)'"
    return invalid("Invalid JSON payload received. Unknown name \"\(name)\"\(at): Cannot find field.")
  }

  static func modelGone(_ model: String, _ version: String) -> GeminiFailure {
    GeminiFailure(
      code: 404, status: "NOT_FOUND",
      message: "models/\(model) is not found for API version \(version), or is not supported for generateContent.")
  }

  static let badKey: JSONValue = [
    "@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "API_KEY_INVALID", "domain": "googleapis.com",
  ]

  /// A quota that is used up; one of a minute says when to come again.
  static func quota(perDay: Bool, message: String?) -> GeminiFailure {
    let period = perDay ? "PerDay" : "PerMinute"
    var details: [JSONValue] = [
      [
        "@type": "type.googleapis.com/google.rpc.QuotaFailure",
        "violations": [
          [
            "quotaMetric": "generativelanguage.googleapis.com/generate_content_free_tier_requests",
            "quotaId": .string("GenerateRequests\(period)PerProjectPerModel-FreeTier"), "quotaValue": "100",
          ]
        ],
      ],
      ["@type": "type.googleapis.com/google.rpc.Help", "links": []],
    ]
    if !perDay { details.append(["@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "1.07s"]) }
    return GeminiFailure(
      code: 429, status: "RESOURCE_EXHAUSTED", message: message ?? "You exceeded your current quota.", details: details)
  }
}

extension GeminiStandIn {
  package func reply(to refusal: ServiceRefusal, details: String?) -> StandInReply {
    switch refusal {
    case .badGateway: .gatewayPage(status: 502)
    case .gatewayTimeout: .gatewayPage(status: 504)
    case .rateLimit: GeminiFailure.quota(perDay: false, message: details).reply
    case .quota: GeminiFailure.quota(perDay: true, message: details).reply
    case .moderation: .json(Self.blockedPrompt)
    default: failure(refusal, details).reply
    }
  }

  private func failure(_ refusal: ServiceRefusal, _ details: String?) -> GeminiFailure {
    switch refusal {
    case .badKey:
      GeminiFailure(
        message: details ?? "API key not valid. Please pass a valid API key.", details: [GeminiFailure.badKey])
    case .forbidden:
      GeminiFailure(
        code: 403, status: "PERMISSION_DENIED",
        message: details ?? "Method doesn't allow unregistered callers. Please use API Key.")
    case .modelGone, .notFound:
      GeminiFailure(code: 404, status: "NOT_FOUND", message: details ?? "Requested entity was not found.")
    case .tooLarge: GeminiFailure(code: 413, message: details ?? "Request payload size exceeds the limit.")
    case .serverError:
      GeminiFailure(code: 500, status: "INTERNAL", message: details ?? "An internal error has occurred. Please retry.")
    case .overloaded:
      GeminiFailure(code: 503, status: "UNAVAILABLE", message: details ?? "The model is overloaded. Please try later.")
    default: GeminiFailure(message: details ?? "Request contains an invalid argument.")
    }
  }
}
