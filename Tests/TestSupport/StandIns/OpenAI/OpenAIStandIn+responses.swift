import JobModel
import Synchronization

extension OpenAIStandIn {
  var responseRoutes: [StandInRoute] {
    [
      StandInRoute("POST", "/responses") { try self.responded($0) },
      StandInRoute("GET", "/responses/{id}") { .json(try self.response($0).json) },
      StandInRoute("POST", "/responses/{id}/cancel") { try self.cancelledResponse($0) },
    ]
  }

  private func responded(_ request: StandInRequest) throws -> StandInReply {
    guard let values = try? request.json().object else {
      throw OpenAIFailure.invalid(nil, "We could not parse the JSON body of your request.")
    }
    guard let model = try OpenAIPictureOrder.text("model", of: values) else { throw OpenAIFailure.missing("model") }
    guard !OpenAIModels.isGone(model) else { throw OpenAIFailure.modelGone(model) }
    guard let input = values["input"], input != nil else { throw OpenAIFailure.missing("input") }
    var response = OpenAIResponse(id: nextID("resp"), model: model, text: try Self.text(of: input, values))
    response.behaviour = request.behaviour
    if values["background"]?.boolean == true {
      let times = state.withLock { $0.times }
      response.run = TimedRun(times: times, staysRunning: request.behaviour == "staysRunning")
    }
    let kept = response
    if values["store"]?.boolean != false { state.withLock { $0.responses[kept.id] = kept } }
    return values["stream"]?.boolean == true ? Self.streamed(kept) : .json(kept.json)
  }

  private static func text(of input: JSONValue, _ values: JSONObject) throws -> String {
    var text = input.string ?? ""
    for part in input.array?.last?["content"]?.array ?? [] {
      switch part["type"]?.string {
      case "input_text": text = part["text"]?.string ?? ""
      case "input_image":
        let link = part["image_url"]?.string ?? ""
        guard !link.hasPrefix("data:") || SeenPicture(dataURL: link) != nil else {
          throw OpenAIFailure.invalid("input", "The image data is not a valid image.", code: "invalid_image")
        }
      default: throw OpenAIFailure.invalid("input", "Invalid value: the type of a part.")
      }
    }
    if let words = input.array?.last?["content"]?.string { text = words }
    guard values["text"]?["format"]?["type"]?.string == "json_schema" else { return "You said: \(text)" }
    let sample = SampleOfSchema.value(values["text"]?["format"]?["schema"], text: text)
    return String(decoding: JSONWriter.bytes(of: sample), as: UTF8.self)
  }

  private static func streamed(_ response: OpenAIResponse) -> StandInReply {
    var number: Int64 = 0
    func event(_ type: String, _ members: JSONObject) -> StandInEvent {
      number += 1
      let head: JSONObject = ["type": .string(type), "sequence_number": .integer(number)]
      return StandInEvent(name: type, json: .object(head.merging(members)))
    }
    var started = response
    started.run = TimedRun(times: .init(), staysRunning: true)
    var events = [event("response.created", ["response": started.json])]
    for word in response.text.split(separator: " ", omittingEmptySubsequences: false) {
      events.append(
        event(
          "response.output_text.delta",
          [
            "item_id": "msg_1", "output_index": 0, "content_index": 0, "delta": .string("\(word) "), "logprobs": [],
          ]))
    }
    events.append(event("response.\(response.status)", ["response": response.json]))
    return .events(events)
  }

  private func response(_ request: StandInRequest) throws -> OpenAIResponse {
    let id = request.parameters["id"] ?? ""
    guard let response = state.withLock({ $0.responses[id] }) else {
      throw Refused(OpenAIFailure(status: 404, message: "Response with id '\(id)' not found.").reply)
    }
    return response
  }

  private func cancelledResponse(_ request: StandInRequest) throws -> StandInReply {
    var response = try response(request)
    guard response.run != nil else {
      throw OpenAIFailure.invalid(nil, "Only responses with background=true can be cancelled.")
    }
    if response.status == "queued" || response.status == "in_progress" { response.isCancelled = true }
    let changed = response
    state.withLock { $0.responses[changed.id] = changed }
    return .json(changed.json)
  }
}
