extension TaskLine {
  package var json: JSONObject {
    var object: JSONObject = ["event": .string(event.name), "at": .string(at.description)]
    event.addMembers(to: &object)
    return object
  }

  /// The line's bytes, its newline included.
  package var bytes: [UInt8] {
    var writer = JSONWriter()
    writer.write(json)
    writer.endLine()
    return writer.bytes
  }

  /// Reads what `json` gives; `nil` for an unknown or damaged event.
  package init?(json: JSONObject) {
    guard let at = json["at"]?.string.flatMap({ Timestamp($0) }), let event = TaskEvent(json: json) else {
      return nil
    }
    self.init(at: at, event)
  }
}

extension TaskEvent {
  package var name: String {
    switch self {
    case .start: "start"
    case .sent: "sent"
    case .remote: "remote"
    case .step: "step"
    case .end: "end"
    case .interrupted: "interrupted"
    case .released: "released"
    case .requeue: "requeue"
    }
  }

  fileprivate func addMembers(to object: inout JSONObject) {
    switch self {
    case .start(let attempt): object["attempt"] = .integer(Int64(attempt))
    case .sent(let step): object["step"] = .integer(Int64(step))
    case .remote(let step, let id):
      object["step"] = .integer(Int64(step))
      object["id"] = id.map(JSONValue.string)
    case .step(let result):
      object["step"] = .integer(Int64(result.number))
      object.add(outputs: result.outputs, files: result.files)
      object["cost"] = result.cost.map(JSONValue.number)
    case .end(let ending):
      object["outcome"] = .string(ending.outcome.rawValue)
      object["error"] = ending.failure.map { .object($0.json) }
      object.add(outputs: ending.outputs, files: ending.files)
      object["cost"] = ending.cost.map(JSONValue.number)
      object["notBefore"] = ending.notBefore.map { .string($0.description) }
      object["carried"] = ending.carried.map { ["job": .string($0.job.text), "row": .integer(Int64($0.row))] }
    case .interrupted, .released: break
    case .requeue(let requeue):
      object["order"] = .string(requeue.order)
      object["by"] = .string(requeue.by)
      object["reason"] = requeue.reason.map(JSONValue.string)
      if !requeue.values.isEmpty { object["values"] = .object(requeue.values) }
      if requeue.isAfresh { object["afresh"] = true }
    }
  }

  fileprivate init?(json: JSONObject) {
    switch json["event"]?.string {
    case "start":
      guard let attempt = json["attempt"]?.integer else { return nil }
      self = .start(attempt: attempt)
    case "sent":
      guard let step = json["step"]?.integer else { return nil }
      self = .sent(step: step)
    case "remote":
      guard let step = json["step"]?.integer else { return nil }
      self = .remote(step: step, id: json["id"]?.string)
    case "step":
      guard let number = json["step"]?.integer, let files = json.files else { return nil }
      self = .step(
        StepResult(
          number: number, outputs: json["outputs"]?.object ?? [:], files: files, cost: json["cost"]?.number))
    case "end":
      guard let ending = Ending(json: json) else { return nil }
      self = .end(ending)
    case "interrupted": self = .interrupted
    case "released": self = .released
    case "requeue":
      guard let order = json["order"]?.string, let by = json["by"]?.string else { return nil }
      var requeue = Requeue(
        order: order, by: by, reason: json["reason"]?.string, values: json["values"]?.object ?? [:])
      requeue.isAfresh = json["afresh"]?.boolean ?? false
      self = .requeue(requeue)
    default: return nil
    }
  }
}

extension Ending {
  fileprivate init?(json: JSONObject) {
    guard let outcome = json["outcome"]?.string.flatMap(Outcome.init), let files = json.files else { return nil }
    self.init(
      outcome, failure: json["error"]?.object.flatMap { Failure(json: $0) }, outputs: json["outputs"]?.object ?? [:],
      files: files, cost: json["cost"]?.number, notBefore: json["notBefore"]?.string.flatMap { Timestamp($0) },
      carried: json["carried"]?.object.flatMap { CarriedFrom(json: $0) })
  }
}

extension CarriedFrom {
  fileprivate init?(json: JSONObject) {
    guard let job = json["job"]?.string.flatMap({ JobID($0) }), let row = json["row"]?.integer else { return nil }
    self.init(job: job, row: row)
  }
}

extension JSONObject {
  fileprivate mutating func add(outputs: JSONObject, files: [ProducedFile]) {
    if !outputs.isEmpty { self["outputs"] = .object(outputs) }
    if !files.isEmpty { self["files"] = .array(files.map { .object($0.json) }) }
  }

  /// No files where none are written; `nil` where one of them cannot be read.
  fileprivate var files: [ProducedFile]? {
    guard let list = self["files"] else { return [] }
    guard let list = list.array else { return nil }
    let files = list.compactMap { $0.object.flatMap { ProducedFile(json: $0) } }
    return files.count == list.count ? files : nil
  }
}
