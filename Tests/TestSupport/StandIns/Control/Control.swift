import JobModel

/// The tests' side of the server, below `/control`: faults, calls, keys and settings.
///
/// - `POST /control/faults` `{"service", "path", "method", "marker", "after", "times", "fault"}`; the path may hold `*`
/// - `GET /control/calls?service=&method=&path=&marker=` →
///   `{"count", "performed", "mostAtOnce", "calls": […]}`
/// - `POST /control/keys` `{"revoke": […], "restore": […], "echo": true}`
/// - `POST /control/settings` `{"service", "settings": {…}}`
/// - `GET /control/ports` → `{"services", "storage", "misbehaving"}`
/// - `POST /control/reset`: as it was at the start
struct Control: Sendable {
  let services: [any StandInService]
  let faults = FaultBook()
  let calls: CallBook
  let keys = KeyRing()
  let ports: StandInPorts
  let misbehaving: MisbehavingServer

  static let base = "/control"

  func answer(_ method: String, _ path: String, query: [String: String], body: [UInt8]) -> StandInReply {
    do {
      let json = body.isEmpty ? .object(JSONObject()) : try JSONReader.read(body)
      return .json(try reply(to: "\(method) \(path)", query: query, json: json))
    } catch {
      return .json(["error": .string("\(error)")], status: 400)
    }
  }

  private func reply(to order: String, query: [String: String], json: JSONValue) throws -> JSONValue {
    switch order {
    case "POST /faults": try faults.add(json, services: services)
    case "POST /keys": keys.change(json)
    case "POST /settings": try configure(json)
    case "POST /reset": reset()
    case "GET /ports": return ports.json
    case "GET /calls": return counted(query)
    default: throw ControlFailure("there is no '\(order)'")
    }
    return ["ok": true]
  }

  private func configure(_ json: JSONValue) throws {
    guard let service = services.first(where: { $0.name == json["service"]?.string }) else {
      throw ControlFailure("there is no service '\(json["service"]?.plainText ?? "")'")
    }
    try service.configure(json["settings"]?.object ?? JSONObject())
  }

  private func reset() {
    faults.reset()
    calls.reset()
    keys.reset()
    misbehaving.reset()
    for service in services { service.reset() }
  }

  private func counted(_ query: [String: String]) -> JSONValue {
    let path = query["path"].map(PathPattern.init)
    let found = calls.calls { call in
      (query["service"] ?? call.service) == call.service && (query["method"] ?? call.method) == call.method
        && path?.fits(call.path) != false
        && query["marker"].map { marker in call.texts.contains { $0.contains(marker) } } != false
    }
    return [
      "count": .integer(Int64(found.count)), "performed": .integer(Int64(found.count { $0.isPerformed })),
      "mostAtOnce": .integer(Int64(query["service"].map(calls.mostAtOnce) ?? 0)),
      "calls": .array(found.map(\.json)),
    ]
  }
}
