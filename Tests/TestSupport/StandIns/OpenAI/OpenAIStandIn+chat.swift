import Foundation
import JobModel

extension OpenAIStandIn {
  /// `POST /chat/completions`.
  func completed(_ request: StandInRequest) throws -> StandInReply {
    guard let values = try? request.json().object else {
      throw OpenAIFailure.invalid(nil, "We could not parse the JSON body of your request.")
    }
    let order = try OpenAIChatOrder(values)
    let said = Self.said(order, request.behaviour)
    let head: JSONObject = [
      "id": .string(nextID("chatcmpl")),
      "object": .string(order.isStream ? "chat.completion.chunk" : "chat.completion"),
      "created": .integer(Int64(Date().timeIntervalSince1970)), "model": .string(order.model),
    ]
    guard order.isStream else {
      let choice: JSONValue = ["index": 0, "message": said.message, "finish_reason": .string(said.reason)]
      return .json(.object(head.merging(["choices": [choice], "usage": said.usage])))
    }
    return streamed(order, said, head: head, request.behaviour)
  }

  private struct Said {
    var message: JSONValue
    var words: [String]
    var reason: String
    var usage: JSONValue
  }

  private static func said(_ order: OpenAIChatOrder, _ behaviour: String?) -> Said {
    var words = order.answer.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    var reason = "stop"
    let most = behaviour == "length" ? max(1, words.count / 2) : order.mostTokens
    if let most, most < words.count, order.schema == nil || behaviour == "length" {
      words = Array(words.prefix(most))
      reason = "length"
    }
    if behaviour == "contentFilter" { (words, reason) = ([], "content_filter") }
    if behaviour == "emptyText" { words = [] }
    var message: JSONObject = ["role": "assistant", "content": .string(words.joined(separator: " ")), "refusal": nil]
    if behaviour == "refusal" {
      message["content"] = .null
      message["refusal"] = "I'm sorry, I cannot assist with that request."
      words = []
    }
    if behaviour == "pictureMessage" {
      let link = "data:image/png;base64," + MadePicture(prompt: order.text, width: 64, height: 64).bytes().base64
      message["images"] = [["type": "image_url", "image_url": ["url": .string(link)]]]
    }
    let (asked, made) = (Int64(order.text.split(separator: " ").count), Int64(words.count))
    let usage: JSONValue = [
      "prompt_tokens": .integer(asked), "completion_tokens": .integer(made), "total_tokens": .integer(asked + made),
      "prompt_tokens_details": ["cached_tokens": 0], "completion_tokens_details": ["reasoning_tokens": 0],
    ]
    return Said(message: .object(message), words: words, reason: reason, usage: usage)
  }

  private func streamed(
    _ order: OpenAIChatOrder, _ said: Said, head: JSONObject, _ behaviour: String?
  ) -> StandInReply {
    func chunk(_ delta: JSONValue, reason: JSONValue = nil) -> StandInEvent {
      let choice: JSONValue = ["index": 0, "delta": delta, "finish_reason": reason]
      return StandInEvent(json: .object(head.merging(["choices": [choice]])))
    }
    var events = [chunk(["role": "assistant", "content": ""])]
    for (index, word) in said.words.enumerated() {
      events.append(chunk(["content": .string(index == 0 ? word : " \(word)")]))
    }
    if behaviour == "refusal" { events.append(chunk(["refusal": said.message["refusal"] ?? nil])) }
    if behaviour == "errorEvent" {
      let failure = OpenAIFailure(type: "server_error", code: "server_error", message: "The server had an error.")
      return .events(events + [StandInEvent(json: failure.json)])
    }
    events.append(chunk([:], reason: .string(said.reason)))
    if order.includesUsage {
      events.append(StandInEvent(json: .object(head.merging(["choices": [], "usage": said.usage]))))
    }
    return .events(events + [StandInEvent(data: "[DONE]")])
  }
}
