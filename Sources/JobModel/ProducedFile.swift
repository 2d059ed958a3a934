/// A file that a step made: it lies in `jobs/<job>/files/<name>`, and a copy in `outgoing/<job>/files/<name>`.
package struct ProducedFile: Hashable, Sendable {
  /// The result column it belongs to.
  package var column: String
  /// File name, ≤ 120 bytes, usable on Windows, SMB and macOS, unique in its job.
  package var name: String
  /// Media type, such as `image/jpeg`.
  package var mediaType: String
  package var bytes: Int
  /// Pixels, for pictures and videos.
  package var width: Int?
  package var height: Int?
  /// Length, for videos and sound.
  package var seconds: Double?
  /// Lower-case hexadecimal SHA-256 of the contents.
  package var sha256: String

  package init(
    column: String, name: String, mediaType: String, bytes: Int, sha256: String, width: Int? = nil,
    height: Int? = nil, seconds: Double? = nil
  ) {
    self.column = column
    self.name = name
    self.mediaType = mediaType
    self.bytes = bytes
    self.width = width
    self.height = height
    self.seconds = seconds
    self.sha256 = sha256
  }

  package var json: JSONObject {
    var object: JSONObject = [
      "column": .string(column), "name": .string(name), "type": .string(mediaType),
      "bytes": .integer(Int64(bytes)), "sha256": .string(sha256),
    ]
    object["width"] = width.map { .integer(Int64($0)) }
    object["height"] = height.map { .integer(Int64($0)) }
    object["seconds"] = seconds.map(JSONValue.number)
    return object
  }

  package init?(json: JSONObject) {
    guard let column = json["column"]?.string, let name = json["name"]?.string,
      let mediaType = json["type"]?.string, let bytes = json["bytes"]?.integer, let sha256 = json["sha256"]?.string
    else { return nil }
    self.init(
      column: column, name: name, mediaType: mediaType, bytes: bytes, sha256: sha256,
      width: json["width"]?.integer, height: json["height"]?.integer, seconds: json["seconds"]?.number)
  }
}
