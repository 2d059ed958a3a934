import JobModel

/// A way in which a service answers badly, and what it means for its row.
///
/// Each has a workflow, a service and a key of its own, so that one that is held back holds up no other.
struct BadAnswer: Sendable {
  enum Place: Sendable {
    /// A path below the stand-in of OpenAI.
    case openAI(String)
    /// A path of the listener that breaks the rules of HTTP.
    case misbehaving(String)
    /// A port where nobody listens.
    case nowhere
  }

  /// Of the workflow, the service and the row's text.
  var name: String
  var place: Place
  var fault: JSONValue?
  /// Requests that the fault befalls; `nil` for all.
  var times: Int?
  /// Lines of the recipe besides the service and the address.
  var recipe: String
  /// Outcome, class and code: `failed blocked empty-answer`; or `done`.
  var ending: String
  /// Requests that reached the service.
  var requests: Int
  /// Words of the sentence that operators read.
  var says: String

  init(
    _ name: String, _ place: Place = .openAI("chat/completions"), _ fault: JSONValue? = nil, times: Int? = nil,
    recipe: String = BadAnswer.chat, ending: String, requests: Int = 1, says: String = ""
  ) {
    self.name = name
    self.place = place
    self.fault = fault
    self.times = times
    self.recipe = recipe
    self.ending = ending
    self.requests = requests
    self.says = says
  }

  static let chat = """
    json: {model: gpt-4o, messages: [{role: user, content: "{{prompt}}"}]}
    outputs: {text: {from: /choices/0/message/content}, tokens: {from: /usage/total_tokens, type: integer}}
    """

  static let stream = """
    json: {model: gpt-4o, stream: true, messages: [{role: user, content: "{{prompt}}"}]}
    events: {texts: {text: /choices/0/delta/content}, final: "[DONE]"}
    outputs: {text: {from: $events.text}}
    """

  static let picture = """
    json: {model: gpt-image-2, prompt: "{{prompt}}", size: 1024x1024}
    outputs: {picture: {file: [{base64: /data/*/b64_json}, {link: /data/*/url}], type: image}}
    """

  static let video = """
    multipart: [{name: model, text: sora-2}, {name: prompt, text: "{{prompt}}"}]
    remote: /id
    poll: {url: "videos/{{$remote}}", state: /status, done: [completed], failed: [failed], every: 100ms, within: 1s}
    outputs: {state: {from: /status}}
    """

  static let send = """
    json: {prompt: "{{prompt}}"}
    limit: 4MB
    outputs: {ok: {from: /ok, type: boolean, optional: false}}
    """

  static let get = """
    follow: true
    limit: 4MB
    outputs: {ok: {from: /ok, type: boolean, optional: false}}
    """

  /// The workflow's definition.
  func workflow() -> String {
    let path =
      switch place {
      case .openAI(let path): path
      case .misbehaving(let path): path + (path.contains("?") ? "&" : "?") + "case=\(name)"
      case .nowhere: "anything"
      }
    let lines = recipe.split(separator: "\n").map { "      \($0)" }.joined(separator: "\n")
    return """
      columns: [{name: prompt, required: true}]
      steps:
        - name: ask
          http:
            service: \(name)
            url: "\(path)"
      \(lines)
      """
  }
}

// MARK: - What goes wrong

extension BadAnswer {
  /// On the way (FAULTS 26).
  static let ofTheWay: [BadAnswer] = [
    BadAnswer(
      "refused", .nowhere, ending: "failed transient transfer-notConnected", requests: 0,
      says: "could not be reached: it takes no connections"),
    BadAnswer(
      "reset", .misbehaving("reset"), recipe: send, ending: "unknown unknown transfer-reset",
      says: "It is not known whether the service 'reset' did the work"),
    BadAnswer(
      "short", .misbehaving("short"), recipe: send, ending: "unknown unknown transfer-reset",
      says: "It is not known whether the service 'short' did the work"),
    BadAnswer(
      "short-page", .misbehaving("reset-in-body?first=1"), recipe: get, ending: "done", requests: 2),
    BadAnswer("long", .misbehaving("long"), recipe: send, ending: "done"),
    BadAnswer(
      "cut", .openAI("chat/completions"), ["cut": "midBody", "reset": true], ending: "unknown unknown transfer-reset",
      says: "It is not known whether the service 'cut' did the work"),
    BadAnswer(
      "big-header", .misbehaving("big-header"), recipe: send, ending: "unknown unknown transfer-headersTooLarge",
      says: "headers of more than"),
    BadAnswer(
      "bomb", .misbehaving("gzip-bomb"), recipe: send, ending: "unknown unknown transfer-tooLarge",
      says: "a body of more than"),
    BadAnswer(
      "bomb-page", .misbehaving("gzip-bomb"), recipe: get, ending: "failed invalid answer-too-large",
      says: "a body of more than"),
    BadAnswer(
      "endless", .misbehaving("endless"), recipe: send, ending: "unknown unknown transfer-tooLarge",
      says: "a body of more than"),
    BadAnswer(
      "silent", .misbehaving("silence"), recipe: send + "\nidle: 1s", ending: "unknown unknown transfer-idle",
      says: "was silent for 1 second"),
    BadAnswer(
      "drip", .misbehaving("drip?pause=50"), recipe: send + "\ndeadline: 1s",
      ending: "unknown unknown transfer-deadlinePassed", says: "had not answered in full after 1 second"),
    BadAnswer(
      "loop", .misbehaving("redirect-loop"), recipe: get, ending: "failed invalid request-tooManyRedirects",
      says: "the last of too many that sent it on"),
    BadAnswer(
      "moved", .misbehaving("redirect-deeper"), recipe: send, ending: "failed invalid service-invalid",
      says: "The service 'moved' has moved (status 302)."),
    BadAnswer(
      "to-other", .misbehaving("redirect-to?to=http://localhost:9/x"), recipe: get,
      ending: "failed invalid request-hostNotAllowed", says: "localhost"),
    BadAnswer(
      "to-metadata", .misbehaving("redirect-to?to=http://169.254.169.254/latest/"), recipe: get,
      ending: "failed invalid request-hostNotAllowed", says: "169.254.169.254"),
    BadAnswer(
      "to-file", .misbehaving("redirect-to?to=file:///etc/passwd"), recipe: get,
      ending: "failed invalid request-badURL", says: "only http and https"),
  ]

  /// In the answer (FAULTS 27).
  static let ofTheAnswer: [BadAnswer] = [
    BadAnswer(
      "busy-seconds", .openAI("chat/completions"), ["refusal": "rateLimit", "retryAfter": ["seconds": 1]], times: 1,
      ending: "done", requests: 2),
    BadAnswer(
      "busy-date", .openAI("chat/completions"), ["refusal": "rateLimit", "retryAfter": ["date": 2]], times: 1,
      ending: "done", requests: 2),
    BadAnswer("busy", .openAI("chat/completions"), ["refusal": "rateLimit"], times: 1, ending: "done", requests: 2),
    BadAnswer(
      "fault-once", .openAI("chat/completions"), ["refusal": "serverError"], times: 1, ending: "done", requests: 2),
    BadAnswer(
      "fault", .openAI("chat/completions"), ["refusal": "serverError"], ending: "failed transient service-fault",
      requests: 2, says: "The service 'fault' had a fault (status 500)."),
    BadAnswer(
      "gateway", .openAI("chat/completions"), ["refusal": "badGateway", "performed": true],
      ending: "unknown unknown service-unclear",
      says: "The service 'gateway' gave no clear answer (status 502), so it is not known whether it did the work."),
    BadAnswer(
      "gateway-late", .openAI("chat/completions"), ["refusal": "gatewayTimeout", "performed": true],
      ending: "unknown unknown service-unclear", says: "The service 'gateway-late' gave no clear answer (status 504)"),
    BadAnswer(
      "page", .openAI("chat/completions"), ["damage": "page"], ending: "unknown unknown answer-unreadable",
      says: "'page'"),
    BadAnswer(
      "error-in-200", .openAI("chat/completions"), ["status": 200, "body": ["error": ["message": "No capacity."]]],
      ending: "failed blocked empty-answer",
      says: "The service 'error-in-200' gave no 'text' for this row. The service says: No"
    ),
    BadAnswer(
      "nothing", .openAI("chat/completions"), ["damage": "emptyBody"], ending: "unknown unknown answer-unreadable",
      says: "'nothing'"),
    BadAnswer(
      "empty", .openAI("chat/completions"), ["damage": "emptyLists"], ending: "failed blocked empty-answer",
      says: "The service 'empty' gave no 'text' for this row."),
    BadAnswer(
      "moderated", .openAI("images/generations"), ["refusal": "moderation"], recipe: picture,
      ending: "failed blocked service-blocked", says: "The service 'moderated' gave no result for this row. Change the"),
    BadAnswer(
      "model-gone", .openAI("chat/completions"), ["refusal": "modelGone"], ending: "failed invalid service-invalid",
      says: "The service 'model-gone' cannot use this row (status 404)."),
    BadAnswer(
      "broken", .openAI("chat/completions"), ["damage": "brokenJSON"], ending: "unknown unknown answer-unreadable",
      says: "'broken'"),
    BadAnswer(
      "odd", .openAI("chat/completions"), ["damage": ["numbersAsStrings", "unknownFields", "wrongMediaType"]],
      ending: "done"),
    BadAnswer(
      "odd-stream", .openAI("chat/completions"), ["damage": ["unknownEvents", "splitEvents"]], recipe: stream,
      ending: "done"),
    BadAnswer(
      "pings", .openAI("chat/completions"), ["damage": "pingsOnly"], recipe: stream,
      ending: "unknown unknown transfer-reset", says: "'pings'"),
    BadAnswer(
      "no-end", .openAI("chat/completions"), ["cut": "beforeLastEvent"], recipe: stream,
      ending: "unknown unknown transfer-reset", says: "'no-end'"),
    BadAnswer(
      "mid-event", .openAI("chat/completions"), ["cut": "midEvent"], recipe: stream,
      ending: "unknown unknown transfer-reset", says: "'mid-event'"),
    BadAnswer(
      "cut-picture", .openAI("images/generations"), ["damage": "truncatedBase64"], recipe: picture,
      ending: "failed blocked file-broken", says: "'cut-picture'"),
    BadAnswer(
      "never-ends", .openAI("videos"), ["behaviour": "staysRunning"], recipe: video,
      ending: "unknown unknown remote-too-long", says: "'never-ends'"),
    BadAnswer(
      "expired", .openAI("images/generations"), ["behaviour": "urlResults", "damage": "expiredLinks"], recipe: picture,
      ending: "unknown unknown link-expired", says: "'expired'"),
    BadAnswer(
      "elsewhere", .openAI("images/generations"), ["behaviour": "urlResults", "damage": "otherHostLinks"],
      recipe: picture, ending: "failed invalid request-hostNotAllowed", says: "localhost"),
  ]

  /// What holds its service, with the row's attempts unspent (FAULTS 27).
  static let thatHold: [BadAnswer] = [
    BadAnswer(
      "quota", .openAI("chat/completions"), ["refusal": "quota"], ending: "retry quota service-quota",
      says: "The quota or credit of the service 'quota' is used up"),
    BadAnswer(
      "key", .openAI("chat/completions"), ["refusal": "badKey"], ending: "retry auth service-key",
      says: "The service 'key' refuses access"),
    BadAnswer(
      "busy-days", .openAI("chat/completions"), ["refusal": "rateLimit", "retryAfter": ["seconds": 200_000]],
      ending: "retry throttled service-busy", says: "The service 'busy-days' is busy"),
  ]
}
