package import JobModel

/// A parsed tree with `{{…}}` in its texts, found once, when the workflow is loaded.
///
/// Filling puts values into the tree, never into a text that is parsed afterwards: a cell cannot change the shape of
/// what is sent. `{{x}}` alone gives the value with its type; beside other text it gives the value's plain text.
/// `\{{` writes two braces. Keys are never filled.
package indirect enum Template: Hashable, Sendable {
  case literal(JSONValue)
  case reference(Reference)
  case text([Piece])
  case array([Template])
  case object([Member])
  /// An element of a list, left out unless the condition holds.
  case conditional(Condition, Template)

  package enum Piece: Hashable, Sendable {
    case literal(String)
    case reference(Reference)
  }

  package struct Member: Hashable, Sendable {
    package var name: String
    package var value: Template
  }

  /// Why a text cannot be a template.
  enum Mistake: Error, Hashable {
    case unclosed
    case badName(String)

    var sentence: String {
      switch self {
      case .unclosed: "'{{' without '}}'. Write '\\{{' for two braces that mean nothing."
      case .badName(let name):
        "'{{\(name)}}' is not a column's name, nor a step's and its output's ('{{step.output}}')."
      }
    }
  }
}

// MARK: - Filling

extension Template {
  /// - Parameter value: the value of a reference; null where it has none.
  package func filled(_ value: (Reference) -> JSONValue) -> JSONValue {
    switch self {
    case .literal(let literal): literal
    case .reference(let reference): value(reference)
    case .text(let pieces): .string(Self.join(pieces, value))
    case .array(let elements): .array(elements.filter { $0.isWanted(value) }.map { $0.filled(value) })
    case .object(let members): .object(JSONObject(members.map { ($0.name, $0.value.filled(value)) }))
    case .conditional(_, let element): element.filled(value)
    }
  }

  private func isWanted(_ value: (Reference) -> JSONValue) -> Bool {
    guard case .conditional(let condition, _) = self else { return true }
    return condition.holds(value)
  }

  private static func join(_ pieces: [Piece], _ value: (Reference) -> JSONValue) -> String {
    var text = ""
    for piece in pieces {
      switch piece {
      case .literal(let literal): text += literal
      case .reference(let reference): text += value(reference).plainText
      }
    }
    return text
  }

  /// Every name in the tree, in order.
  package var references: [Reference] {
    switch self {
    case .literal: []
    case .reference(let reference): [reference]
    case .text(let pieces):
      pieces.compactMap { if case .reference(let reference) = $0 { reference } else { nil } }
    case .array(let elements): elements.flatMap(\.references)
    case .object(let members): members.flatMap(\.value.references)
    case .conditional(let condition, let element): condition.references + element.references
    }
  }
}

// MARK: - Parsing

extension Template {
  init(text: String) throws(Mistake) {
    guard text.utf8.contains(UInt8(ascii: "{")) else {
      self = .literal(.string(text))
      return
    }
    let pieces = try Self.pieces(of: text)
    switch (pieces.count, pieces.first) {
    case (0, _): self = .literal(.string(""))
    case (1, .reference(let reference)): self = .reference(reference)
    case (1, .literal(let literal)): self = .literal(.string(literal))
    default: self = .text(pieces)
    }
  }

  private static func pieces(of text: String) throws(Mistake) -> [Piece] {
    var pieces: [Piece] = []
    var literal = ""
    var rest = text[...]
    while !rest.isEmpty {
      if rest.hasPrefix("\\{{") {
        literal += "{{"
        rest = rest.dropFirst(3)
      } else if rest.hasPrefix("{{") {
        if !literal.isEmpty { pieces.append(.literal(literal)) }
        literal = ""
        pieces.append(.reference(try takeReference(from: &rest)))
      } else {
        literal.append(rest.removeFirst())
      }
    }
    if !literal.isEmpty { pieces.append(.literal(literal)) }
    return pieces
  }

  private static func takeReference(from rest: inout Substring) throws(Mistake) -> Reference {
    rest = rest.dropFirst(2)
    var name = ""
    while !rest.hasPrefix("}}") {
      guard let next = rest.popFirst(), next != "{" else { throw .unclosed }
      name.append(next)
    }
    rest = rest.dropFirst(2)
    let trimmed = FoldedText.trim(name)
    guard let reference = Reference(trimmed) else { throw .badName(trimmed) }
    return reference
  }
}
