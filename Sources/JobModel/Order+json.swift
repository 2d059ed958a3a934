extension Order {
  /// The form in `orders.jsonl` and in the files that programs drop into `control/`.
  package var json: JSONObject {
    var object: JSONObject = ["order": .string(id), "verb": .string(verb.rawValue)]
    object["job"] = .string(job?.text ?? "all")
    object["rows"] = rows.map { rows in
      .array(rows.ranges.map { [.integer(Int64($0.lowerBound)), .integer(Int64($0.upperBound))] })
    }
    object["values"] = values.map(JSONValue.object)
    object["unknownToo"] = unknownToo.map(JSONValue.boolean)
    object["again"] = again.map(JSONValue.boolean)
    object["concurrency"] = concurrency.map { .integer(Int64($0)) }
    object["workflow"] = workflow.map(JSONValue.string)
    object["leavesJobs"] = leavesJobs.map(JSONValue.boolean)
    object["priority"] = priority.map { .integer(Int64($0)) }
    object["maxCost"] = maxCost.map(JSONValue.number)
    object["isOnlyTry"] = isOnlyTry.map(JSONValue.boolean)
    object["by"] = .string(by)
    object["at"] = .string(at.description)
    return object
  }

  /// Reads what `json` gives; `nil` for anything else.
  package init?(json: JSONObject) {
    guard let id = json["order"]?.string, !id.isEmpty, id.utf8.count <= 200,
      let verb = json["verb"]?.string.flatMap(Verb.init), let jobName = json["job"]?.string,
      jobName == "all" || JobID(jobName) != nil
    else { return nil }
    self.init(
      id: id, verb, job: JobID(jobName), by: json["by"]?.string ?? "unknown",
      at: json["at"]?.string.flatMap { Timestamp($0) } ?? .now)
    if let list = json["rows"] {
      guard let rows = Self.rows(list) else { return nil }
      self.rows = rows
    }
    values = json["values"]?.object
    unknownToo = json["unknownToo"]?.boolean
    again = json["again"]?.boolean
    concurrency = json["concurrency"]?.integer
    workflow = json["workflow"]?.string
    leavesJobs = json["leavesJobs"]?.boolean
    priority = json["priority"]?.integer
    isOnlyTry = json["isOnlyTry"]?.boolean
    maxCost = json["maxCost"]?.number.flatMap { $0.isFinite && $0 >= 0 ? $0 : nil }
  }

  private static func rows(_ list: JSONValue) -> RowRanges? {
    guard let pairs = list.array else { return nil }
    var rows = RowRanges()
    for pair in pairs {
      guard let bounds = pair.array, bounds.count == 2, let first = bounds[0].integer, let last = bounds[1].integer,
        first > 0, first <= last
      else { return nil }
      rows.append(contentsOf: first...last)
    }
    return rows
  }
}
