/// Texts as they are compared: case, full width and the amount of white space do not count. Canonical equivalence (NFC and
/// NFD) is Swift's own.
package enum FoldedText {
  package static func fold(_ text: some StringProtocol) -> String {
    onOneLine(trim(halfWidth(String(text)))).lowercased()
  }

  /// Runs of white space inside a text as one space.
  private static func onOneLine(_ text: String) -> String {
    var wasSpace = false
    for byte in text.utf8 {
      let isSpace = byte <= 0x20
      if isSpace, wasSpace || byte != 0x20 { return text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
      wasSpace = isSpace
    }
    return text
  }

  /// For headers: also without the marks people put behind a name (`Image *`, `图片：`).
  package static func foldHeader(_ text: some StringProtocol) -> String {
    var folded = fold(text)
    while let last = folded.last, last == "*" || last == ":" || last.isWhitespace { folded.removeLast() }
    return folded
  }

  /// Full-width forms of ASCII characters (U+FF01 to U+FF5E) and the ideographic space as ASCII.
  static func halfWidth(_ text: String) -> String {
    // Each of these characters begins with the byte EF or E3 in UTF-8; most texts have neither.
    guard text.utf8.contains(where: { $0 == 0xEF || $0 == 0xE3 }) else { return text }
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0xFF01...0xFF5E: scalars.append(Unicode.Scalar(UInt8(scalar.value - 0xFEE0)))
      case 0x3000: scalars.append(" ")
      default: scalars.append(scalar)
      }
    }
    return String(scalars)
  }

  /// Without white space and invisible marks (byte order mark, zero-width space) at either end.
  static func trim(_ text: String) -> String {
    guard let first = text.utf8.first, let last = text.utf8.last else { return text }
    if isVisibleASCII(first), isVisibleASCII(last) { return text }
    let scalars = text.unicodeScalars
    guard let start = scalars.firstIndex(where: { !isBlank($0) }),
      let end = scalars.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(scalars[start...end])
  }

  private static func isVisibleASCII(_ byte: UInt8) -> Bool { byte > 0x20 && byte < 0x7F }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || scalar == "\u{FEFF}" || scalar == "\u{200B}"
  }
}
