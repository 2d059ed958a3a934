import JobModel
import Synchronization

extension DifyStandIn {
  func mode(_ request: StandInRequest) -> DifyMode { DifyMode(key: request.bearerKey ?? "") }

  var settings: DifyServerSettings { state.withLock { $0.settings } }

  /// `GET /info`.
  func info(_ request: StandInRequest) -> StandInReply {
    var info: JSONObject = [
      "name": .string("Stand-in \(mode(request).rawValue)"), "description": "Does as it is told.",
    ]
    if !settings.isOld {
      info["tags"] = ["test"]
      info["mode"] = .string(mode(request).rawValue)
      info["author_name"] = "Ann"
    }
    return .json(.object(info))
  }

  /// `GET /parameters`.
  func parameters(_ request: StandInRequest) -> StandInReply {
    let off: JSONValue = ["enabled": false]
    let settings = settings
    var parameters: JSONObject = [
      "opening_statement": "", "suggested_questions": [], "suggested_questions_after_answer": off,
      "speech_to_text": off, "text_to_speech": ["enabled": false, "voice": "", "language": ""],
      "retriever_resource": off, "annotation_reply": off, "more_like_this": off,
      "user_input_form": settings.form ?? DifyForm.standard(mode(request)), "sensitive_word_avoidance": off,
    ]
    parameters["file_upload"] = settings.isOld ? nil : ["enabled": false, "number_limits": 3]
    parameters["system_parameters"] = [
      "file_size_limit": 15, "image_file_size_limit": 10, "audio_file_size_limit": 50, "video_file_size_limit": 100,
      "workflow_file_upload_limit": 10,
    ]
    return .json(.object(parameters))
  }

  /// The form that a run's inputs are checked with.
  func form(_ request: StandInRequest) -> [DifyControl] {
    let form = settings.form ?? DifyForm.standard(mode(request))
    return (form.array ?? []).compactMap(DifyControl.init)
  }
}
