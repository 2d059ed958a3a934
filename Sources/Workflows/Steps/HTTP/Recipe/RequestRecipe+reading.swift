import JobModel

extension RequestRecipe {
  static let keys = [
    "method", "url", "query", "headers", "json", "form", "multipart", "body", "keepNulls", "repeatable", "follow",
    "accept", "idle", "deadline", "limit",
  ]

  private enum Method: String, CaseIterable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
  }

  /// Mistakes are reported.
  init(_ fields: YAMLFields) {
    method = fields["method"]?.choice(of: Method.self)?.rawValue
    url = fields["url"].map(ValueRecipe.init)
    query = Self.fields(fields["query"])
    headers = Self.headers(fields["headers"])
    body = Self.body(fields)
    keepsNulls = fields["keepNulls"]?.boolean() ?? false
    repeatable = fields["repeatable"]?.boolean()
    follow = fields["follow"]?.boolean()
    accept = fields["accept"].flatMap(StatusSet.init) ?? .good
    idle = fields["idle"]?.duration()
    deadline = fields["deadline"]?.duration()
    limit = fields["limit"].flatMap(Self.byteCount) ?? limit
    if body != .none, let method, ["GET", "HEAD"].contains(method) {
      fields["method"]?.report("method", "'\(fields.place.name)': a \(method) request has no body.")
    }
  }

  private static func fields(_ yaml: YAMLValue?) -> [Field] {
    (yaml?.fields(known: nil)?.values ?? []).map { Field(name: $0.key, value: ValueRecipe($0.value)) }
  }

  private static func headers(_ yaml: YAMLValue?) -> [Field] {
    for (name, value) in yaml?.fields(known: nil)?.values ?? [] {
      if ["content-length", "host", "transfer-encoding", "connection"].contains(name.lowercased()) {
        value.report("header", "'\(value.name)': the header '\(name)' is set by itself.")
      }
      if ["authorization", "proxy-authorization", "cookie", "x-api-key", "x-goog-api-key"].contains(name.lowercased()) {
        value.report(
          "header", "'\(value.name)': keys do not belong into a workflow. Name the service's key in services.yaml.")
      }
      if name.isEmpty || name.utf8.contains(where: { $0 <= 0x20 || $0 >= 0x7F || $0 == UInt8(ascii: ":") }) {
        value.report("header", "'\(name)' cannot be the name of a header.")
      }
    }
    return fields(yaml)
  }

  private static func body(_ fields: YAMLFields) -> Body {
    let given = ["json", "form", "multipart", "body"].filter { fields[$0] != nil }
    if given.count > 1 {
      fields.place.report(
        "body", "'\(fields.place.name)' has \(given.map { "'\($0)'" }.joined(separator: " and ")); one is possible.")
    }
    if let json = fields["json"] { return .json(ValueRecipe(json)) }
    if let form = fields["form"] { return .form(Self.fields(form)) }
    if let parts = fields["multipart"] { return .multipart((parts.list() ?? []).compactMap(PartRecipe.init)) }
    guard let body = fields["body"]?.fields(known: ["text", "file", "type"]) else { return .none }
    let type = body["type"]?.text()
    switch (body["text"], body["file"]) {
    case (let text?, nil): return .text(ValueRecipe(text), mediaType: type)
    case (nil, let file?): return .file(ValueRecipe(file), mediaType: type)
    default:
      body.place.report("body", "'\(body.place.name)' must have either 'text' or 'file'.")
      return .none
    }
  }

  /// `20MB`, `2GB`, in powers of 1024.
  private static func byteCount(_ yaml: YAMLValue) -> Int? {
    guard let text = yaml.text() else { return nil }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let unit = FoldedText.trim(String(text.dropFirst(digits.count))).uppercased()
    let shifts = ["": 0, "B": 0, "KB": 10, "MB": 20, "GB": 30]
    guard let number = Int(digits), number > 0, number < 1 << 20, let shift = shifts[unit] else {
      yaml.report("wrong-kind", "'\(yaml.name)' must be a size such as 20MB or 2GB.")
      return nil
    }
    return number << shift
  }
}

extension PartRecipe {
  /// - Returns: `nil` where it was reported.
  init?(_ yaml: YAMLValue) {
    guard let fields = yaml.fields(known: ["name", "many", "text", "file", "type", "fileName", "when"]) else {
      return nil
    }
    guard let name = fields.required("name")?.text() else { return nil }
    self.name = name
    many = fields["many"]?.text()
    switch (fields["text"], fields["file"]) {
    case (let text?, nil): content = .text(ValueRecipe(text))
    case (nil, let file?): content = .file(ValueRecipe(file))
    default:
      yaml.report("body", "'\(yaml.name)' must have either 'text' or 'file'.")
      return nil
    }
    mediaType = fields["type"]?.text()
    fileName = fields["fileName"].map(ValueRecipe.init)
    when = fields["when"].flatMap(Condition.init)
  }
}

extension UploadRecipe {
  /// - Returns: `nil` where it was reported.
  init?(_ yaml: YAMLValue) {
    guard let fields = yaml.fields(known: ["name", "when", "cache"] + RequestRecipe.keys),
      let name = fields.required("name")?.validName()
    else { return nil }
    self.init(
      name: name, request: RequestRecipe(fields), when: fields["when"].flatMap(Condition.init),
      cache: fields["cache"]?.duration())
  }
}

extension StatusSet {
  /// One status or range, or a list of them. Mistakes are reported.
  init(_ yaml: YAMLValue) {
    ranges = (yaml.texts() ?? []).compactMap { text in
      let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
      guard (1...2).contains(ends.count), let first = ends.first, let last = ends.last, first >= 100, last <= 599,
        first <= last
      else {
        yaml.report("status", "'\(yaml.name)': '\(text)' is not a status such as 404, nor a range such as 200-299.")
        return nil
      }
      return first...last
    }
  }
}
