import Foundation
import JobModel

extension GeminiStandIn {
  /// A prompt that was blocked: there are no candidates at all.
  static let blockedPrompt: JSONValue = [
    "promptFeedback": ["blockReason": "PROHIBITED_CONTENT"],
    "usageMetadata": ["promptTokenCount": 7, "totalTokenCount": 7], "modelVersion": "stand-in",
  ]

  /// `POST /models/{model}:generateContent`.
  func generated(_ request: StandInRequest) throws -> StandInReply {
    let order = try GeminiOrder(request, files: self)
    try refuse(request.behaviour)
    if request.behaviour == "blockedPrompt" { return .json(Self.blockedPrompt) }
    let (reason, parts) = Self.said(order, request.behaviour)
    return .json(Self.response(order, parts: parts, reason: reason))
  }

  /// `POST /models/{model}:streamGenerateContent`: events with `alt=sse`, else one list.
  func streamed(_ request: StandInRequest) throws -> StandInReply {
    let order = try GeminiOrder(request, files: self)
    try refuse(request.behaviour)
    let (reason, parts) = Self.said(order, request.behaviour)
    var pieces: [JSONValue] = []
    if request.behaviour == "blockedPrompt" {
      pieces = [Self.blockedPrompt]
    } else {
      let words = (parts ?? []).flatMap { part -> [JSONValue] in
        guard let text = part["text"]?.string else { return [part] }
        return text.split(separator: " ", omittingEmptySubsequences: false).enumerated().map { index, word in
          ["text": .string(index == 0 ? String(word) : " \(word)")]
        }
      }
      pieces = words.dropLast().map { Self.response(order, parts: [$0], reason: nil) }
      pieces.append(Self.response(order, parts: words.last.map { [$0] }, reason: reason))
    }
    guard request.query["alt"] == "sse" else { return .json(.array(pieces)) }
    return .events(pieces.map { StandInEvent(json: $0) })
  }

  private func refuse(_ behaviour: String?) throws {
    switch behaviour {
    case "dailyQuota": throw Refused(GeminiFailure.quota(perDay: true, message: nil).reply)
    case "errorInList":
      throw Refused(.json([GeminiFailure.quota(perDay: false, message: nil).json], status: 429))
    default: break
    }
  }

  /// The reason why the model ended, and what it said; no parts at all where there is no content.
  private static func said(_ order: GeminiOrder, _ behaviour: String?) -> (reason: String, parts: [JSONValue]?) {
    let picture = MadePicture(prompt: order.text, width: order.width, height: order.height)
    let words: JSONValue = ["text": .string(order.wantsPicture ? "Here is your picture." : order.answer)]
    let drawn: [JSONValue] = order.wantsPicture ? [words, part(picture)] : [words]
    switch behaviour {
    case "textOnly": return ("STOP", [["text": "I cannot draw that, but I can describe it."]])
    case "noImage": return ("NO_IMAGE", nil)
    case "imageOther": return ("IMAGE_OTHER", nil)
    case "noContent": return ("STOP", nil)
    case "noParts": return ("STOP", [])
    case "maxTokens": return ("MAX_TOKENS", [["text": .string(String(order.answer.prefix(8)))]])
    case "unknownReason": return ("RAINY_DAY", nil)
    case "blockedOutput": return ("IMAGE_SAFETY", nil)
    case "prohibited": return ("PROHIBITED_CONTENT", nil)
    case "thought":
      let draft = MadePicture(prompt: "draft", width: 64, height: 64)
      return ("STOP", [part(draft, isThought: true)] + drawn)
    default: return ("STOP", drawn)
    }
  }

  private static func part(_ picture: MadePicture, isThought: Bool = false) -> JSONValue {
    var part: JSONObject = [
      "inlineData": ["mimeType": "image/png", "data": .string(picture.bytes().base64)]
    ]
    if isThought { part["thought"] = true }
    return .object(part)
  }

  private static func response(_ order: GeminiOrder, parts: [JSONValue]?, reason: String?) -> JSONValue {
    var candidate: JSONObject = ["index": 0]
    if let parts {
      candidate["content"] = parts.isEmpty ? ["role": "model"] : ["role": "model", "parts": .array(parts)]
    }
    if let reason {
      candidate["finishReason"] = .string(reason)
      if reason != "STOP" { candidate["finishMessage"] = .string("The model ended with \(reason).") }
    }
    let asked = Int64(order.text.split(separator: " ").count + order.pictures.count * 258)
    let made: Int64 = order.wantsPicture ? 1_300 : 10
    return [
      "candidates": [.object(candidate)],
      "usageMetadata": [
        "promptTokenCount": .integer(asked), "candidatesTokenCount": .integer(made),
        "totalTokenCount": .integer(asked + made),
        "candidatesTokensDetails": [
          ["modality": .string(order.wantsPicture ? "IMAGE" : "TEXT"), "tokenCount": .integer(made)]
        ],
      ],
      "modelVersion": .string(order.model), "responseId": .string(UUID().uuidString.lowercased()),
    ]
  }
}
