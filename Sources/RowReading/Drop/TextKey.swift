/// Keys under which names that people take for the same are equal.
package enum TextKey {
  /// `text` trimmed, in lower case, with full-width forms as half-width ones. Swift compares strings by canonical
  /// equivalence, so composed and decomposed forms of a key are equal as they are.
  package static func key(of text: some StringProtocol) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { scalars.append(halfWidth(scalar)) }
    let folded = String(scalars).lowercased()
    return String(folded.trimmingBlanks())
  }

  /// As `key`, without any blanks, hyphens and underscores: `Start at`, `start-at` and `START_AT` are one.
  package static func looseKey(of text: some StringProtocol) -> String {
    key(of: text).filter { !$0.isWhitespace && $0 != "-" && $0 != "_" }
  }

  /// Full-width ASCII (U+FF01 to U+FF5E) and the ideographic blank, as their ordinary forms; The Unicode Standard,
  /// chapter 18.5. Other blanks become ordinary ones too; invisible marks of copied text become blanks at most.
  private static func halfWidth(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
    case 0x3000, 0xA0, 0x2000...0x200B, 0x202F, 0xFEFF: " "
    default: scalar
    }
  }
}

extension StringProtocol {
  /// Without white space at both ends.
  func trimmingBlanks() -> SubSequence {
    var rest = self[...]
    while let first = rest.first, first.isWhitespace { rest = rest.dropFirst() }
    while let last = rest.last, last.isWhitespace { rest = rest.dropLast() }
    return rest
  }
}
