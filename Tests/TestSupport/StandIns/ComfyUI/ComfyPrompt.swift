import JobModel

/// A workflow in the queue.
struct ComfyPrompt: Sendable {
  var id: String
  var number: Int
  var graph: ComfyGraph
  var extra: JSONObject
  /// The outputs that are run.
  var outputs: [String]
  var behaviour: String?
  /// When it began; `nil` while it waits.
  var begin: ContinuousClock.Instant?
  var isInterrupted = false

  /// As the queue lists it.
  var json: JSONValue {
    [
      .integer(Int64(number)), .string(id), .object(graph.nodes), .object(extra),
      .array(outputs.map { .string($0) }),
    ]
  }
}
