import Foundation
import JobModel

/// A file that was uploaded, or is about to be.
struct GeminiFile: Sendable {
  var id: String
  var type: String
  var displayName: String?
  var uri: String
  var expectedBytes: Int?
  var bytes: [UInt8] = []
  var created = Date()
  /// It is looked through once it is whole.
  var run: TimedRun?
  var hasFailed = false

  var status: String {
    guard let run, run.phase == .over else { return "PROCESSING" }
    return hasFailed ? "FAILED" : "ACTIVE"
  }

  var json: JSONValue {
    let time = JSONValue.string(created.ISO8601Format())
    var object: JSONObject = [
      "name": .string("files/\(id)"), "mimeType": .string(type), "sizeBytes": .string("\(bytes.count)"),
      "createTime": time, "updateTime": time,
      "expirationTime": .string(created.addingTimeInterval(172_800).ISO8601Format()), "uri": .string(uri),
      "state": .string(status), "source": "UPLOADED",
    ]
    object["displayName"] = displayName.map { .string($0) }
    return .object(object)
  }
}
