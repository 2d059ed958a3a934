import JobModel

/// A JSON Pointer (RFC 6901), with pieces that take several elements: `*`, `*[name]`, `*[!name]`, `*[name=value]`,
/// `*[name!=value]`; and negative numbers, which count from a list's end.
package struct JSONPointer: Hashable, Sendable, CustomStringConvertible {
  /// What an element of `*` must have.
  struct Filter: Hashable, Sendable {
    enum Test: Hashable, Sendable {
      case present
      case absent
      case equals(String)
      case differs(String)
    }

    var name: String
    var test: Test
  }

  enum Piece: Hashable, Sendable {
    /// A member's name, or an element's position.
    case name(String)
    case all([Filter])
  }

  let pieces: [Piece]
  package let description: String

  /// The whole answer.
  var isWhole: Bool { pieces.isEmpty }

  /// Whether it can find more than one value.
  var takesSeveral: Bool { pieces.contains { if case .all = $0 { true } else { false } } }

  /// - Returns: `nil` for a text that is neither empty nor begins with a slash, and for a filter that cannot be read.
  init?(_ text: String) {
    description = text
    guard !text.isEmpty else {
      pieces = []
      return
    }
    guard text.hasPrefix("/") else { return nil }
    var pieces: [Piece] = []
    for part in text.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      guard let piece = Self.piece(part) else { return nil }
      pieces.append(piece)
    }
    self.pieces = pieces
  }

  private static func piece(_ text: Substring) -> Piece? {
    guard text.hasPrefix("*") else { return .name(unescaped(text)) }
    var rest = text.dropFirst()
    var filters: [Filter] = []
    while !rest.isEmpty {
      guard rest.hasPrefix("["), let end = rest.firstIndex(of: "]"),
        let filter = filter(rest[rest.index(after: rest.startIndex)..<end])
      else { return nil }
      filters.append(filter)
      rest = rest[rest.index(after: end)...]
    }
    return .all(filters)
  }

  private static func filter(_ text: Substring) -> Filter? {
    var result: Filter
    if let equals = text.firstIndex(of: "=") {
      let value = unescaped(text[text.index(after: equals)...])
      let isNot = text[..<equals].hasSuffix("!")
      result = Filter(
        name: unescaped(text[..<equals].dropLast(isNot ? 1 : 0)), test: isNot ? .differs(value) : .equals(value))
    } else if text.hasPrefix("!") {
      result = Filter(name: unescaped(text.dropFirst()), test: .absent)
    } else {
      result = Filter(name: unescaped(text), test: .present)
    }
    result.name = result.name.filter { $0 != " " }
    return result.name.isEmpty ? nil : result
  }

  private static func unescaped(_ text: Substring) -> String {
    guard text.contains("~") else { return String(text) }
    var result = ""
    var rest = text
    while let next = rest.popFirst() {
      guard next == "~", let code = rest.first, code == "0" || code == "1" else {
        result.append(next)
        continue
      }
      rest.removeFirst()
      result.append(code == "0" ? "~" : "/")
    }
    return result
  }
}

// MARK: - Finding

extension JSONPointer {
  /// Everything it finds, in order; nulls are not found.
  func values(in root: AnswerValue) -> [AnswerValue] {
    var found = [pieces.first.map { Self.start(root, $0) } ?? root]
    for piece in pieces { found = found.flatMap { Self.step(piece, in: $0) } }
    return found.filter { !$0.isNull }
  }

  /// Some services and gateways wrap an answer into a list of one.
  private static func start(_ root: AnswerValue, _ piece: Piece) -> AnswerValue {
    guard case .name(let name) = piece, Int(name) == nil, case .array(let elements) = root, elements.count == 1 else {
      return root
    }
    return elements[0]
  }

  private static func step(_ piece: Piece, in value: AnswerValue) -> [AnswerValue] {
    switch (piece, value) {
    case (.name(let name), .object(let members)):
      return members.last { $0.name == name }.map { [$0.value] } ?? []
    case (.name(let name), .array(let elements)):
      guard let number = Int(name) else { return [] }
      let index = number < 0 ? elements.count + number : number
      return elements.indices.contains(index) ? [elements[index]] : []
    case (.all(let filters), .object(let members)): return members.map(\.value).filter { $0.passes(filters) }
    case (.all(let filters), .array(let elements)): return elements.filter { $0.passes(filters) }
    case (_, .plain), (_, .long): return []
    }
  }
}

extension AnswerValue {
  fileprivate func passes(_ filters: [JSONPointer.Filter]) -> Bool {
    filters.allSatisfy { filter in
      let value = self[filter.name] ?? .plain(.null)
      switch filter.test {
      case .present: return !value.isEmpty
      case .absent: return value.isEmpty
      case .equals(let text): return value.shortText == text
      case .differs(let text): return value.shortText != text
      }
    }
  }
}
