/// Numbers as people type them.
enum NumberText {
  enum Reading: Equatable {
    case integer(Int64)
    case number(Double)
    /// A single comma or point that may separate thousands or decimals; the two meanings.
    case ambiguous(String, String)
    case none
  }

  /// - Parameter wholeOnly: an integer is wanted, so that `1,234` can only mean 1234.
  static func read(_ text: String, wholeOnly: Bool) -> Reading {
    // The common cases, without any of what follows.
    if let value = Int64(text) { return .integer(value) }
    if isPlainDecimal(text), let value = Double(text) { return .number(value) }
    var isPercentage = false
    guard let parts = Parts(FoldedText.halfWidth(text), &isPercentage) else { return .none }
    guard let digits = parts.plain(wholeOnly: wholeOnly) else {
      guard let meanings = parts.meanings else { return .none }
      return .ambiguous(meanings.0, meanings.1)
    }
    if !isPercentage, let value = Int64(digits) { return .integer(value) }
    guard let value = Double(digits), value.isFinite else { return .none }
    return .number(isPercentage ? value / 100 : value)
  }

  /// Digits, one point, digits.
  private static func isPlainDecimal(_ text: String) -> Bool {
    var points = 0
    for byte in text.utf8 {
      if byte == UInt8(ascii: ".") { points += 1 } else if !(0x30...0x39).contains(byte) { return false }
    }
    return points == 1 && text.utf8.count > 2
  }

  /// A text that is digits, separators, a sign and an exponent.
  private struct Parts {
    var sign = ""
    /// Digits and the separators `,` and `.`.
    var body: [UInt8] = []
    var exponent = ""

    init?(_ text: String, _ isPercentage: inout Bool) {
      var rest = text[...]
      if rest.hasSuffix("%") {
        rest.removeLast()
        isPercentage = true
      }
      if rest.hasPrefix("-") || rest.hasPrefix("\u{2212}") {
        sign = "-"
        rest.removeFirst()
      } else if rest.hasPrefix("+") {
        rest.removeFirst()
      }
      if let e = rest.firstIndex(where: { $0 == "e" || $0 == "E" }) {
        guard let value = Int(rest[rest.index(after: e)...]), abs(value) < 400 else { return nil }
        exponent = "e\(value)"
        rest = rest[..<e]
      }
      guard let body = Self.body(of: rest) else { return nil }
      self.body = body
    }

    /// Spaces and apostrophes between groups of three digits are left out; anything else is no number.
    private static func body(of text: Substring) -> [UInt8]? {
      var body: [UInt8] = []
      var sinceGap: Int?
      for scalar in text.unicodeScalars {
        switch scalar {
        case "0"..."9":
          body.append(UInt8(scalar.value))
          sinceGap = sinceGap.map { $0 + 1 }
        case ",", ".":
          guard sinceGap ?? 3 == 3 else { return nil }
          sinceGap = nil
          body.append(UInt8(scalar.value))
        case " ", "\u{A0}", "\u{202F}", "\u{2009}", "'", "\u{2019}":
          guard body.last.map(isDigit) == true, sinceGap ?? 3 == 3 else { return nil }
          sinceGap = 0
        default: return nil
        }
      }
      guard sinceGap ?? 3 == 3, body.contains(where: isDigit), body.last.map(isDigit) == true else { return nil }
      return body
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static let comma = UInt8(ascii: ",")
    private static let point = UInt8(ascii: ".")

    /// The number as Swift reads it; `nil` where it has no or no single meaning.
    func plain(wholeOnly: Bool) -> String? {
      let commas = body.count { $0 == Self.comma }
      let points = body.count { $0 == Self.point }
      switch (commas, points) {
      case (0, 0), (0, 1): return text(decimal: Self.point)
      case (0, _): return groups(Self.point) ? text(decimal: nil) : nil
      case (1, 0): return commaText(wholeOnly)
      case (_, 0): return groups(Self.comma) ? text(decimal: nil) : nil
      default: return mixed(commas, points)
      }
    }

    /// One comma: three digits after it could be thousands.
    private func commaText(_ wholeOnly: Bool) -> String? {
      if !groups(Self.comma) { return text(decimal: Self.comma) }
      return wholeOnly ? text(decimal: nil) : nil
    }

    /// Both signs: the last one is the decimal sign, and stands once.
    private func mixed(_ commas: Int, _ points: Int) -> String? {
      guard let last = body.last(where: { !Self.isDigit($0) }), last == Self.comma ? commas == 1 : points == 1,
        let index = body.lastIndex(of: last)
      else { return nil }
      var whole = self
      whole.body = Array(body[..<index])
      return whole.groups(last == Self.comma ? Self.point : Self.comma) ? text(decimal: last) : nil
    }

    /// Whether the separator stands between a leading group of one to three digits, not a lone zero, and groups of
    /// three.
    private func groups(_ separator: UInt8) -> Bool {
      let groups = body.split(separator: separator, omittingEmptySubsequences: false)
      guard let first = groups.first, (1...3).contains(first.count), first.first != 0x30 else { return false }
      return groups.dropFirst().allSatisfy { $0.count == 3 }
    }

    private func text(decimal: UInt8?) -> String {
      let digits = body.compactMap { byte in
        Self.isDigit(byte) ? byte : byte == decimal ? Self.point : nil
      }
      return sign + String(decoding: digits, as: UTF8.self) + exponent
    }

    /// What one comma before three digits may mean.
    var meanings: (String, String)? {
      guard body.count(where: { $0 == Self.comma }) == 1, !body.contains(Self.point) else { return nil }
      return (text(decimal: nil), text(decimal: Self.comma))
    }
  }
}
