import JobModel

/// What a step of the kind `dify` says, with a row's values in it.
struct DifySettings: Sendable {
  let service: String
  let app: DifyApp
  let query: String?
  /// `nil`: one for each attempt, so that its run can be found by it.
  let user: String?
  let outputs: [DifyOutput]
  let rules: [DifyRule]
  /// How long a run may take in all.
  let deadline: Duration
  /// The longest silence of a stream; the service pings every 10 s.
  let idle: Duration
  let internalHosts: [String]

  /// The service ends a run itself after 1,200 s unless it is told otherwise.
  static let standardDeadline = Duration.seconds(1500)
  static let standardIdle = Duration.seconds(60)

  init(_ step: FilledStep) {
    let settings = step.settings
    service = settings["service"]?.string ?? ""
    app = settings["app"]?.string.flatMap(DifyApp.init) ?? .workflow
    query = settings["query"]?.plainText
    user = settings["user"]?.plainText.nonEmpty
    let outputs = settings["outputs"]?.object?.members.map { DifyOutput($0.name, $0.value.object ?? [:]) } ?? []
    self.outputs = outputs.isEmpty ? [DifyOutput.standard(for: app)] : outputs
    rules = (settings["errors"]?.array ?? []).compactMap { $0.object.flatMap(DifyRule.init) } + DifyRule.standard
    deadline = settings["deadline"]?.string.flatMap(DurationText.read) ?? Self.standardDeadline
    idle = settings["idle"]?.string.flatMap(DurationText.read) ?? Self.standardIdle
    internalHosts = (settings["internalHosts"]?.array ?? []).compactMap(\.string)
  }
}

extension String {
  fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
