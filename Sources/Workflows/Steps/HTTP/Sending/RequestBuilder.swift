import HTTPTransfer
import JobModel
import SystemPackage

/// Makes a recipe's request for one row. It may block: files are read, and large bodies written.
struct RequestBuilder {
  enum Purpose: Hashable, Sendable {
    /// The row's own request.
    case work
    case upload
    case poll
    case download
    case cancel
  }

  let scope: HTTPScope
  let access: ServiceAccess
  /// For the body, and for the answer where it is long: nothing else uses these names.
  let workName: FilePath

  private var step: String { scope.step.name }

  func build(_ recipe: RequestRecipe, for purpose: Purpose) throws(Failure) -> HTTPRequest {
    let filler = ValueFiller(scope: scope)
    var request = HTTPRequest(
      recipe.effectiveMethod, try url(recipe, filler), isRepeatable: purpose == .work ? recipe.isRepeatable : true)
    request.headers = try headers(recipe, filler)
    try setBody(of: &request, recipe)
    request.access = access.access
    request.secrets = access.secrets
    if RequestURL.origin(of: request.url) == access.baseURL.flatMap(RequestURL.origin) {
      request.headers += access.headers.filter { own in
        !request.headers.contains { $0.name.lowercased() == own.name.lowercased() }
      }
    }
    let follows = recipe.follow ?? (purpose == .download || purpose == .work && access.baseURL == nil)
    request.redirects = follows && request.isRepeatable ? .follow(most: 10) : .refuse
    request.deadlines.idle = recipe.idle ?? (purpose == .work ? .seconds(300) : .seconds(60))
    request.deadlines.total = recipe.deadline
    request.receiver = .memoryOrFile(workName.appending(suffix: ".answer"), limit: recipe.limit)
    return request
  }

  // MARK: URL

  private func url(_ recipe: RequestRecipe, _ filler: ValueFiller) throws(Failure) -> String {
    var url = try address(recipe.url, filler)
    guard !url.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { throw notAnAddress(url) }
    if !RequestURL.isAbsolute(url) {
      guard let base = access.baseURL else { throw notAnAddress(url) }
      url = RequestURL.joined(url, to: base)
    }
    guard RequestURL.origin(of: url) != nil else { throw notAnAddress(url) }
    let query = try pairs(recipe.query, filler)
    guard !query.isEmpty else { return url }
    return url + (url.contains("?") ? "&" : "?") + Self.encoded(query)
  }

  /// A value alone is a whole URL; beside other text it is one piece of one.
  private func address(_ recipe: ValueRecipe?, _ filler: ValueFiller) throws(Failure) -> String {
    guard let recipe else { return "" }
    guard case .plain(.text(let pieces)) = recipe else {
      guard let text = try filler.text(recipe) else {
        throw Failure(
          .invalid, code: "address-missing", message: "The row has no web address for the step '\(step)'.")
      }
      return RequestURL.tidied(text)
    }
    var url = ""
    for piece in pieces {
      switch piece {
      case .literal(let text): url += RequestURL.tidied(text)
      case .reference(let reference): url += try encodedPiece(scope.value(of: reference).plainText)
      }
    }
    return url
  }

  /// `..` in a path would lead out of where the recipe points.
  private func encodedPiece(_ value: String) throws(Failure) -> String {
    guard !value.isEmpty, value != ".", value != ".." else {
      throw Failure(
        .invalid, code: "address-piece",
        message: """
          The row's value \(ConversionProblem.quote(value)) cannot be part of the web address that the step \
          '\(step)' calls.
          """)
    }
    return RequestURL.encoded(value)
  }

  private func notAnAddress(_ text: String) -> Failure {
    Failure(
      .invalid, code: "not-an-address",
      message:
        """
        \(ConversionProblem.quote(String(RequestURL.withoutQuery(text).prefix(200)))) is not a web address that \
        the step '\(step)' can use. Web addresses begin with http:// or https://.
        """)
  }

  private func pairs(_ fields: [RequestRecipe.Field], _ filler: ValueFiller) throws(Failure) -> [(String, String)] {
    var pairs: [(String, String)] = []
    for field in fields {
      guard let value = try filler.fill(field.value)?.json else { continue }
      for element in value.array ?? [value] where element != .null {
        let text = element.plainText
        if !text.isEmpty { pairs.append((field.name, text)) }
      }
    }
    return pairs
  }

  private static func encoded(_ pairs: [(String, String)]) -> String {
    pairs.map { "\(RequestURL.encoded($0.0))=\(RequestURL.encoded($0.1))" }.joined(separator: "&")
  }

  // MARK: Headers and body

  private func headers(_ recipe: RequestRecipe, _ filler: ValueFiller) throws(Failure) -> [HTTPHeader] {
    var headers: [HTTPHeader] = []
    for field in recipe.headers {
      guard let text = try filler.text(field.value) else { continue }
      guard !text.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }) else {
        throw Failure(
          .invalid, code: "header-value",
          message: """
            The row's value for the header '\(field.name)' of the step '\(step)' has a line break or another \
            character that cannot be sent there. Take it out.
            """)
      }
      headers.append(HTTPHeader(field.name, text))
    }
    return headers
  }

  private func setBody(of request: inout HTTPRequest, _ recipe: RequestRecipe) throws(Failure) {
    let filler = ValueFiller(scope: scope)
    var mediaType: String?
    switch recipe.body {
    case .none: return
    case .json(let value):
      let filled = try ValueFiller(scope: scope, keepsNulls: recipe.keepsNulls).fill(value) ?? .object([])
      request.body = try body(filled)
      mediaType = "application/json"
    case .form(let fields):
      request.body = .bytes(Array(Self.encoded(try pairs(fields, filler)).utf8))
      mediaType = "application/x-www-form-urlencoded"
    case .multipart(let parts): request.body = .multipart(try multipart(parts, filler))
    case .text(let value, let type):
      request.body = .bytes(Array((try filler.text(value) ?? "").utf8))
      mediaType = type ?? "text/plain; charset=utf-8"
    case .file(let value, let type):
      guard let path = try filler.files(value).first else { throw missingFile() }
      let format = try FileFormat(ofInput: path, step: step)
      mediaType = type ?? format.mediaType
      request.body = .file(path)
    }
    if let mediaType, !request.headers.contains(where: { $0.name.lowercased() == "content-type" }) {
      request.headers.append(HTTPHeader("Content-Type", mediaType))
    }
  }

  private func body(_ value: FilledValue) throws(Failure) -> HTTPBody {
    switch try BodyWriter.write(value, spillingTo: workName.appending(suffix: ".body"), step: step) {
    case .bytes(let bytes): .bytes(bytes)
    case .file(let path): .file(path)
    }
  }

  private func missingFile() -> Failure {
    Failure(
      .invalid, code: "file-missing",
      message: "The row names no file for the step '\(step)'. Fill in the file's name.")
  }

  private func multipart(_ recipes: [PartRecipe], _ filler: ValueFiller) throws(Failure) -> [MultipartPart] {
    var parts: [MultipartPart] = []
    for recipe in recipes {
      guard recipe.when?.holds(scope.value(of:)) ?? true else { continue }
      switch recipe.content {
      case .text(let value):
        guard let filled = try filler.fill(value)?.json else { continue }
        for element in filled.array ?? [filled] where element != .null {
          parts.append(MultipartPart(name: recipe.name, content: .text(element.plainText), mediaType: recipe.mediaType))
        }
      case .file: parts += try files(recipe, filler)
      }
    }
    return parts
  }

  private func files(_ recipe: PartRecipe, _ filler: ValueFiller) throws(Failure) -> [MultipartPart] {
    var paths: [FilePath] = []
    if case .file(let value) = recipe.content { paths = try filler.files(value) }
    let name = paths.count > 1 ? recipe.many ?? recipe.name : recipe.name
    var parts: [MultipartPart] = []
    for path in paths {
      let format = try FileFormat(ofInput: path, step: step)
      let given = try recipe.fileName.flatMap { (value) throws(Failure) in try filler.text(value) }
      parts.append(
        MultipartPart(
          name: name, content: .file(path), fileName: given ?? filler.fileName(path, format),
          mediaType: recipe.mediaType ?? format.mediaType))
    }
    return parts
  }
}

extension FilePath {
  func appending(suffix: String) -> FilePath { FilePath(string + suffix) }
}
