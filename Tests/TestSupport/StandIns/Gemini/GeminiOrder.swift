import Foundation
import JobModel

/// A request for content, checked (`GenerateContentRequest`). Names come in camel or in snake case.
struct GeminiOrder {
  var model: String
  var text = ""
  var pictures: [SeenPicture] = []
  var wantsPicture = false
  var width = 1_024
  var height = 1_024
  /// The schema that the answer must fit, if the answer must be JSON.
  var schema: JSONValue?

  private static let known: Set<String> = [
    "contents", "systemInstruction", "generationConfig", "safetySettings", "tools", "toolConfig", "cachedContent",
    "model",
  ]
  private static let ratios = [
    "1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9", "1:4", "4:1", "1:8", "8:1",
  ]

  init(_ request: StandInRequest, files: GeminiStandIn) throws {
    model = request.parameters["model"] ?? ""
    guard GeminiModels.isKnown(model, base: request.base) else {
      throw Refused(GeminiFailure.modelGone(model, request.base.contains("v1beta") ? "v1beta" : "v1").reply)
    }
    guard let sent = try? request.json(), sent.object != nil else {
      throw GeminiFailure.invalid("Invalid JSON payload received. Unexpected token.")
    }
    let json = sent.inCamelCase
    for name in json.object?.names ?? [] where !Self.known.contains(name) { throw GeminiFailure.unknown(name, at: "") }
    guard let contents = json["contents"]?.array, !contents.isEmpty else {
      throw GeminiFailure.invalid("* GenerateContentRequest.contents: contents is not specified")
    }
    for (index, content) in contents.enumerated() { try take(content, index, files) }
    try take(configuration: json["generationConfig"] ?? .object(JSONObject()))
    // The names within a schema are the caller's own: they are taken as they were sent.
    let configuration = sent["generationConfig"] ?? sent["generation_config"]
    if json["generationConfig"]?["responseMimeType"]?.string == "application/json" {
      let names = ["responseSchema", "response_schema", "responseJsonSchema", "response_json_schema"]
      schema = names.compactMap { configuration?[$0] }.first ?? ["type": "object"]
    }
  }

  private mutating func take(_ content: JSONValue, _ index: Int, _ files: GeminiStandIn) throws {
    let role = content["role"]?.string ?? "user"
    guard ["user", "model"].contains(role) else {
      throw GeminiFailure.invalid("Please use a valid role: user, model.")
    }
    for (number, part) in (content["parts"]?.array ?? []).enumerated() {
      let place = "contents[\(index)].parts[\(number)]"
      let kinds = ["text", "inlineData", "fileData", "functionCall", "functionResponse"].filter { part[$0] != nil }
      guard kinds.count == 1 else { throw GeminiFailure.invalid("\(place).data: required oneof field 'data'") }
      if role == "user", let words = part["text"]?.string { text = words }
      if let data = part["inlineData"] { try take(inline: data, place) }
      if let data = part["fileData"] { pictures += try files.picture(data["fileUri"]?.string ?? "").map { [$0] } ?? [] }
    }
  }

  private mutating func take(inline data: JSONValue, _ place: String) throws {
    guard let type = data["mimeType"]?.string, !type.isEmpty else {
      throw GeminiFailure.invalid("\(place).inline_data.mime_type: must be specified.")
    }
    guard let text = data["data"]?.string, let bytes = Self.bytes(ofBase64: text) else {
      throw GeminiFailure.invalid("Invalid value at '\(place).inline_data.data' (TYPE_BYTES), Base64 decoding failed.")
    }
    guard type.hasPrefix("image/") else {
      throw GeminiFailure.invalid("Unsupported MIME type: \(type)")
    }
    guard let picture = SeenPicture([UInt8](bytes)), picture.format.mediaType == type else {
      throw GeminiFailure.invalid("Unable to process input image. Please retry or report.")
    }
    pictures.append(picture)
  }

  /// Either alphabet (RFC 4648, sections 4 and 5): Google's own package sends the one for addresses.
  private static func bytes(ofBase64 text: String) -> Data? {
    Data(base64Encoded: String(text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }))
  }

  private mutating func take(configuration: JSONValue) throws {
    let modalities = (configuration["responseModalities"]?.array ?? []).compactMap { $0.string?.uppercased() }
    for word in modalities where !["TEXT", "IMAGE", "AUDIO"].contains(word) {
      throw GeminiFailure.invalid("Invalid value at 'generation_config.response_modalities': \(word)")
    }
    wantsPicture = modalities.contains("IMAGE") || (modalities.isEmpty && GeminiModels.draws(model))
    guard !wantsPicture || GeminiModels.draws(model) else {
      throw GeminiFailure.invalid("Multi-modal output is not supported by \(model).")
    }
    try take(picture: configuration["imageConfig"])
  }

  /// Without a ratio the picture is shaped as the one that was sent.
  private mutating func take(picture configuration: JSONValue?) throws {
    let word = configuration?["imageSize"]?.string ?? "1K"
    guard let side = ["512": 512, "1K": 1_024, "2K": 2_048, "4K": 4_096][word] else {
      throw GeminiFailure.invalid("Invalid value at 'generation_config.image_config.image_size': \(word)")
    }
    guard model != "gemini-2.5-flash-image" || configuration?["imageSize"] == nil else {
      throw GeminiFailure.invalid("Image size is not supported for this model.")
    }
    var ratio = pictures.first.map { Double($0.width) / Double($0.height) } ?? 1
    if let text = configuration?["aspectRatio"]?.string, !text.isEmpty {
      guard Self.ratios.contains(text) else {
        throw GeminiFailure.invalid(
          "Aspect ratio \(text) is not supported. Supported: \(Self.ratios.joined(separator: ", "))")
      }
      let numbers = text.split(separator: ":").compactMap { Double($0) }
      ratio = numbers[0] / numbers[1]
    }
    width = max(16, Int((Double(side) * ratio.squareRoot() / 16).rounded()) * 16)
    height = max(16, Int((Double(side) / ratio.squareRoot() / 16).rounded()) * 16)
  }

  /// What the model says: the question again, so that a test knows its row.
  var answer: String {
    if let schema {
      return String(decoding: JSONWriter.bytes(of: SampleOfSchema.value(schema, text: text)), as: UTF8.self)
    }
    let seen = pictures.map { " [\($0.format.rawValue) \($0.width)x\($0.height)]" }.joined()
    return "You said: \(text)\(seen)"
  }
}

extension JSONValue {
  /// The same with names in camel case; texts and values stay as they are.
  fileprivate var inCamelCase: JSONValue {
    mapped { value in
      guard let object = value.object else { return value }
      return .object(JSONObject(object.members.map { (Self.camelCase($0.name), $0.value) }))
    }
  }

  private static func camelCase(_ name: String) -> String {
    let words = name.split(separator: "_")
    guard words.count > 1, let first = words.first else { return name }
    return first + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }
}
