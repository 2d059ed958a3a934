import Foundation
import JobModel

/// A video that is made by and by.
struct OpenAIVideo: Sendable {
  var id: String
  var model: String
  var prompt: String
  var width: Int
  var height: Int
  var seconds: Int
  var run: TimedRun
  var created = Date()
  var remixedFrom: String?
  var behaviour: String?

  var isWhole: Bool { run.phase == .over && behaviour != "failed" }

  private var status: String {
    let isGateway = behaviour == "gatewayWords"
    return switch run.phase {
    case .waiting: "queued"
    case .running: isGateway ? "processing" : "in_progress"
    case .over: behaviour == "failed" ? "failed" : isGateway ? "succeeded" : "completed"
    }
  }

  var json: JSONValue {
    let isOver = run.phase == .over
    let now = Int64(Date().timeIntervalSince1970)
    return [
      "id": .string(id), "object": "video", "model": .string(model), "status": .string(status),
      "progress": .integer(isOver ? 100 : run.phase == .running ? 50 : 0),
      "created_at": .integer(Int64(created.timeIntervalSince1970)), "completed_at": isOver ? .integer(now) : nil,
      "expires_at": isOver ? .integer(now + 3_600) : nil, "prompt": .string(prompt),
      "size": .string("\(width)x\(height)"), "seconds": .string("\(seconds)"),
      "remixed_from_video_id": remixedFrom.map { .string($0) } ?? nil,
      "error": isOver && behaviour == "failed"
        ? ["code": "moderation_blocked", "message": "Your request was blocked by our moderation system."] : nil,
    ]
  }
}
