import JobModel

/// A request for a chat's next message, checked (`CreateChatCompletionRequest`).
struct OpenAIChatOrder {
  var model: String
  /// The words of the last message of the user.
  var text: String
  var pictures: [SeenPicture] = []
  var isStream: Bool
  var includesUsage: Bool
  var mostTokens: Int?
  /// The schema that the answer must fit, if the answer must be JSON.
  var schema: JSONValue?

  init(_ values: JSONObject) throws {
    guard let model = try OpenAIPictureOrder.text("model", of: values) else { throw OpenAIFailure.missing("model") }
    guard !OpenAIModels.isGone(model) else { throw OpenAIFailure.modelGone(model) }
    guard let messages = values["messages"]?.array, !messages.isEmpty else { throw OpenAIFailure.missing("messages") }
    self.model = model
    text = ""
    isStream = try OpenAIPictureOrder.flag("stream", of: values)
    includesUsage = values["stream_options"]?["include_usage"]?.boolean ?? false
    mostTokens = values["max_completion_tokens"]?.integer ?? values["max_tokens"]?.integer
    if OpenAIModels.isReasoning(model) {
      for name in ["max_tokens", "temperature"] where values[name] != nil {
        throw OpenAIFailure.invalid(
          name, "Unsupported parameter: '\(name)' is not supported with this model.", code: "unsupported_parameter")
      }
    }
    for (index, message) in messages.enumerated() { try take(message, index) }
    schema = try Self.schema(of: values["response_format"])
  }

  private static func schema(of format: JSONValue?) throws -> JSONValue? {
    switch format?["type"]?.string {
    case "json_schema":
      guard let schema = format?["json_schema"]?["schema"], format?["json_schema"]?["name"]?.string != nil else {
        throw OpenAIFailure.missing("response_format.json_schema.name")
      }
      return schema
    case "json_object": return ["type": "object", "properties": ["answer": ["type": "string"]]]
    case "text", nil: return nil
    case let other?: throw OpenAIFailure.invalid("response_format", "Invalid value: '\(other)'.")
    }
  }

  private mutating func take(_ message: JSONValue, _ index: Int) throws {
    guard let role = message["role"]?.string,
      ["system", "developer", "user", "assistant", "tool"].contains(role)
    else { throw OpenAIFailure.invalid("messages[\(index)].role", "Invalid value for 'role'.") }
    let isUser = role == "user"
    if let words = message["content"]?.string {
      if isUser { text = words }
      return
    }
    guard let parts = message["content"]?.array else { throw OpenAIFailure.missing("messages[\(index)].content") }
    for part in parts {
      switch part["type"]?.string {
      case "text": if isUser { text = part["text"]?.string ?? "" }
      case "image_url": try take(picture: part["image_url"]?["url"]?.string ?? "", index)
      default: throw OpenAIFailure.invalid("messages[\(index)].content", "Invalid value: the type of a part.")
      }
    }
  }

  private mutating func take(picture link: String, _ index: Int) throws {
    if link.hasPrefix("http://") || link.hasPrefix("https://") { return }
    guard let picture = SeenPicture(dataURL: link) else {
      throw OpenAIFailure.invalid(
        "messages[\(index)].content", "You uploaded an unsupported image.", code: "invalid_image_format")
    }
    pictures.append(picture)
  }

  /// What the model says: the question again, so that a test knows its row.
  var answer: String {
    let seen = pictures.map { " [\($0.format.rawValue) \($0.width)x\($0.height)]" }.joined()
    guard let schema else { return "You said: \(text)\(seen)" }
    return String(decoding: JSONWriter.bytes(of: SampleOfSchema.value(schema, text: text)), as: UTF8.self)
  }
}
