import JobModel

/// One rule of `errors:`: which answers it fits, and what they mean.
struct ErrorRule: Hashable, Sendable {
  enum Meaning: Hashable, Sendable {
    case failure(Failure.Class)
    case warning
  }

  enum Wait: Hashable, Sendable {
    case pointers([JSONPointer])
    case duration(Duration)
  }

  var statuses: StatusSet?
  var at: [JSONPointer] = []
  var values: [TextPattern]?
  /// Fits where the value is none of these.
  var otherValues: [TextPattern]?
  var messages: [TextPattern]?
  var meaning: Meaning
  var wait: Wait?
  /// For the operator.
  var sentence: Message?

  var pointers: [JSONPointer] {
    if case .pointers(let pointers)? = wait { at + pointers } else { at }
  }
}

/// A text in which `*` stands for anything; case does not matter.
struct TextPattern: Hashable, Sendable {
  private let parts: [Substring]

  init(_ text: String) {
    parts = text.lowercased().split(separator: "*", omittingEmptySubsequences: false)
  }

  func matches(_ text: String) -> Bool {
    guard let first = parts.first, let last = parts.last else { return false }
    var rest = text.lowercased()[...]
    if parts.count == 1 { return rest == first }
    guard rest.hasPrefix(first) else { return false }
    rest = rest.dropFirst(first.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let found = rest.firstRange(of: part) else { return false }
      rest = rest[found.upperBound...]
    }
    return rest.hasSuffix(last)
  }
}

// MARK: - Reading

extension ErrorRule {
  private enum ClassName: String, CaseIterable {
    case invalid, blocked, transient, throttled, unknown, quota, auth, warning
  }

  /// - Returns: `nil` where it was reported.
  init?(_ yaml: YAMLValue) {
    let keys = ["status", "at", "is", "isNot", "message", "class", "retryAfter", "say"]
    guard let fields = yaml.fields(known: keys) else { return nil }
    statuses = fields["status"].map(StatusSet.init)
    at = fields["at"]?.pointers() ?? []
    values = Self.patterns(fields["is"])
    otherValues = Self.patterns(fields["isNot"])
    messages = Self.patterns(fields["message"])
    sentence = Titles(fields["say"]).message
    if let place = fields["is"] ?? fields["isNot"], fields["at"] == nil {
      place.report("rule", "'\(place.name)' needs 'at', the pointer to the value.")
    }
    if statuses == nil, fields["at"] == nil, messages == nil {
      yaml.report("rule", "'\(yaml.name)' fits everything. Give it 'status', 'at' or 'message'.")
    }
    guard let name = fields.required("class")?.choice(of: ClassName.self) else { return nil }
    meaning = Failure.Class(rawValue: name.rawValue).map(Meaning.failure) ?? .warning
    wait = fields["retryAfter"].flatMap(Self.wait)
  }

  private static func patterns(_ yaml: YAMLValue?) -> [TextPattern]? {
    yaml?.texts()?.map(TextPattern.init)
  }

  private static func wait(_ yaml: YAMLValue) -> Wait? {
    if let text = yaml.writtenText, let duration = DurationText.read(text) { return .duration(duration) }
    let pointers = yaml.pointers()
    return pointers.isEmpty ? nil : .pointers(pointers)
  }
}
