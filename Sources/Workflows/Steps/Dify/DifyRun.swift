import JobModel

/// What finds a run at the service again. Its JSON is the remote id in the row's file.
struct DifyRun: Hashable, Sendable {
  /// The end user it was started for: files, events and stops are that user's alone.
  var user: String
  /// `workflow_run_id`; apps that only answer have none.
  var run: String?
  /// `task_id`, for stopping.
  var task: String?
  var message: String?

  init(user: String, run: String? = nil, task: String? = nil, message: String? = nil) {
    self.user = user
    self.run = run
    self.task = task
    self.message = message
  }

  /// Compact JSON, for `AttemptJournal.remote`.
  var text: String {
    var object: JSONObject = ["user": .string(user)]
    object["run"] = run.map(JSONValue.string)
    object["task"] = task.map(JSONValue.string)
    object["message"] = message.map(JSONValue.string)
    return JSONValue.object(object).plainText
  }

  /// - Returns: `nil` for anything but what `text` gives.
  init?(text: String) {
    guard let object = try? JSONReader.read(text).object, let user = object["user"]?.string else { return nil }
    self.init(
      user: user, run: object["run"]?.string, task: object["task"]?.string, message: object["message"]?.string)
  }

  /// Whether the service has named it.
  var isNamed: Bool { run != nil || task != nil }
}
