/// Text as a workbook can hold it.
enum CellText {
  /// Excel's limit for one cell, in UTF-16 code units ("Excel specifications and limits").
  static let maximumUnits = 32_767

  /// Whether the text can be written unchanged: the common case, found in one pass over its bytes.
  static func isPlain(_ text: inout String) -> Bool {
    text.withUTF8 { bytes in
      guard bytes.count <= maximumUnits else { return false }
      for index in 0..<bytes.count {
        switch bytes[index] {
        case 0x00, 0x0D: return false
        case UInt8(ascii: "_") where index + 6 < bytes.count && bytes[index + 1] == UInt8(ascii: "x"): return false
        case 0xEF where index + 2 < bytes.count && bytes[index + 1] == 0xBF && bytes[index + 2] >= 0xBE: return false
        default: break
        }
      }
      return true
    }
  }

  /// What the library does not see to itself: it writes control characters as `_x0001_` (ECMA-376 part 1, 22.9.2.19),
  /// but leaves alone a text that looks so already, ends at a NUL and lets U+FFFE through, which XML forbids.
  static func escaped(_ text: some StringProtocol) -> String {
    var result = String.UnicodeScalarView()
    let scalars = Array(text.unicodeScalars)
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      switch scalar {
      case "\r":
        result.append("\n")
        if index + 1 < scalars.count, scalars[index + 1] == "\n" { index += 1 }
      case "\0": result.append("\u{2400}")
      case "\u{FFFE}", "\u{FFFF}": result.append("\u{FFFD}")
      case "_" where looksEscaped(scalars[index...]): result.append(contentsOf: "_x005F_".unicodeScalars)
      default: result.append(scalar)
      }
      index += 1
    }
    return String(result)
  }

  private static func looksEscaped(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    let next = scalars.prefix(7)
    guard next.count == 7, next[next.startIndex + 1] == "x", next.last == "_" else { return false }
    return next.dropFirst(2).dropLast().allSatisfy { $0.properties.isASCIIHexDigit }
  }

  /// The longest start of `text` that fits into one cell together with `pointer`, cut between characters, escaped.
  ///
  /// - Returns: `nil` if the whole text fits.
  static func cut(_ text: String, pointer: @autoclosure () throws -> String) rethrows -> String? {
    if units(text) <= maximumUnits { return nil }
    let pointer = try pointer()
    var room = maximumUnits - units(pointer)
    var kept = Substring()
    // Escapes make a text longer: what is over is taken off once more.
    while true {
      kept = prefix(of: text, units: room)
      let over = units(escaped(kept)) + units(pointer) - maximumUnits
      if over <= 0 { return escaped(kept) + pointer }
      room -= over
    }
  }

  /// The library counts the escapes that we add, so they count here too.
  private static func units(_ text: String) -> Int {
    text.utf16.count > maximumUnits ? text.utf16.count : escaped(text).utf16.count
  }

  private static func prefix(of text: String, units: Int) -> Substring {
    var end = text.startIndex
    var count = 0
    for index in text.indices {
      count += text[index].utf16.count
      guard count <= units else { break }
      end = text.index(after: index)
    }
    return text[..<end]
  }

  /// Whether a text would become a number, date or formula if someone typed it in again. Longer ones are left alone:
  /// Excel shows text-formatted cells of more than 255 characters as `####`.
  static func isGuarded(_ text: String) -> Bool {
    guard let first = text.utf8.first, text.utf8.count <= 255 else { return false }
    switch first {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), UInt8(ascii: "'"), 0x09:
      return true
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return true
    default: return false
    }
  }

  /// A number as people write it: `5`, `0.5`.
  static func plain(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : String(number)
  }
}
