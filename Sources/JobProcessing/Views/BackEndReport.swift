package import JobModel
package import Spool
package import Workflows

/// What a running server says of its back ends and of the jobs that wait for them, in a file of the spool: other
/// processes show it, and the next server goes on with the holds in it. No keys, and no digests of keys.
package struct BackEndReport: Hashable, Sendable {
  package static let file = "back-ends.json"

  package struct Job: Hashable, Sendable {
    package var wait: JobWait?
    /// In the workflow's currency; `nil` where its rows cost nothing.
    package var cost: Double?
    package var maxCost: Double?
    package var currency: String?
  }

  package var at: Timestamp
  package var backEnds: [BackEndStatus] = []
  /// Jobs that wait or cost something.
  package var jobs: [JobID: Job] = [:]

  package init(at: Timestamp) {
    self.at = at
  }

  /// What is told at once; the rest, which changes with each row, every few seconds.
  var essence: BackEndReport {
    var essence = self
    essence.at = Timestamp(milliseconds: 0)
    for index in essence.backEnds.indices {
      essence.backEnds[index].inFlight = 0
      essence.backEnds[index].waiting = 0
      if essence.backEnds[index].hold == nil { essence.backEnds[index].limit = 0 }
      essence.backEnds[index].slowedUntil = nil
    }
    essence.jobs = essence.jobs.compactMapValues { job in
      job.wait == nil ? nil : Job(wait: job.wait)
    }
    return essence
  }

  /// Whether it is to be written, where `last` was.
  func isNews(after last: BackEndReport?, interval: Duration) -> Bool {
    guard let last else { return true }
    if essence != last.essence { return true }
    var same = last
    same.at = at
    return self != same && last.at.advanced(by: interval) <= at
  }

  /// The holds in it, for the next server.
  package var holds: [EarlierHold] {
    backEnds.compactMap { status in
      status.hold.map { EarlierHold(service: status.service, endpoint: status.endpoint, hold: $0) }
    }
  }
}

// MARK: - The file

extension BackEndReport {
  /// Replaces the file by one rename. It is not synced: nothing is decided by it but how soon a service is tried.
  package func write(to spool: Spool) throws(SpoolError) {
    let draft = "\(Self.file)-\(UInt64.random(in: 0 ... .max))"
    let file = try spool.tmp.open(draft, for: .creating)
    try file.write(JSONWriter.bytes(of: .object(json)) + [UInt8(ascii: "\n")])
    try file.close()
    try spool.tmp.rename(draft, to: spool.root, as: Self.file)
  }

  /// - Returns: `nil` where there is none, or it is torn by a power cut.
  package static func read(from spool: Spool) throws(SpoolError) -> BackEndReport? {
    guard let bytes = try spool.root.contents(of: file) else { return nil }
    return (try? JSONReader.read(bytes))?.object.flatMap(BackEndReport.init)
  }

  var json: JSONObject {
    var jobs = JSONObject()
    for (id, job) in self.jobs.sorted(by: { $0.key < $1.key }) { jobs[id.text] = .object(job.json) }
    return [
      "at": .string(at.description), "backEnds": .array(backEnds.map { .object($0.json) }), "jobs": .object(jobs),
    ]
  }

  init?(json: JSONObject) {
    guard let at = json["at"]?.string.flatMap({ Timestamp($0) }) else { return nil }
    self.init(at: at)
    backEnds = json["backEnds"]?.array?.compactMap { $0.object.flatMap(BackEndStatus.init) } ?? []
    for (name, job) in json["jobs"]?.object?.members ?? [] {
      if let id = JobID(name), let job = job.object { jobs[id] = Job(json: job) }
    }
  }
}

extension BackEndReport.Job {
  var json: JSONObject {
    var object = JSONObject()
    object["waitsFor"] = wait.map { .object($0.json) }
    object["cost"] = cost.map(JSONValue.number)
    object["maxCost"] = maxCost.map(JSONValue.number)
    object["currency"] = currency.map(JSONValue.string)
    return object
  }

  init(json: JSONObject) {
    wait = json["waitsFor"]?.object.flatMap(JobWait.init)
    cost = json["cost"]?.number
    maxCost = json["maxCost"]?.number
    currency = json["currency"]?.string
  }
}

extension JobWait {
  package var json: JSONObject {
    var object = JSONObject()
    object.set("reason", sentence)
    object["next"] = until.map { .string($0.description) }
    return object
  }

  /// The same for people of one language.
  func json(in language: Language) -> JSONObject {
    var object: JSONObject = ["reason": .string(sentence.text(in: language))]
    object["next"] = until.map { .string($0.description) }
    return object
  }

  init?(json: JSONObject) {
    guard let sentence = json.message("reason") else { return nil }
    self.init(sentence: sentence, until: json["next"]?.string.flatMap { Timestamp($0) })
  }
}
