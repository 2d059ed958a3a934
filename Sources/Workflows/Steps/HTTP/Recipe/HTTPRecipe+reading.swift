import JobModel

extension HTTPRecipe {
  static let keys =
    RequestRecipe.keys + [
      "service", "uploads", "remote", "poll", "cancel", "events", "errors", "message", "outputs", "cost",
    ]

  /// - Returns: `nil` where the settings are no mapping; everything else that is wrong is only reported.
  init?(_ yaml: YAMLValue) {
    guard let fields = yaml.fields(known: Self.keys) else { return nil }
    self.init(service: fields["service"]?.text(), request: RequestRecipe(fields))
    uploads = fields["uploads"]?.list()?.compactMap(UploadRecipe.init) ?? []
    remote = fields["remote"]?.pointers() ?? []
    poll = fields["poll"].flatMap(PollRecipe.init)
    cancel = Self.requests(fields["cancel"])
    events = fields["events"].flatMap(EventsRecipe.init)
    outputs = fields["outputs"]?.fields(known: nil)?.values.compactMap { OutputRecipe($0.key, $0.value) } ?? []
    cost = Self.list(fields["cost"]).compactMap(CostRecipe.init)
    errors = fields["errors"]?.list()?.compactMap(ErrorRule.init) ?? []
    message = fields["message"]?.pointers() ?? []
    check(fields)
  }

  private func check(_ fields: YAMLFields) {
    if service == nil, request.url == nil { _ = fields.required("url") }
    if let poll = fields["poll"], remote.isEmpty {
      poll.report("remote", "'\(poll.name)' needs 'remote', the pointer to the id in the answer.")
    }
    if let remote = fields["remote"], poll == nil {
      remote.report("remote", "'\(remote.name)' needs 'poll', which tells how the work is followed.")
    }
    var names: Set<String> = []
    for upload in uploads where !names.insert(upload.name).inserted {
      fields["uploads"]?.report("repeated-name", "There are two of the upload '\(upload.name)'.")
    }
    for part in cost {
      guard let output = part.times, !outputs.contains(where: { $0.name == output && !$0.sources.isEmpty }) else {
        continue
      }
      fields["cost"]?.report("cost", "'times: \(output)' names no output with files.")
    }
  }

  private static func list(_ yaml: YAMLValue?) -> [YAMLValue] {
    yaml?.oneOrMore ?? []
  }

  private static func requests(_ yaml: YAMLValue?) -> [RequestRecipe] {
    list(yaml).compactMap { $0.fields(known: RequestRecipe.keys).map(RequestRecipe.init) }
  }
}

extension PollRecipe {
  /// - Returns: `nil` where it was reported.
  init?(_ yaml: YAMLValue) {
    let keys = ["state", "done", "failed", "lost", "onLost", "missing", "every", "most", "within"]
    guard let fields = yaml.fields(known: keys + RequestRecipe.keys) else { return nil }
    let state = fields.required("state")?.pointers()
    let done = fields.required("done")?.texts()
    guard let state, let done else { return nil }
    self.init(request: RequestRecipe(fields), state: state, done: done)
    failed = fields["failed"]?.texts() ?? []
    lost = fields["lost"]?.texts() ?? []
    onLost = fields["onLost"]?.choice(of: Loss.self) ?? .ask
    missing = fields["missing"].flatMap { yaml in
      guard let fields = yaml.fields(known: ["at"] + RequestRecipe.keys), let ids = fields.required("at")?.pointers()
      else { return nil }
      return Missing(request: RequestRecipe(fields), ids: ids)
    }
    every = fields["every"]?.duration() ?? every
    most = max(every, fields["most"]?.duration() ?? most)
    within = fields["within"]?.duration() ?? within
  }
}

extension EventsRecipe {
  /// - Returns: `nil` where it was reported.
  init?(_ yaml: YAMLValue) {
    guard let fields = yaml.fields(known: ["texts", "final", "error"]) else { return nil }
    texts = (fields["texts"]?.fields(known: nil)?.values ?? []).map {
      Text(name: $0.key, pointers: $0.value.pointers())
    }
    final = Self.signs(fields.required("final"))
    error = fields["error"].map { Self.signs($0) } ?? Self.usualErrors
  }

  private static let usualErrors: [Sign] = [.word("error")] + (JSONPointer("/error").map { [.pointer($0)] } ?? [])

  private static func signs(_ yaml: YAMLValue?) -> [Sign] {
    (yaml?.texts() ?? []).map { text in
      text.hasPrefix("/") ? JSONPointer(text).map(Sign.pointer) ?? .word(text) : .word(text)
    }
  }
}

extension CostRecipe {
  /// - Returns: `nil` where it was reported.
  init?(_ yaml: YAMLValue) {
    guard let fields = yaml.fields(known: ["from", "times", "each"]), let each = fields.required("each")?.number()
    else { return nil }
    self.init(from: fields["from"]?.pointers(), times: fields["times"]?.text(), each: each)
  }
}
