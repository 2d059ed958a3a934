import JobModel

/// What the words mean with which a run failed: they are all that the service tells of a fault inside a run.
struct DifyRule: Hashable, Sendable {
  /// Matched with the whole message, without regard to case; `*` stands for anything.
  var patterns: [TextPattern]
  var meaning: Failure.Class
  /// In place of our own sentence.
  var sentence: Message?

  init(_ patterns: [String], _ meaning: Failure.Class) {
    self.patterns = patterns.map(TextPattern.init)
    self.meaning = meaning
  }

  init?(_ object: JSONObject) {
    guard let meaning = object["class"]?.string.flatMap(Failure.Class.init) else { return nil }
    self.meaning = meaning
    patterns = (object["message"]?.array ?? [object["message"] ?? .null]).compactMap { $0.string.map(TextPattern.init) }
    sentence = object["say"].flatMap { Titles($0).message }
  }

  func fits(_ message: String) -> Bool {
    patterns.contains { $0.matches(message) }
  }

  /// Looked at after a step's own.
  static let standard = [
    DifyRule(
      [
        "*insufficient_quota*", "*insufficient quota*", "*exceeded your current quota*", "*insufficient balance*",
        "*quota exceeded*", "*arrearage*",
      ], .quota),
    DifyRule(
      [
        "*content policy*", "*content_policy*", "*content filter*", "*moderation*", "*sensitive*",
        "*data_inspection_failed*", "*datainspectionfailed*", "*safety system*",
      ], .blocked),
    DifyRule(
      [
        "*rate limit*", "*rate_limit*", "*ratelimit*", "*too many requests*", "*throttl*", "*429*", "*overloaded*",
        "*timeout*", "*timed out*", "*time out*", "*connection*", "*temporarily*", "*unavailable*", "*try again*",
        "*internal server error*", "*bad gateway*", "*502*", "*503*", "*504*",
      ], .transient),
  ]
}
