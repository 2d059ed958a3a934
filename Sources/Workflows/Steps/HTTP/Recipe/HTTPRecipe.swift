import JobModel

/// All that an `http` step does, as its workflow says it.
struct HTTPRecipe: Hashable, Sendable {
  var service: String?
  var request: RequestRecipe
  var uploads: [UploadRecipe] = []
  var remote: [JSONPointer] = []
  var poll: PollRecipe?
  var cancel: [RequestRecipe] = []
  var events: EventsRecipe?
  var outputs: [OutputRecipe] = []
  var cost: [CostRecipe] = []
  var errors: [ErrorRule] = []
  /// Where the service's own words stand.
  var message: [JSONPointer] = []

  var requests: [RequestRecipe] {
    let downloads = outputs.flatMap(\.sources).compactMap { source in
      if case .request(let request, _) = source { request } else { nil }
    }
    return [request] + uploads.map(\.request) + cancel + downloads
      + (poll.map { [$0.request] + ($0.missing.map { [$0.request] } ?? []) } ?? [])
  }

  var conditions: [Condition] { uploads.compactMap(\.when) + requests.flatMap(\.conditions) }

  /// Every pointer that is looked for in an answer to the request itself.
  var pointers: [JSONPointer] {
    remote + message + errors.flatMap(\.pointers) + (poll?.state ?? []) + cost.compactMap(\.from).flatMap { $0 }
      + outputs.flatMap(\.pointers)
  }

  /// Whether a good answer must be JSON.
  var needsJSON: Bool {
    !remote.isEmpty || poll != nil || outputs.contains { !$0.isOptional && $0.readsOnlyJSON }
  }
}

/// Waiting for work that the service does by itself.
struct PollRecipe: Hashable, Sendable {
  enum Loss: String, Hashable, Sendable, CaseIterable {
    /// A person decides.
    case ask
    /// The request is sent again.
    case again
  }

  /// A second look, where there is no state.
  struct Missing: Hashable, Sendable {
    var request: RequestRecipe
    var ids: [JSONPointer]
  }

  var request: RequestRecipe
  var state: [JSONPointer]
  var done: [String]
  var failed: [String] = []
  var lost: [String] = []
  var onLost = Loss.ask
  var missing: Missing?
  var every = Duration.seconds(2)
  var most = Duration.seconds(30)
  var within = Duration.seconds(3600)
}

/// How an event stream is read.
struct EventsRecipe: Hashable, Sendable {
  struct Text: Hashable, Sendable {
    var name: String
    var pointers: [JSONPointer]
  }

  /// Something to know an event by.
  enum Sign: Hashable, Sendable {
    /// Its data, its name, or its data's `type` or `event`.
    case word(String)
    case pointer(JSONPointer)
  }

  var texts: [Text] = []
  var final: [Sign] = []
  var error: [Sign] = []
}

/// One part of what a row costs.
struct CostRecipe: Hashable, Sendable {
  /// The number found there counts; `nil`: 1, or the number of files.
  var from: [JSONPointer]?
  /// The output whose files count.
  var times: String?
  var each: Double
}
