import JobModel

extension OutputRecipe {
  /// - Returns: `nil` where it was reported.
  init?(_ name: String, _ yaml: YAMLValue) {
    guard Name.isValid(name) else {
      yaml.report("name", "The name '\(name)' cannot be used. A name is a letter, then letters, digits and '_'.")
      return nil
    }
    guard let fields = yaml.fields(known: ["from", "file", "type", "take", "join", "optional", "most"]) else {
      return nil
    }
    self.name = name
    join = fields["join"]?.text() ?? join
    most = fields["most"]?.integer(1...1_000_000)
    let take = fields["take"]?.choice(of: Take.self)
    switch (fields["from"], fields["file"]) {
    case (let from?, nil):
      let type = fields["type"]?.choice(of: ColumnType.self) ?? .text
      if type.isFile { fields["type"]?.report("output", "'\(yaml.name)': files come from 'file', not from 'from'.") }
      let isNumber = [.integer, .number, .boolean].contains(type)
      content = .value(Self.sources(from), type)
      self.take = take ?? (isNumber ? .first : .all)
      isOptional = fields["optional"]?.boolean() ?? isNumber
    case (nil, let file?):
      content = .files(Self.files(file), fields["type"]?.choice(of: Family.self) ?? .file)
      self.take = take ?? .all
      isOptional = fields["optional"]?.boolean() ?? false
    default:
      yaml.report("output", "'\(yaml.name)' must have either 'from' (a value) or 'file' (files).")
      return nil
    }
  }

  private static func sources(_ yaml: YAMLValue) -> [Source] {
    yaml.oneOrMore.compactMap { element in
      guard let text = element.text() else { return nil }
      guard text.hasPrefix("$") else {
        return element.pointers().first.map { .pointers([$0]) }
      }
      if let source = named(text) { return source }
      let known = [
        "$status", "$url", "$seconds", "$type", "$header/NAME", "$title", "$text", "$remote", "$events.NAME",
      ]
      element.report("output", "'\(text)' is not known. Known are \(known.joined(separator: ", ")), and pointers.")
      return nil
    }
  }

  private static func named(_ text: String) -> Source? {
    switch text {
    case "$status": .status
    case "$url": .url
    case "$seconds": .seconds
    case "$type": .mediaType
    case "$title": .title
    case "$text": .text
    case "$remote": .remote
    case _ where text.hasPrefix("$header/"): .header(String(text.dropFirst(8)))
    case _ where text.hasPrefix("$events."): .events(String(text.dropFirst(8)))
    default: nil
    }
  }

  private static func files(_ yaml: YAMLValue) -> [FileSource] {
    yaml.oneOrMore.compactMap(fileSource)
  }

  private static func fileSource(_ yaml: YAMLValue) -> FileSource? {
    guard let fields = yaml.fields(known: ["base64", "link", "request", "text", "body"]) else { return nil }
    guard let (key, value) = fields.values.first, fields.values.count == 1 else {
      yaml.report("output", "'\(yaml.name)' must have exactly one of the keys base64, link, request, text, body.")
      return nil
    }
    switch key {
    case "base64": return .base64(value.pointers())
    case "link": return .link(value.pointers())
    case "text": return .text(value.pointers())
    case "body": return value.boolean() == true ? .body : nil
    default:
      guard let request = value.fields(known: ["each"] + RequestRecipe.keys) else { return nil }
      return .request(RequestRecipe(request), each: request["each"].map { $0.pointers() })
    }
  }
}
