import CTerminalShims

/// How many columns of a terminal a text takes: two for a Chinese character.
enum DisplayWidth {
  /// The C function is `wcwidth`; what it knows depends on the locale that main sets.
  static func of(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + of($1) }
  }

  private static func of(_ scalar: Unicode.Scalar) -> Int {
    if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F ? 0 : 1 }
    return max(0, Int(rowspool_width(scalar.value)))
  }

  /// `text` with blanks to fill `width`, or cut with an ellipsis. Control characters become blanks: a name must not
  /// move the cursor.
  static func fit(_ text: String, _ width: Int, isRight: Bool = false) -> String {
    var clean = harmless(text)
    var used = of(clean)
    if used > width {
      while used > max(0, width - 1), let last = clean.popLast() { used -= of(String(last)) }
      clean += "…"
      used += 1
    }
    let blanks = String(repeating: " ", count: max(0, width - used))
    return isRight ? blanks + clean : clean + blanks
  }

  /// The text without control characters.
  static func harmless(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0.properties.generalCategory == .control ? Unicode.Scalar(0x20) : $0 }))
  }
}
