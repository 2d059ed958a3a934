import ContentDigest
import HTTPTypes
import JobModel

extension RecordedCall {
  private static let secretHeaders: Set<String> = ["authorization", "x-goog-api-key", "api-key", "x-api-key", "cookie"]

  /// Texts longer than this, such as pictures in base64, are not kept.
  private static let longestText = 2_000
  private static let longestBody = 20_000

  init(_ request: StandInRequest, service: String) {
    number = 0
    self.service = service
    method = request.method
    path = request.path
    query = request.query.filter { $0.key != "key" }
    headers = request.headers.map { field in
      let name = field.name.rawName
      return (name, Self.shown(field.value, of: name))
    }
    byteCount = request.body.count
    digest = Self.digest(of: request.body)
    (texts, parts, body) = Self.contents(of: request)
  }

  /// A header's value as it is recorded: not the value of one that holds a key.
  static func shown(_ value: String, of name: String) -> String {
    secretHeaders.contains(name.lowercased()) ? "…" : value
  }

  private static func digest(of bytes: [UInt8]) -> String {
    guard let digest = try? ContentDigest() else { return "" }
    return (try? bytes.withUnsafeBytes { try digest.update($0) }).flatMap { try? digest.finish() } ?? ""
  }

  private static func contents(of request: StandInRequest) -> ([String], [JSONValue], JSONValue?) {
    if request.isMultipart, let form = try? request.form() {
      let texts = form.parts.filter { $0.filename == nil && $0.bytes.count <= longestText }.map(\.text)
      return (texts, form.parts.map(summary), nil)
    }
    guard request.body.first == UInt8(ascii: "{") || request.body.first == UInt8(ascii: "["),
      let json = try? request.json()
    else { return ([], [], nil) }
    return (json.shortTexts(atMost: longestText), [], request.body.count <= longestBody ? json : nil)
  }

  private static func summary(of part: MultipartForm.Part) -> JSONValue {
    [
      "name": .string(part.name), "filename": part.filename.map { .string($0) } ?? nil,
      "type": part.contentType.map { .string($0) } ?? nil, "bytes": .integer(Int64(part.bytes.count)),
      "text": part.filename == nil && part.bytes.count <= longestText ? .string(part.text) : nil,
    ]
  }
}

extension JSONValue {
  /// Every text within, down to the last leaf, that is not longer than that many bytes.
  func shortTexts(atMost limit: Int) -> [String] {
    switch self {
    case .string(let text): text.utf8.count <= limit ? [text] : []
    case .array(let values): values.flatMap { $0.shortTexts(atMost: limit) }
    case .object(let object): object.members.flatMap { $0.value.shortTexts(atMost: limit) }
    default: []
    }
  }
}
