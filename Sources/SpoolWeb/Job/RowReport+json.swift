import JobModel
import JobProcessing
import Results

extension RowReport {
  /// As lists have it. Members without a value are left out; times are RFC 3339 in UTC.
  func json(of job: JobID, for context: WebContext) -> JSONObject {
    let place = "/jobs/\(job.text.asLinkPart)"
    var object: JSONObject = [
      "row": .integer(Int64(number)), "state": .string(state.rawValue), "label": .string(label),
      "attempts": .integer(Int64(attempts)), "retries": .integer(Int64(retries)),
    ]
    object["nextAttempt"] = nextAttempt.map { .string($0.description) }
    object["error"] = failure.map { .object(Self.json($0, for: context)) }
    object["inputs"] = .object(inputs)
    object["outputs"] = .object(outputs)
    object["files"] = .array(files.map { .object(Self.json($0, at: place)) })
    object["original"] = original.map { .object(originalJSON($0, at: place)) }
    object["marks"] = .object(JSONObject(marks.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value.rawValue)) }))
    object["seconds"] = seconds.map(JSONValue.number)
    object["cost"] = cost.map(JSONValue.number)
    object["carried"] = carried.map { ["job": .string($0.job.text), "row": .integer(Int64($0.row))] }
    return object
  }

  private static func json(_ failure: Failure, for context: WebContext) -> JSONObject {
    var object: JSONObject = [
      "code": .string(failure.code), "class": .string(failure.class.rawValue),
      "message": .string(failure.message.text(in: context.language)),
    ]
    object["service"] = failure.service.map(JSONValue.string)
    if context.visitor.isAdmin { object["detail"] = failure.detail.map(JSONValue.string) }
    return object
  }

  private static func json(_ file: ProducedFile, at place: String) -> JSONObject {
    var object: JSONObject = [
      "name": .string(file.name), "type": .string(file.mediaType), "column": .string(file.column),
      "bytes": .integer(Int64(file.bytes)), "url": .string("\(place)/files/\(file.name.asLinkPart)"),
      // Its contents may change when the row is run again, its name does not.
      "version": .string(String(file.sha256.prefix(12))),
    ]
    if file.mediaType.hasPrefix("image/") {
      object["thumbnail"] = .string("\(place)/thumbnails/\("\(file.name).jpg".asLinkPart)")
    }
    object["width"] = file.width.map { .integer(Int64($0)) }
    object["height"] = file.height.map { .integer(Int64($0)) }
    object["seconds"] = file.seconds.map(JSONValue.number)
    return object
  }

  private func originalJSON(_ column: String, at place: String) -> JSONObject {
    let name = inputs[column]?.string?.split(separator: "/").last.map(String.init) ?? ""
    return [
      "column": .string(column), "name": .string(name),
      "url": .string("\(place)/rows/\(number)/inputs/\(column.asLinkPart)"),
      "thumbnail": .string("\(place)/thumbnails/original-\(number).jpg"),
    ]
  }
}

extension TaskLine {
  /// What happened to a row, for people who want to know in detail.
  func json(for context: WebContext) -> JSONObject {
    var object: JSONObject = ["at": .string(at.description)]
    switch event {
    case .start(let attempt):
      object["event"] = "start"
      object["attempt"] = .integer(Int64(attempt))
    case .sent(let step): (object["event"], object["step"]) = ("sent", .integer(Int64(step)))
    case .remote(let step, let id):
      (object["event"], object["step"]) = ("remote", .integer(Int64(step)))
      if context.visitor.isAdmin { object["id"] = id.map(JSONValue.string) }
    case .step(let result): (object["event"], object["step"]) = ("step", .integer(Int64(result.number)))
    case .end(let ending):
      (object["event"], object["outcome"]) = ("end", .string(ending.outcome.rawValue))
      if let failure = ending.failure {
        object["code"] = .string(failure.code)
        object["message"] = .string(failure.message.text(in: context.language))
        if context.visitor.isAdmin { object["detail"] = failure.detail.map(JSONValue.string) }
      }
      object["notBefore"] = ending.notBefore.map { .string($0.description) }
    case .interrupted: object["event"] = "interrupted"
    case .released: object["event"] = "released"
    case .requeue(let requeue):
      (object["event"], object["by"]) = ("requeue", .string(requeue.by))
      if !requeue.values.isEmpty { object["values"] = .object(requeue.values) }
    }
    return object
  }
}
