import JobModel

/// How a run stands.
enum DifyStatus: Hashable, Sendable {
  case running
  case succeeded
  /// Some node failed, and the run went on without it.
  case partial
  case failed
  case stopped
  /// Waits for a person; it cannot go on by itself.
  case paused

  /// - Returns: `nil` for a word that is none of the documented ones: nothing is decided by it.
  init?(_ text: String?) {
    switch text?.lowercased() {
    case "running", "scheduled": self = .running
    case "succeeded": self = .succeeded
    case "partial-succeeded", "partial_succeeded": self = .partial
    case "failed", "exception": self = .failed
    case "stopped": self = .stopped
    case "paused": self = .paused
    default: return nil
    }
  }
}

/// What a run came to.
struct DifyResult: Hashable, Sendable {
  var status: DifyStatus
  /// Why it failed, in the service's words.
  var error: String?
  /// By the end node's variables.
  var outputs: JSONObject = [:]
  /// What a chat or completion app said.
  var answer: String?
  /// Files beside the outputs: `message_file` events, `files` of the last event.
  var files: [JSONValue] = []
  /// Further figures of the run: `total_tokens`, `total_steps`, `elapsed_time`, `usage`.
  var figures: JSONObject = [:]
  /// Money, by currency.
  var prices: [String: Double] = [:]

  init(status: DifyStatus) {
    self.status = status
  }

  /// `data` of `workflow_finished`, or the answer of `GET /workflows/run/{id}`, where some versions have `outputs` as
  /// JSON in a text.
  ///
  /// - Returns: `nil` without a known status.
  init?(data: JSONObject) {
    guard let status = DifyStatus(data["status"]?.string) else { return nil }
    self.status = status
    error = data["error"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    outputs = Self.object(data["outputs"]) ?? [:]
    files = data["files"]?.array ?? []
    for name in ["total_tokens", "total_steps", "elapsed_time"] { figures[name] = data[name] }
  }

  private static func object(_ value: JSONValue?) -> JSONObject? {
    guard let text = value?.string else { return value?.object }
    return try? JSONReader.read(text).object
  }

  /// All of it as one tree, for the outputs of a step.
  func document(_ run: DifyRun) -> JSONObject {
    var document = figures
    document["outputs"] = .object(outputs)
    document["answer"] = answer.map(JSONValue.string)
    document["text"] = text.map(JSONValue.string)
    document["files"] = .array(allFiles)
    document["workflow_run_id"] = run.run.map(JSONValue.string)
    document["task_id"] = run.task.map(JSONValue.string)
    document["message_id"] = run.message.map(JSONValue.string)
    return document
  }

  /// The answer, else the output called `text`, else the first output that is one.
  private var text: String? {
    if let answer { return answer }
    if let text = outputs["text"]?.string { return text }
    return outputs.members.lazy.compactMap { $0.value.string }.first { !$0.isEmpty }
  }

  /// Files anywhere in the outputs, then those beside them; none twice.
  private var allFiles: [JSONValue] {
    var found: [JSONValue] = []
    var seen: Set<String> = []
    for file in DifyFile.all(in: .object(outputs)) + DifyFile.all(in: .array(files)) {
      guard let url = file.object?["url"]?.string ?? file.object?["remote_url"]?.string else { continue }
      // The same file may be signed twice: only the path tells.
      if seen.insert(String(url.prefix { $0 != "?" })).inserted { found.append(file) }
    }
    return found
  }

  /// The price, where all of it is in one currency or the workflow says in which it counts.
  func cost(in currency: String?) -> Double? {
    if let currency, let price = prices[currency] { return price }
    return prices.count == 1 ? prices.first?.value : nil
  }
}

/// File objects in a run's outputs.
enum DifyFile {
  /// Every file object in a tree, in order.
  static func all(in value: JSONValue) -> [JSONValue] {
    switch value {
    case .object(let object):
      isFile(object) ? [value] : object.members.flatMap { all(in: $0.value) }
    case .array(let values): values.flatMap(all)
    default: []
    }
  }

  static func isFile(_ object: JSONObject) -> Bool {
    if object["dify_model_identity"]?.string == "__dify__file__" { return true }
    guard object["url"]?.string != nil else { return false }
    // `message_file` events have `belongs_to` in place of a transfer method.
    return object["transfer_method"] != nil || object["belongs_to"] != nil
  }
}
