/// Cuts a number format code into its sections.
struct FormatTokenizer {
  private let code: [Unicode.Scalar]
  private var index = 0
  private var sections: [FormatSection] = []
  private var section = FormatSection()

  static func sections(of code: String) -> [FormatSection] {
    var tokenizer = FormatTokenizer(code: Array(code.unicodeScalars))
    while tokenizer.index < tokenizer.code.count { tokenizer.readToken() }
    tokenizer.endSection()
    return tokenizer.sections
  }

  private init(code: [Unicode.Scalar]) {
    self.code = code
  }

  private mutating func endSection() {
    section.settle()
    sections.append(section)
    section = FormatSection()
  }

  private mutating func add(_ token: FormatToken) {
    section.tokens.append(token)
  }

  private mutating func readToken() {
    let scalar = code[index]
    index += 1
    switch scalar {
    case ";": endSection()
    case "\"": readQuoted()
    case "\\", "!": if let next = take() { add(.literal(String(next))) }
    // `_x` leaves the width of x free; `*x` fills the cell with x, which has no width here.
    case "_": if take() != nil { add(.literal(" ")) }
    case "*": _ = take()
    case "[": readBracket()
    case "0", "#", "?": add(.digit(UInt8(ascii: scalar)))
    case ".": add(.point)
    case ",": add(.comma)
    case "%": add(.percent)
    case "/": add(.slash)
    case "@": add(.text)
    default: readLetters(scalar)
    }
  }

  private mutating func take() -> Unicode.Scalar? {
    guard index < code.count else { return nil }
    index += 1
    return code[index - 1]
  }

  private mutating func readQuoted() {
    var text = String.UnicodeScalarView()
    while let scalar = take(), scalar != "\"" { text.append(scalar) }
    add(.literal(String(text)))
  }

  /// Takes `word` if it stands at the scalar just read, without regard to case.
  private mutating func takes(_ word: String) -> Bool {
    let scalars = Array(word.unicodeScalars)
    guard index - 1 + scalars.count <= code.count else { return false }
    for (offset, scalar) in scalars.enumerated()
    where code[index - 1 + offset].properties.lowercaseMapping != scalar.properties.lowercaseMapping {
      return false
    }
    index += scalars.count - 1
    return true
  }

  /// How often the letter just read stands there.
  private mutating func run(of letter: Unicode.Scalar) -> Int {
    var count = 1
    while index < code.count, code[index].properties.lowercaseMapping == letter.properties.lowercaseMapping {
      index += 1
      count += 1
    }
    return count
  }

  private mutating func readLetters(_ scalar: Unicode.Scalar) {
    if takes("General") { return add(.general) }
    if takes("E+") { return add(.exponent(plus: true)) }
    if takes("E-") { return add(.exponent(plus: false)) }
    for (word, morning, evening) in [
      ("AM/PM", "AM", "PM"), ("A/P", "A", "P"), ("上午/下午", "上午", "下午"), ("午前/午後", "午前", "午後"),
    ] where takes(word) {
      return add(.halfDay(morning: morning, evening: evening))
    }
    switch scalar {
    case "y", "Y": add(.year(run(of: scalar)))
    case "e", "E": add(.eraYear(run(of: scalar)))
    case "g", "G": add(.era(run(of: scalar)))
    case "m", "M": add(.month(run(of: scalar)))
    case "d", "D": add(.day(run(of: scalar)))
    case "h", "H": add(.hour(run(of: scalar)))
    case "s", "S": add(.second(run(of: scalar)))
    case "a", "A":
      let count = run(of: scalar)
      add(count >= 3 ? .weekday(count) : .literal(String(repeating: String(scalar), count: count)))
    default: add(.literal(String(scalar)))
    }
  }

  private mutating func readBracket() {
    var text = String.UnicodeScalarView()
    while let scalar = take(), scalar != "]" { text.append(scalar) }
    let word = String(text)
    let lower = word.lowercased()
    if let letter = lower.first, !lower.isEmpty, lower.allSatisfy({ $0 == letter }) {
      switch letter {
      case "h": return add(.elapsedHours(lower.count))
      case "m": return add(.elapsedMinutes(lower.count))
      case "s": return add(.elapsedSeconds(lower.count))
      default: break
      }
    }
    if word.first == "$" {
      let parts = word.dropFirst().split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
      if let symbol = parts.first, !symbol.isEmpty { add(.literal(String(symbol))) }
      if parts.count == 2 { section.language = FormatLanguage(code: parts[1]) }
    } else if let condition = FormatCondition(lower) {
      section.condition = condition
    }
    // What is left are colours and digit shapes, which change no text that is read here.
  }
}
