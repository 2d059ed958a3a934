import JobModel
import JobProcessing
import Workflows

extension JSONAnswer {
  /// A list that is always whole.
  init(items: [JSONObject]) {
    let list: JSONObject = ["items": .array(items.map(JSONValue.object)), "total": .integer(Int64(items.count))]
    self.init(list)
  }
}

extension BackEndStatus {
  /// Members as in `json`, in one language, with `light`: `green`, `yellow` (slowed down), `red` (held).
  func json(at now: Timestamp, in language: Language) -> JSONObject {
    var object = json.merging(["light": .string(light(at: now))])
    object["hold"] = hold.map { .object($0.json(in: language)) }
    return object
  }

  fileprivate func light(at now: Timestamp) -> String {
    if hold != nil { return "red" }
    return limit < configuredLimit || slowedUntil.map { $0 > now } ?? false ? "yellow" : "green"
  }
}

extension SpoolCheckup.Finding {
  var json: JSONObject {
    ["level": .string(level.rawValue), "code": .string(code), "sentence": .string(sentence)]
  }
}

extension CheckDesk.Workflow {
  /// `level`: the worst of its findings.
  var json: JSONObject {
    let levels: [SpoolCheckup.Finding.Level] = [.fault, .remark]
    let worst = levels.first { level in findings.contains { $0.level == level } } ?? .good
    return [
      "workflow": .string(name), "level": .string(worst.rawValue),
      "findings": .array(findings.map { .object($0.json) }),
    ]
  }
}

extension Configuration.Entry {
  var json: JSONObject {
    ["key": .string(key), "value": .string(value), "origin": origin.map(JSONValue.string) ?? .null]
  }
}

extension StorageReport {
  /// Sizes are bytes.
  var json: JSONObject {
    [
      "at": .string(at.description), "minimumFree": .integer(Int64(minimumFree)),
      "disks": .array(disks.map { .object($0.json) }), "folders": .array(folders.map { .object($0.json) }),
      "retention": .object(retention.json),
    ]
  }
}

extension StorageReport.Disk {
  fileprivate var json: JSONObject {
    [
      "folders": .array(folders.map(JSONValue.string)), "path": .string(path), "total": .integer(Int64(total)),
      "free": .integer(Int64(free)), "freeFiles": freeFiles.map { .integer(Int64($0)) } ?? .null,
    ]
  }
}

extension StorageReport.Folder {
  fileprivate var json: JSONObject {
    [
      "name": .string(name), "path": .string(path), "bytes": .integer(Int64(size.bytes)),
      "files": .integer(Int64(size.files)), "isWhole": .boolean(size.isWhole),
    ]
  }
}

extension StorageReport.Retention {
  fileprivate var json: JSONObject {
    [
      "keepSeconds": keep.map { .integer($0.components.seconds) } ?? .null,
      "finishedJobs": .integer(Int64(finishedJobs)), "due": .integer(Int64(due)),
      "dueWithinWeek": .integer(Int64(dueWithinWeek)), "next": next.map { .string($0.description) } ?? .null,
    ]
  }
}
