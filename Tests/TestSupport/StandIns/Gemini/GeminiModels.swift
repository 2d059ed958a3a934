import JobModel

/// Which models there are, and which of them draw.
enum GeminiModels {
  static let listed = ["gemini-3.1-flash-image", "gemini-3-pro-image", "gemini-2.5-flash-image", "gemini-3.1-flash"]

  static func draws(_ model: String) -> Bool { model.contains("image") }

  /// Aliases of the newest model are known to the beta version alone.
  static func isKnown(_ model: String, base: String) -> Bool {
    guard model.hasPrefix("gemini-"), !model.contains("gone"), !model.hasSuffix("-preview") else { return false }
    return base.hasSuffix("v1beta") || !model.hasSuffix("-latest")
  }

  static var listing: StandInReply { .json(["models": .array(listed.map(json))]) }

  static func entry(_ request: StandInRequest) throws -> StandInReply {
    let model = request.parameters["model"] ?? ""
    guard listed.contains(model) else { throw Refused(GeminiFailure.modelGone(model, "v1beta").reply) }
    return .json(json(model))
  }

  private static func json(_ model: String) -> JSONValue {
    [
      "name": .string("models/\(model)"), "version": "001", "displayName": .string(model),
      "inputTokenLimit": 32_768, "outputTokenLimit": 32_768,
      "supportedGenerationMethods": ["generateContent", "countTokens"],
    ]
  }
}
