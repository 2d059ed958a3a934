package import JobModel

/// When a step runs: the `when:` of a step.
///
/// `when: watermark` (the value is there, and not false, 0 or empty); `when: {column: operations, has: upscale}`;
/// `when: {column: format, equals: png}`; `not:`, `any:`, `all:` around these. `column:` also takes `step.output`.
package indirect enum Condition: Hashable, Sendable {
  case isTrue(Reference)
  case equals(Reference, JSONValue)
  /// The list holds the value; a single value counts as a list of itself.
  case has(Reference, JSONValue)
  case not(Condition)
  case any([Condition])
  case all([Condition])

  package func holds(_ value: (Reference) -> JSONValue) -> Bool {
    switch self {
    case .isTrue(let reference): Self.isTrue(value(reference))
    case .equals(let reference, let wanted): Self.isEqual(value(reference), wanted)
    case .has(let reference, let wanted):
      (value(reference).array ?? [value(reference)]).contains { Self.isEqual($0, wanted) }
    case .not(let condition): !condition.holds(value)
    case .any(let conditions): conditions.contains { $0.holds(value) }
    case .all(let conditions): conditions.allSatisfy { $0.holds(value) }
    }
  }

  var references: [Reference] {
    switch self {
    case .isTrue(let reference), .equals(let reference, _), .has(let reference, _): [reference]
    case .not(let condition): condition.references
    case .any(let conditions), .all(let conditions): conditions.flatMap(\.references)
    }
  }

  private static func isTrue(_ value: JSONValue) -> Bool {
    switch value {
    case .null: false
    case .boolean(let value): value
    case .integer(let value): value != 0
    case .number(let value): value != 0
    case .string(let value): !value.isEmpty
    case .array(let value): !value.isEmpty
    case .object(let value): !value.isEmpty
    }
  }

  /// Texts without regard to case and width; numbers by value; nothing equals an empty text.
  private static func isEqual(_ value: JSONValue, _ wanted: JSONValue) -> Bool {
    if let left = value.number, let right = wanted.number { return left == right }
    if case .boolean(let left) = value, case .boolean(let right) = wanted { return left == right }
    return FoldedText.fold(value.plainText) == FoldedText.fold(wanted.plainText)
  }
}

// MARK: - Reading

extension Condition {
  /// - Returns: `nil` where it was reported.
  init?(_ yaml: YAMLValue) {
    if yaml.json().string != nil {
      guard let reference = yaml.reference() else { return nil }
      self = .isTrue(reference)
      return
    }
    guard let fields = yaml.fields(known: ["column", "has", "equals", "not", "any", "all"]) else { return nil }
    let keys = fields.values.map(\.key)
    switch keys.filter({ $0 != "has" && $0 != "equals" }) {
    case ["column"]: self.init(column: fields)
    case ["not"] where keys.count == 1:
      guard let condition = fields["not"].flatMap(Condition.init) else { return nil }
      self = .not(condition)
    case ["any"] where keys.count == 1:
      guard let conditions = Self.list(fields["any"]) else { return nil }
      self = .any(conditions)
    case ["all"] where keys.count == 1:
      guard let conditions = Self.list(fields["all"]) else { return nil }
      self = .all(conditions)
    default:
      yaml.report(
        "condition",
        "'\(yaml.name)' must be one of: a column's name, 'column' with 'has' or 'equals', 'not', 'any', 'all'.")
      return nil
    }
  }

  private init?(column fields: YAMLFields) {
    guard let reference = fields.required("column")?.reference() else { return nil }
    switch (fields["has"], fields["equals"]) {
    case (let wanted?, nil): self = .has(reference, wanted.json())
    case (nil, let wanted?): self = .equals(reference, wanted.json())
    case (nil, nil): self = .isTrue(reference)
    case (_?, _?):
      fields.place.report("condition", "'\(fields.place.name)' has both 'has' and 'equals'. Put them below 'all'.")
      return nil
    }
  }

  private static func list(_ yaml: YAMLValue?) -> [Condition]? {
    guard let elements = yaml?.list() else { return nil }
    let conditions = elements.compactMap(Condition.init)
    return conditions.count == elements.count ? conditions : nil
  }
}

extension YAMLValue {
  /// A column or an output of a step, with or without braces.
  func reference() -> Reference? {
    guard var text = text() else { return nil }
    if text.hasPrefix("{{"), text.hasSuffix("}}") { text = String(text.dropFirst(2).dropLast(2)) }
    if let reference = Reference(FoldedText.trim(text)) { return reference }
    report("reference", "'\(text)' is not a column's name, nor a step's and its output's ('step.output').")
    return nil
  }
}
