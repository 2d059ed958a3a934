/// A string literal of a source file, as the catalogue of messages would have it: `Sheet '{1}' is empty.`
struct SourceLiteral: Hashable {
  var pattern: String
  /// From 1: where it begins.
  var line: Int
  /// What stands before it on its line, without blanks at the start.
  var before: String
}

/// Finds the string literals of Swift source, those within interpolations too.
///
/// It knows what this project writes: `"…"`, `"""` with `\` at the ends of lines, interpolations, raw strings (which no
/// message is) and comments. It knows no regular expressions between slashes.
struct LiteralScanner {
  private let text: [Character]
  private var position = 0
  private var line = 1
  private var before = ""
  private var found: [SourceLiteral] = []

  private init(_ source: String) { text = Array(source) }

  static func literals(in source: String) -> [SourceLiteral] {
    var scanner = LiteralScanner(source)
    scanner.skipCode(untilClosing: false)
    return scanner.found
  }

  private func sees(_ expected: String) -> Bool {
    text[position...].prefix(expected.count).elementsEqual(expected)
  }

  private var isAtEnd: Bool { position >= text.count }

  @discardableResult
  private mutating func take(_ count: Int = 1) -> Character {
    let character = text[position]
    for character in text[position..<min(position + count, text.count)] {
      if character.isNewline {
        line += 1
        before = ""
      } else if !before.isEmpty || character != " " {
        before.append(character)
      }
    }
    position += count
    return character
  }

  /// - Parameter untilClosing: up to the `)` that ends an interpolation, which is taken too.
  private mutating func skipCode(untilClosing: Bool) {
    var depth = 0
    while !isAtEnd {
      if sees("//") {
        while !isAtEnd, !text[position].isNewline { take() }
      } else if sees("#") {
        skipRaw()
      } else if sees("\"") {
        takeLiteral()
      } else {
        let character = take()
        if character == "(" { depth += 1 }
        if character == ")" {
          if untilClosing, depth == 0 { return }
          depth -= 1
        }
      }
    }
  }

  private mutating func skipRaw() {
    var marks = ""
    while sees("#") { marks.append(take()) }
    // `#if` and the like are no strings.
    guard sees("\"") else { return }
    let end = (sees("\"\"\"") ? "\"\"\"" : "\"") + marks
    take(end.count - marks.count)
    while !isAtEnd, !sees(end) { take() }
    if !isAtEnd { take(end.count) }
  }

  private mutating func takeLiteral() {
    let (start, code) = (line, before)
    let isLong = sees("\"\"\"")
    let end = isLong ? "\"\"\"" : "\""
    take(end.count)
    var pattern = ""
    var places = 0
    while !isAtEnd, !sees(end) {
      if sees("\\(") {
        take(2)
        skipCode(untilClosing: true)
        places += 1
        pattern += "{\(places)}"
      } else if sees("\\") {
        pattern += takeEscape(isLong)
      } else {
        pattern.append(take())
      }
    }
    if !isAtEnd { take(end.count) }
    found.append(SourceLiteral(pattern: isLong ? Self.unindented(pattern) : pattern, line: start, before: code))
  }

  /// A line that ends in `\` goes on in the next; the mark is taken out with the indentation.
  private static let joint: Character = "\u{1}"

  private mutating func takeEscape(_ isLong: Bool) -> String {
    take()
    guard !isAtEnd else { return "" }
    let character = take()
    switch character {
    case "n": return "\n"
    case "t": return "\t"
    case "r": return "\r"
    case "0": return "\0"
    case "u": return takeScalar()
    default: return isLong && character.isNewline ? "\(Self.joint)\n" : String(character)
    }
  }

  private mutating func takeScalar() -> String {
    var digits = ""
    take()
    while !isAtEnd, !sees("}") { digits.append(take()) }
    if !isAtEnd { take() }
    return UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? ""
  }

  /// The first line is empty, the last one holds the indentation of all.
  private static func unindented(_ text: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst().map(String.init)
    let indentation = lines.popLast()?.count ?? 0
    lines = lines.map { String($0.dropFirst(indentation)) }
    return lines.joined(separator: "\n").replacing("\(joint)\n", with: "")
  }
}
