import JobModel

/// Which models there are, and what their names say about them. Any other name is a gateway's own model.
enum OpenAIModels {
  static let listed = [
    "gpt-image-2", "gpt-image-1.5", "gpt-image-1-mini", "chatgpt-image-latest", "gpt-5.1", "gpt-4.1-mini", "sora-2",
  ]

  /// Shut down, or made to seem so.
  static func isGone(_ model: String) -> Bool { model == "gpt-image-1" || model.contains("gone") }

  static func makesPicturesLikeGPT(_ model: String) -> Bool {
    model.hasPrefix("gpt-image") || model.hasPrefix("chatgpt-image")
  }

  static func isDallE(_ model: String) -> Bool { model.hasPrefix("dall-e") }

  /// Reasoning models refuse some of the older parameters.
  static func isReasoning(_ model: String) -> Bool {
    model.hasPrefix("gpt-5") || model.hasPrefix("o1") || model.hasPrefix("o3") || model.hasPrefix("o4")
  }
}

extension OpenAIStandIn {
  func models() -> StandInReply {
    .json(["object": "list", "data": .array(OpenAIModels.listed.map(Self.entry))])
  }

  func model(_ request: StandInRequest) throws -> StandInReply {
    let id = request.parameters["id"] ?? ""
    guard OpenAIModels.listed.contains(id) else { throw OpenAIFailure.modelGone(id) }
    return .json(Self.entry(id))
  }

  private static func entry(_ id: String) -> JSONValue {
    ["id": .string(id), "object": "model", "created": 1_717_000_000, "owned_by": "system"]
  }
}
