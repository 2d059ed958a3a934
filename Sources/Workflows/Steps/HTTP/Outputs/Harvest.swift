import JobModel

/// What an answer gives: values, and files still to be made.
struct Harvest: Sendable, Hashable {
  /// A file that is fetched.
  struct Link: Hashable, Sendable {
    /// The output's name.
    var output: String
    /// The position among the output's sources.
    var source: Int
    /// The URL, or the element at hand.
    var item: JSONValue
  }

  var values = JSONObject()
  var links: [Link] = []
  var cost: Double?
  var warning: Failure?

  init() {}

  init(json: JSONObject) {
    values = json["values"]?.object ?? [:]
    cost = json["cost"]?.number
    warning = json["warning"]?.object.flatMap(Failure.init(json:))
    links = (json["links"]?.array ?? []).compactMap { value in
      guard let output = value.object?["output"]?.string, let source = value.object?["source"]?.integer else {
        return nil
      }
      return Link(output: output, source: source, item: value.object?["item"] ?? .null)
    }
  }

  var json: JSONObject {
    var object: JSONObject = ["values": .object(values)]
    object["links"] = .array(
      links.map {
        ["output": .string($0.output), "source": .integer(Int64($0.source)), "item": $0.item]
      })
    object["cost"] = cost.map(JSONValue.number)
    object["warning"] = warning.map { .object($0.json) }
    return object
  }
}
