import Foundation
import JobModel
import Synchronization

extension DashScopeStandIn {
  /// `POST /services/aigc/…`: a task is made; what is wrong with its files it says when it ends.
  func submitted(_ request: StandInRequest, to endpoint: DashScopeEndpoint) throws -> StandInReply {
    let order = try DashScopeOrder(request)
    guard endpoint.serves(order.model) else { throw Refused(reply(to: .modelGone, details: "Model not exist.")) }
    guard request.header("X-DashScope-Async") == "enable" else {
      throw Refused(
        DashScopeFailure(
          status: 403, code: "AccessDenied", message: "current user api does not support synchronous calls."
        ).reply)
    }
    try checkTemporaryFiles(order, request)
    let ending = try ending(order, at: endpoint, request.behaviour)
    let task = DashScopeTask(
      id: UUID().uuidString.lowercased(), requestID: UUID().uuidString.lowercased(), model: order.model,
      run: TimedRun(times: state.withLock { $0.times }, staysRunning: request.behaviour == "staysRunning"),
      ending: ending, hasTexts: endpoint == .background && order.input["title"]?.string != nil,
      isSuspended: request.behaviour == "suspended")
    state.withLock { $0.tasks[task.id] = task }
    return .json([
      "output": ["task_id": .string(task.id), "task_status": "PENDING"], "request_id": .string(task.requestID),
    ])
  }

  private func ending(
    _ order: DashScopeOrder, at endpoint: DashScopeEndpoint, _ behaviour: String?
  ) throws -> DashScopeTask.Ending {
    if let failure = Self.failure(behaviour) { return failure }
    do {
      switch endpoint {
      case .text2image: return try pictures(order, behaviour)
      case .imageGeneration: return try messages(order)
      case .image2image: return try changed(order, behaviour)
      case .outPainting: return try expanded(order)
      case .background: return try background(order, behaviour)
      case .video, .image2video: return try video(order, at: endpoint)
      }
    } catch let unusable as DashScopePicture.Unusable {
      return .failure(code: unusable.code, message: unusable.message)
    }
  }

  /// How a behaviour ends a task; `nil` for one that leaves it alone.
  static func failure(_ behaviour: String?) -> DashScopeTask.Ending? {
    switch behaviour {
    case "failed": .failure(code: "InternalError.Algo", message: "The algorithm process failed.")
    case "timedOut": .failure(code: "InternalError.Timeout", message: "An internal timeout error has occured.")
    case "moderated":
      .failure(code: "DataInspectionFailed", message: "Output data may contain inappropriate content.")
    default: nil
    }
  }

  /// As many pictures as were asked for, each of its own colour.
  func results(
    _ order: DashScopeOrder, mark: String, width: Int, height: Int, _ behaviour: String?
  ) -> DashScopeTask.Ending {
    if behaviour == "noResults" { return .pictures([], prompt: order.prompt) }
    var results = (0..<order.count).map { index in
      let text = index == 0 ? mark : "\(mark)#\(index)"
      return DashScopeResult(picture: MadePicture(prompt: text, width: width, height: height))
    }
    if behaviour == "partial" {
      results[results.count - 1].failure = ("DataInspectionFailed", "Output data may contain inappropriate content.")
    }
    return .pictures(results, prompt: order.prompt)
  }

  private func pictures(_ order: DashScopeOrder, _ behaviour: String?) throws -> DashScopeTask.Ending {
    try require(["prompt"], order)
    try checkCount(order)
    return results(order, mark: order.prompt, width: order.width, height: order.height, behaviour)
  }

  private func messages(_ order: DashScopeOrder) throws -> DashScopeTask.Ending {
    let conversation = try DashScopeConversation(order)
    for link in conversation.links { _ = try picture(link, sides: 240...8_000) }
    let picture = MadePicture(prompt: conversation.text, width: order.width, height: order.height)
    return .messages((0..<order.count).map { _ in DashScopeResult(picture: picture) })
  }

  private func video(_ order: DashScopeOrder, at endpoint: DashScopeEndpoint) throws -> DashScopeTask.Ending {
    let names = endpoint == .image2video ? ["first_frame_url"] : []
    try require(names, order)
    let media = (order.input["media"]?.array ?? []).compactMap { $0["url"]?.string }
    let frames = ["img_url", "first_frame_url", "last_frame_url"].compactMap { order.input[$0]?.string } + media
    guard !order.prompt.isEmpty || !frames.isEmpty else {
      throw DashScopeFailure.invalid("prompt or img_url is required.")
    }
    guard !order.model.contains("i2v") || !frames.isEmpty else {
      throw DashScopeFailure.invalid("img_url is required.")
    }
    var marks = order.prompt
    for frame in frames { marks += try picture(frame, sides: 64...4_096).mark }
    let seconds = try DashScopeOrder.number("duration", of: order.parameters, in: 1...15) ?? 5
    let (width, height) = try Self.size(ofVideo: order)
    return .video(MadeVideo(prompt: marks, width: width, height: height, seconds: seconds), prompt: order.prompt)
  }

  private static func size(ofVideo order: DashScopeOrder) throws -> (Int, Int) {
    guard let word = order.parameters["resolution"]?.string else {
      return order.parameters["size"] == nil ? (1_280, 720) : (order.width, order.height)
    }
    switch word.uppercased() {
    case "480P": return (832, 480)
    case "720P": return (1_280, 720)
    case "1080P": return (1_920, 1_080)
    default: throw DashScopeFailure.invalid("resolution must be one of 480P, 720P, 1080P.")
    }
  }

  func require(_ names: [String], _ order: DashScopeOrder) throws {
    for name in names where order.input[name]?.string?.isEmpty != false {
      throw DashScopeFailure.invalid("Required parameter(input.\(name)) missing or invalid.")
    }
  }

  func checkCount(_ order: DashScopeOrder) throws {
    guard order.count > 4 else { return }
    throw DashScopeFailure.invalid("n must be an integer in [1, 4].")
  }
}
