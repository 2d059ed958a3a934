import JobModel
import Yams

extension ValueRecipe {
  /// Mistakes are reported; in their place stands null.
  init(_ yaml: YAMLValue) {
    switch yaml.node {
    case .sequence(let sequence):
      self = .array(sequence.enumerated().map { ValueRecipe(yaml.element($0.element, "\($0.offset + 1)")) })
    case .mapping(let mapping):
      let keys = mapping.map { $0.key.string ?? "" }
      self = keys.contains { $0.hasPrefix("$") } ? Self.maker(yaml) : Self.object(yaml)
    case .scalar, .alias: self = .plain(yaml.template())
    }
  }

  private static let nothing = ValueRecipe.plain(.literal(.null))

  private static func object(_ yaml: YAMLValue) -> ValueRecipe {
    let fields = yaml.fields(known: nil)?.values ?? []
    return .object(fields.map { Member(name: $0.key, value: ValueRecipe($0.value)) })
  }

  /// Every key that stands first in a made value, with those that may stand beside it.
  private static let makers: [String: [String]] = [
    "$base64": [], "$dataURL": [], "$mediaType": [], "$fileName": [], "$text": [], "$integer": [], "$number": [],
    "$boolean": [], "$json": [], "$first": [], "$join": ["with"], "$map": ["to", "else"],
    "$if": ["is", "then", "else"], "$graph": ["values"],
  ]

  private static func maker(_ yaml: YAMLValue) -> ValueRecipe {
    let fields = yaml.fields(known: nil)?.values ?? []
    let keys = fields.map(\.key).filter { $0.hasPrefix("$") }
    guard let key = keys.first, keys.count == 1, let beside = makers[key] else {
      let known = makers.keys.sorted()
      let hint = keys.first.flatMap { Spelling.nearest(to: $0, in: known) }.map { " Did you mean '\($0)'?" }
      yaml.report(
        "recipe-value",
        "'\(yaml.name)' must have exactly one of the keys \(known.joined(separator: ", ")).\(hint ?? "")")
      return nothing
    }
    guard let fields = yaml.fields(known: [key] + beside), let value = fields.values.first(where: { $0.key == key })
    else { return nothing }
    return made(key, value.value, fields).map(ValueRecipe.made) ?? nothing
  }

  private static func made(_ key: String, _ value: YAMLValue, _ fields: YAMLFields) -> Maker? {
    if let use = FileUse(rawValue: key) { return .file(ValueRecipe(value), use) }
    if let conversion = Conversion(rawValue: key) { return .convert(ValueRecipe(value), conversion) }
    switch key {
    case "$first": return value.list().map { .first($0.map(ValueRecipe.init)) }
    case "$join":
      let with = fields["with"].flatMap { $0.text() } ?? ""
      return value.list().map { .join($0.map(ValueRecipe.init), with: with) }
    case "$map":
      guard let to = fields.required("to"), case .object(let members) = object(to) else { return nil }
      return .map(ValueRecipe(value), to: members, otherwise: fields["else"].map(ValueRecipe.init))
    case "$if":
      guard let then = fields.required("then") else { return nil }
      return .choose(
        ValueRecipe(value), among: fields["is"].flatMap { $0.texts() }, then: ValueRecipe(then),
        otherwise: fields["else"].map(ValueRecipe.init))
    default: return graph(value, fields["values"])
    }
  }

  private static func graph(_ file: YAMLValue, _ values: YAMLValue?) -> Maker? {
    guard let name = file.text() else { return nil }
    let values = values?.list()?.compactMap { yaml -> GraphRecipe.Value? in
      guard let fields = yaml.fields(known: ["node", "input", "value"]) else { return nil }
      let node = fields.required("node")?.writtenText
      let input = fields.required("input")?.text()
      guard let node, let input, let value = fields.required("value") else { return nil }
      return GraphRecipe.Value(node: node, input: input, value: ValueRecipe(value))
    }
    return .graph(GraphRecipe(file: name, values: values ?? []))
  }
}

extension YAMLValue {
  /// A part of this value, with its own place in messages.
  func element(_ node: Node, _ name: String) -> YAMLValue {
    YAMLValue(node: node, name: "\(self.name), \(name)", problems: problems)
  }

  /// The elements of a list, or this value alone.
  var oneOrMore: [YAMLValue] {
    switch node {
    case .sequence: list() ?? []
    default: [self]
    }
  }

  /// One text, or a list of texts; numbers and booleans as they are written.
  func texts() -> [String]? {
    oneOrMore.compactMap { $0.text() }
  }

  /// One pointer, or a list of pointers.
  func pointers() -> [JSONPointer] {
    oneOrMore.compactMap { element in
      guard let text = element.text() else { return nil }
      if let pointer = JSONPointer(text) { return pointer }
      element.report(
        "pointer", "'\(text)' is not a JSON pointer. Pointers begin with a slash, as in /data/0/url or /data/*/url.")
      return nil
    }
  }
}
