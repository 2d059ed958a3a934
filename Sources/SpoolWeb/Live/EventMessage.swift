import JobModel
import JobProcessing

/// One event of the stream.
struct EventMessage {
  var name: String
  var data: JSONObject
  /// Grows with each event of a stream.
  var number = 0

  /// As a server-sent event.
  var eventText: String {
    let json = String(decoding: JSONWriter.bytes(of: .object(data)), as: UTF8.self)
    return "id: \(number)\nevent: \(name)\ndata: \(json)\n\n"
  }

  /// As a message of a WebSocket.
  var socketText: String {
    let object: JSONObject = ["event": .string(name), "id": .integer(Int64(number)), "data": .object(data)]
    return String(decoding: JSONWriter.bytes(of: .object(object)), as: UTF8.self)
  }

  /// What changed, as events: `rows`, `jobs`, `drops`, `statistics`.
  static func all(of changes: BoardChanges, job: JobID?, in language: Language) -> [EventMessage] {
    var messages: [EventMessage] = []
    // Before the jobs: rows have ended when their job has.
    if let job, !changes.rows.isEmpty {
      messages.append(EventMessage(name: "rows", data: changes.rows.json(of: job, in: language)))
    }
    if !changes.jobs.isEmpty || !changes.gone.isEmpty {
      let jobs = changes.jobs.values.sorted { $0.id > $1.id }.map { JSONValue.object($0.json(in: language)) }
      let gone = changes.gone.sorted().map { JSONValue.string($0.text) }
      messages.append(EventMessage(name: "jobs", data: ["jobs": .array(jobs), "gone": .array(gone)]))
    }
    if let drops = changes.drops { messages.append(EventMessage(name: "drops", data: drops.json(in: language))) }
    if let statistics = changes.statistics {
      messages.append(EventMessage(name: "statistics", data: statistics.json(in: language)))
    }
    return messages
  }
}
