import JobModel

/// What a request for pictures asks for, checked (`CreateImageRequest`, `CreateImageEditRequest`).
struct OpenAIPictureOrder {
  var model: String
  var prompt: String
  var count: Int
  var width: Int
  var height: Int
  /// As it was asked for: `1024x1024`, or `auto`.
  var size: String
  var quality: String
  var background: String
  var format: MadePicture.Format
  var isLink: Bool
  var isStream: Bool
  var partialPictures: Int

  private static let known: Set<String> = [
    "prompt", "model", "n", "size", "quality", "background", "output_format", "output_compression", "moderation",
    "response_format", "style", "stream", "partial_images", "user", "safety_identifier",
  ]

  /// - Parameters:
  ///   - values: the members of a body, or the text parts of a form as they would be in a body.
  ///   - more: names that are good beside the usual ones.
  /// - Throws: `Refused`, as the service would.
  init(_ values: JSONObject, alsoKnown more: Set<String> = []) throws {
    for name in values.names where !Self.known.contains(name) && !more.contains(name) {
      throw OpenAIFailure.unknown(name)
    }
    guard let prompt = try Self.text("prompt", of: values), !prompt.isEmpty else {
      throw OpenAIFailure.missing("prompt")
    }
    let model = try Self.text("model", of: values) ?? "dall-e-2"
    guard !OpenAIModels.isGone(model) else { throw OpenAIFailure.modelGone(model) }
    self.prompt = prompt
    self.model = model
    count = try Self.number("n", of: values, in: 1...(model == "dall-e-3" ? 1 : 10)) ?? 1
    size = try Self.text("size", of: values) ?? "auto"
    (width, height) = try Self.pixels(size, model: model)
    background = try Self.word("background", of: values, ["auto", "opaque", "transparent"]) ?? "auto"
    quality = try Self.quality(of: values, model: model)
    format = try Self.format(of: values)
    isLink = try Self.isLink(values, model: model)
    isStream = try Self.flag("stream", of: values)
    partialPictures = try Self.number("partial_images", of: values, in: 0...3) ?? 0
    _ = try Self.number("output_compression", of: values, in: 0...100)
    try checkPrompt()
    guard background != "transparent" || format != .jpeg else {
      throw OpenAIFailure.invalid("background", "Transparent background is not supported for 'jpeg'.")
    }
  }

  private func checkPrompt() throws {
    let limit = OpenAIModels.isDallE(model) ? (model == "dall-e-2" ? 1_000 : 4_000) : 32_000
    guard prompt.count > limit else { return }
    throw OpenAIFailure.invalid(
      "prompt", "Invalid 'prompt': string too long. Expected a string with maximum length \(limit).",
      code: "string_above_max_length")
  }

  /// The picture at a place, its colour from the prompt.
  func picture(_ index: Int) -> MadePicture {
    var picture = MadePicture(prompt: index == 0 ? prompt : "\(prompt)#\(index)", width: width, height: height)
    picture.isTransparent = background == "transparent"
    return picture
  }
}
