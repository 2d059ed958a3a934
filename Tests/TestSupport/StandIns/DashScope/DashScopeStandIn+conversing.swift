import HTTPTypes
import JobModel

extension DashScopeStandIn {
  /// `POST /services/aigc/multimodal-generation/generation`: pictures or texts at once.
  func conversed(_ request: StandInRequest) throws -> StandInReply {
    let order = try DashScopeOrder(request)
    guard ["qwen", "wan2", "z-image"].contains(where: { order.model.hasPrefix($0) }), !order.model.contains("gone")
    else {
      throw Refused(reply(to: .modelGone, details: "Model not exist."))
    }
    guard request.header("X-DashScope-Async") == nil else {
      throw Refused(
        DashScopeFailure(
          status: 403, code: "AccessDenied", message: "current user api does not support asynchronous calls."
        ).reply)
    }
    try checkTemporaryFiles(order, request)
    let conversation = try DashScopeConversation(order)
    let isReader = order.model.contains("-vl") || order.model.contains("ocr")
    let pictures: [DashScopePicture]
    do {
      pictures = try conversation.links.map { try picture($0, sides: isReader ? 11...10_000 : 384...3_072) }
    } catch let unusable as DashScopePicture.Unusable {
      throw DashScopeFailure.invalid(unusable.message, code: unusable.code)
    }
    if isReader { return read(order, conversation, pictures, request) }
    try checkPictures(order, conversation)
    return drawn(order, conversation, pictures, request.behaviour)
  }

  private func checkPictures(_ order: DashScopeOrder, _ conversation: DashScopeConversation) throws {
    guard !conversation.text.isEmpty else { throw DashScopeFailure.invalid("text is required.") }
    let isEdit = order.model.contains("edit")
    guard !isEdit || (1...3).contains(conversation.links.count) else {
      throw DashScopeFailure.invalid("The number of images must be 1 to 3.")
    }
    let isBase = order.model == "qwen-image" || order.model == "qwen-image-edit"
    guard order.count == 1 || !isBase else { throw DashScopeFailure.invalid("n must be 1 for \(order.model).") }
  }

  private func drawn(
    _ order: DashScopeOrder, _ conversation: DashScopeConversation, _ pictures: [DashScopePicture],
    _ behaviour: String?
  ) -> StandInReply {
    var (width, height) = (order.width, order.height)
    if let last = pictures.last, order.parameters["size"] == nil { (width, height) = (last.width, last.height) }
    let content = (0..<order.count).map { index -> JSONValue in
      if behaviour == "textOnly" { return ["text": "I cannot draw that."] }
      let text = index == 0 ? conversation.text : "\(conversation.text)#\(index)"
      let bytes = MadePicture(prompt: text, width: width, height: height).bytes()
      return ["image": .string(storage.put(bytes, type: "image/png", ending: "png"))]
    }
    let message: JSONValue = ["role": "assistant", "content": .array(content)]
    let count = JSONValue.integer(Int64(order.count))
    return .json([
      "output": [
        "choices": [["finish_reason": "stop", "message": message]],
        "task_metric": ["TOTAL": count, "SUCCEEDED": count, "FAILED": 0],
      ],
      "usage": ["width": .integer(Int64(width)), "height": .integer(Int64(height)), "image_count": count],
      "request_id": "",
    ])
  }

  /// Models that look at pictures and answer in words.
  private func read(
    _ order: DashScopeOrder, _ conversation: DashScopeConversation, _ pictures: [DashScopePicture],
    _ request: StandInRequest
  ) -> StandInReply {
    let seen = pictures.compactMap(\.seen).map { " [\($0.format.rawValue) \($0.width)x\($0.height)]" }.joined()
    var part: JSONObject = ["text": .string("You said: \(conversation.text)\(seen)")]
    let options = order.parameters["ocr_options"]
    if let schema = options?["task_config"]?["result_schema"]?.object {
      let values = JSONObject(schema.names.map { ($0, .string("\($0)\(seen)")) })
      part["ocr_result"] = ["kv_result": .object(values)]
    } else if options != nil {
      let word: JSONValue = ["text": "INVOICE", "location": [0, 0, 9, 0, 9, 9, 0, 9], "rotate_rect": [4, 4, 9, 9, 0]]
      part["ocr_result"] = ["words_info": [word]]
    }
    let body: JSONValue = [
      "output": [
        "choices": [["finish_reason": "stop", "message": ["role": "assistant", "content": [.object(part)]]]]
      ],
      "usage": ["input_tokens": 20, "output_tokens": 10, "image_tokens": .integer(Int64(pictures.count * 100))],
      "request_id": "",
    ]
    guard request.header("X-DashScope-SSE") == "enable" else { return .json(body) }
    let text =
      "id:1\nevent:result\n:HTTP_STATUS/200\ndata:\(String(decoding: JSONWriter.bytes(of: body), as: UTF8.self))\n\n"
    return StandInReply(headers: [.contentType: "text/event-stream;charset=UTF-8"], pieces: [.event(Array(text.utf8))])
  }
}
