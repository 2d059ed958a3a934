package import JobModel
package import Workflows

extension BackEndStatus {
  /// The documented form of `status --json`. Members without a value are left out; times are RFC 3339 in UTC.
  package var json: JSONObject {
    var object: JSONObject = [
      "service": .string(service), "endpoint": .string(endpoint), "limit": .integer(Int64(limit)),
      "configuredLimit": .integer(Int64(configuredLimit)), "inFlight": .integer(Int64(inFlight)),
      "waiting": .integer(Int64(waiting)),
    ]
    object["perMinute"] = perMinute.map { .integer(Int64($0)) }
    object["slowedUntil"] = slowedUntil.map { .string($0.description) }
    object["hold"] = hold.map { .object($0.json) }
    return object
  }

  init?(json: JSONObject) {
    guard let service = json["service"]?.string, let endpoint = json["endpoint"]?.string,
      let limit = json["limit"]?.integer, let configured = json["configuredLimit"]?.integer
    else { return nil }
    self.init(
      service: service, endpoint: endpoint, limit: limit, configuredLimit: configured,
      perMinute: json["perMinute"]?.integer, inFlight: json["inFlight"]?.integer ?? 0,
      waiting: json["waiting"]?.integer ?? 0, slowedUntil: json["slowedUntil"]?.string.flatMap { Timestamp($0) },
      hold: json["hold"]?.object.flatMap(BackEndHold.init))
  }
}

extension BackEndHold {
  var json: JSONObject {
    var object = figures
    object.set("lastFailure", lastFailure)
    return object
  }

  /// The same for people of one language.
  package func json(in language: Language) -> JSONObject {
    figures.merging(["lastFailure": .string(lastFailure.text(in: language))])
  }

  private var figures: JSONObject {
    [
      "reason": .string(reason.rawValue), "since": .string(since.description),
      "nextProbe": .string(nextProbe.description), "until": .string(until.description),
      "probes": .integer(Int64(probes)),
    ]
  }

  init?(json: JSONObject) {
    func time(_ name: String) -> Timestamp? { json[name]?.string.flatMap { Timestamp($0) } }
    guard let reason = json["reason"]?.string.flatMap(Reason.init), let since = time("since"),
      let nextProbe = time("nextProbe"), let until = time("until")
    else { return nil }
    self.init(
      reason, since: since, lastFailure: json.message("lastFailure") ?? "", nextProbe: nextProbe, until: until)
    probes = json["probes"]?.integer ?? 0
  }
}
