import JobModel
import Synchronization

extension OpenAIStandIn {
  var videoRoutes: [StandInRoute] {
    [
      StandInRoute("POST", "/videos") { try self.submittedVideo($0) },
      StandInRoute("GET", "/videos") { _ in self.listedVideos() },
      StandInRoute("GET", "/videos/{id}") { .json(try self.video($0).json).with("openai-poll-after-ms", "50") },
      StandInRoute("GET", "/videos/{id}/content") { try self.contentOfVideo($0) },
      StandInRoute("DELETE", "/videos/{id}") { try self.deletedVideo($0) },
      StandInRoute("POST", "/videos/{id}/remix") { try self.remixedVideo($0) },
    ]
  }

  private static let sizes = ["720x1280", "1280x720", "1024x1792", "1792x1024"]
  private static let known: Set<String> = ["prompt", "model", "seconds", "size", "input_reference", "metadata"]

  private func submittedVideo(_ request: StandInRequest) throws -> StandInReply {
    let values = try request.isMultipart ? Self.values(of: request.form()) : request.json().object ?? JSONObject()
    for name in values.names where !Self.known.contains(name) { throw OpenAIFailure.unknown(name) }
    guard let prompt = try OpenAIPictureOrder.text("prompt", of: values), !prompt.isEmpty else {
      throw OpenAIFailure.missing("prompt")
    }
    let model = try OpenAIPictureOrder.text("model", of: values) ?? "sora-2"
    guard !OpenAIModels.isGone(model) else { throw OpenAIFailure.modelGone(model) }
    let size = try OpenAIPictureOrder.word("size", of: values, Self.sizes) ?? "720x1280"
    let seconds = try OpenAIPictureOrder.word("seconds", of: values, ["4", "8", "12"]) ?? "4"
    let numbers = size.split(separator: "x").compactMap { Int($0) }
    let video = OpenAIVideo(
      id: nextID("video"), model: model, prompt: prompt, width: numbers[0], height: numbers[1],
      seconds: Int(seconds) ?? 4,
      run: TimedRun(times: state.withLock { $0.times }, staysRunning: request.behaviour == "staysRunning"),
      behaviour: request.behaviour)
    state.withLock { $0.videos[video.id] = video }
    return .json(video.json)
  }

  /// The texts of a form; its picture is looked at.
  private static func values(of form: MultipartForm) throws -> JSONObject {
    var values = JSONObject()
    for part in form.parts where part.filename == nil { values[part.name] = .string(part.text) }
    if let part = form.parts.first(where: { $0.name == "input_reference" }) {
      guard let picture = SeenPicture(part.bytes), picture.format.mediaType == part.contentType else {
        throw OpenAIFailure.invalid("input_reference", "Invalid file 'input_reference': unsupported mimetype.")
      }
    }
    return values
  }

  private func video(_ request: StandInRequest) throws -> OpenAIVideo {
    let id = request.parameters["id"] ?? ""
    guard var video = state.withLock({ $0.videos[id] }) else {
      throw Refused(OpenAIFailure(status: 404, message: "Video with id '\(id)' not found.").reply)
    }
    if request.behaviour == "failed" || request.behaviour == "gatewayWords" { video.behaviour = request.behaviour }
    if request.behaviour == "staysRunning" { video.run.staysRunning = true }
    return video
  }

  private func listedVideos() -> StandInReply {
    let videos = state.withLock { $0.videos.values.sorted { $0.created > $1.created } }
    return .json(["object": "list", "data": .array(videos.map(\.json)), "has_more": false])
  }

  private func contentOfVideo(_ request: StandInRequest) throws -> StandInReply {
    let video = try video(request)
    guard video.isWhole else {
      throw Refused(OpenAIFailure(status: 404, message: "Video is not ready yet, use GET /v1/videos/{video_id}.").reply)
    }
    let picture = MadePicture(prompt: video.prompt, width: video.width, height: video.height)
    switch request.query["variant"] ?? "video" {
    case "video":
      let made = MadeVideo(prompt: video.prompt, width: video.width, height: video.height, seconds: video.seconds)
      return .bytes(made.bytes, type: "video/mp4")
    case "thumbnail": return .bytes(picture.bytes(.webp), type: "image/webp")
    case "spritesheet": return .bytes(picture.bytes(.jpeg), type: "image/jpeg")
    default: throw OpenAIFailure.invalid("variant", "Invalid value for 'variant'.")
    }
  }

  private func deletedVideo(_ request: StandInRequest) throws -> StandInReply {
    let id = try video(request).id
    state.withLock { $0.videos[id] = nil }
    return .json(["id": .string(id), "object": "video.deleted", "deleted": true])
  }

  private func remixedVideo(_ request: StandInRequest) throws -> StandInReply {
    var video = try video(request)
    guard let prompt = try request.json()["prompt"]?.string else { throw OpenAIFailure.missing("prompt") }
    (video.remixedFrom, video.prompt, video.id) = (video.id, prompt, nextID("video"))
    video.run = TimedRun(times: state.withLock { $0.times })
    let made = video
    state.withLock { $0.videos[made.id] = made }
    return .json(made.json)
  }
}
