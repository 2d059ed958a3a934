import JobModel

/// One request, as a recipe says it.
struct RequestRecipe: Hashable, Sendable {
  /// A name with its value: of a query, of headers, of a form.
  struct Field: Hashable, Sendable {
    var name: String
    var value: ValueRecipe
  }

  enum Body: Hashable, Sendable {
    case none
    case json(ValueRecipe)
    case form([Field])
    case multipart([PartRecipe])
    case text(ValueRecipe, mediaType: String?)
    case file(ValueRecipe, mediaType: String?)
  }

  /// `nil`: `GET` without a body, `POST` with one.
  var method: String?
  /// `nil`: the base URL itself.
  var url: ValueRecipe?
  var query: [Field] = []
  var headers: [Field] = []
  var body = Body.none
  /// Empty members of `json` are sent as null.
  var keepsNulls = false
  /// `nil`: by the method.
  var repeatable: Bool?
  /// `nil`: by what the request is for.
  var follow: Bool?
  var accept = StatusSet.good
  var idle: Duration?
  var deadline: Duration?
  /// Bytes of the largest answer.
  var limit = 512 << 20

  var effectiveMethod: String { method ?? (body == .none ? "GET" : "POST") }

  var isRepeatable: Bool { repeatable ?? ["GET", "HEAD"].contains(effectiveMethod) }

  /// Every value in it.
  var values: [ValueRecipe] { (url.map { [$0] } ?? []) + query.map(\.value) + headers.map(\.value) + bodyValues }

  private var bodyValues: [ValueRecipe] {
    switch body {
    case .none: []
    case .json(let value), .text(let value, _), .file(let value, _): [value]
    case .form(let fields): fields.map(\.value)
    case .multipart(let parts): parts.flatMap { [$0.content.value] + ($0.fileName.map { [$0] } ?? []) }
    }
  }

  /// What it names as files.
  var files: [ValueRecipe] {
    let whole: [ValueRecipe] =
      switch body {
      case .file(let file, _): [file]
      case .multipart(let parts): parts.compactMap { if case .file(let file) = $0.content { file } else { nil } }
      default: []
      }
    return whole + values.flatMap(\.files)
  }

  var conditions: [Condition] {
    if case .multipart(let parts) = body { parts.compactMap(\.when) } else { [] }
  }
}

/// One part of a `multipart` body.
struct PartRecipe: Hashable, Sendable {
  enum Content: Hashable, Sendable {
    case text(ValueRecipe)
    case file(ValueRecipe)

    var value: ValueRecipe {
      switch self {
      case .text(let value), .file(let value): value
      }
    }
  }

  var name: String
  /// The name where there are several files.
  var many: String?
  var content: Content
  var mediaType: String?
  var fileName: ValueRecipe?
  var when: Condition?
}

/// HTTP statuses: `200`, `200-299`.
struct StatusSet: Hashable, Sendable {
  var ranges: [ClosedRange<Int>]

  static let good = StatusSet(ranges: [200...299])

  func contains(_ status: Int) -> Bool { ranges.contains { $0.contains(status) } }
}

/// A request that is made before the row's own.
struct UploadRecipe: Hashable, Sendable {
  var name: String
  var request: RequestRecipe
  var when: Condition?
  /// How long the answer serves other rows too.
  var cache: Duration?
}
