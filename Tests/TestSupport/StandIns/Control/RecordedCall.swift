import HTTPTypes
import JobModel

/// A request that came in, without its key.
struct RecordedCall: Sendable {
  var number: Int
  var service: String
  var method: String
  var path: String
  var query: [String: String]
  var headers: [(name: String, value: String)]
  var byteCount: Int
  /// SHA-256 of the body.
  var digest: String
  /// The short texts in the body, as they were sent: a row's own words are among them.
  var texts: [String]
  /// Names, types and sizes of the parts of a form.
  var parts: [JSONValue]
  /// The body, if it is short and JSON.
  var body: JSONValue?
  /// What was answered; `nil` while it is worked on, 0 for a connection that was cut before the answer.
  var status: Int?
  /// Whether the service did what it was asked to: what it would charge for.
  var isPerformed = false

  var json: JSONValue {
    [
      "number": .integer(Int64(number)), "service": .string(service), "method": .string(method), "path": .string(path),
      "query": .object(JSONObject(query.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })),
      "headers": .object(JSONObject(headers.map { ($0.name, .string($0.value)) })),
      "bytes": .integer(Int64(byteCount)), "digest": .string(digest), "texts": .array(texts.map { .string($0) }),
      "parts": .array(parts), "body": body ?? nil, "status": status.map { .integer(Int64($0)) } ?? nil,
      "performed": .boolean(isPerformed),
    ]
  }
}
