extension FormatSection {
  /// The place of the slash of a fraction: one with digits or digit signs on both sides.
  var fractionSlash: Int? {
    guard let slash = tokens.firstIndex(of: .slash), slash > 0, slash + 1 < tokens.count,
      case .digit = tokens[slash - 1]
    else { return nil }
    switch tokens[slash + 1] {
    case .digit: return slash
    case .literal(let text): return text.allSatisfy(\.isWholeNumber) ? slash : nil
    default: return nil
    }
  }

  /// `# ?/?`, `# ??/??`, `?/8`: a whole part if there is a digit sign for it, then the nearest fraction.
  func fractionText(of value: Double, slash: Int) -> String {
    var start = slash
    while start > 0, case .digit = tokens[start - 1] { start -= 1 }
    var end = slash + 1
    while end < tokens.count, Self.isDenominator(tokens[end]) { end += 1 }
    let denominatorTokens = tokens[(slash + 1)..<end]
    let hasWhole = tokens[..<start].contains { if case .digit = $0 { true } else { false } }
    let magnitude = abs(value)
    // Beyond that the products below could overflow, and no fraction is left of a double anyway.
    guard magnitude < 1e12 else { return GeneralFormat.text(of: magnitude) }
    var whole = hasWhole ? magnitude.rounded(.down) : 0
    var (numerator, denominator) = Self.fraction(of: magnitude - whole, denominatorTokens)
    if hasWhole, numerator == denominator {
      whole += 1
      numerator = 0
    }
    let wholeText = Self.literalsAndDigits(tokens[..<start], whole: numerator == 0 || whole > 0 ? Int(whole) : nil)
    let width = slash - start
    var text = wholeText
    if numerator == 0 && hasWhole {
      text += String(repeating: " ", count: width + 1 + denominatorTokens.count)
    } else {
      let top = String(numerator)
      let bottom = String(denominator)
      text += String(repeating: " ", count: max(0, width - top.count)) + top + "/" + bottom
      text += String(repeating: " ", count: max(0, denominatorTokens.count - bottom.count))
    }
    return text + Self.literalsAndDigits(tokens[end...], whole: nil)
  }

  private static let largestDenominator = 99_999

  private static func isDenominator(_ token: FormatToken) -> Bool {
    switch token {
    case .digit: true
    case .literal(let text): !text.isEmpty && text.allSatisfy(\.isWholeNumber)
    default: false
    }
  }

  private static func literalsAndDigits(_ tokens: ArraySlice<FormatToken>, whole: Int?) -> String {
    var text = ""
    var isWritten = false
    for token in tokens {
      switch token {
      case .literal(let literal): text += literal
      case .digit:
        if !isWritten, let whole { text += String(whole) }
        isWritten = true
      case .percent: text += "%"
      default: break
      }
    }
    return text
  }

  private static func fraction(of value: Double, _ tokens: ArraySlice<FormatToken>) -> (Int, Int) {
    let fixed = tokens.compactMap { token -> String? in
      switch token {
      case .literal(let text): text
      case .digit(let sign) where sign == UInt8(ascii: "0"): "0"
      default: nil
      }
    }.joined()
    // `?/16` and `?/100` name the denominator; `0` alone is a digit sign.
    if tokens.contains(where: { if case .literal = $0 { true } else { false } }), let denominator = Int(fixed),
      (1...largestDenominator).contains(denominator)
    {
      return (Int((value * Double(denominator)).rounded()), denominator)
    }
    return nearest(to: value, upTo: [9, 99, 999, 9999, largestDenominator][min(tokens.count, 5) - 1])
  }

  /// The nearest fraction with a denominator of at most `most`, by continued fractions.
  private static func nearest(to value: Double, upTo most: Int) -> (Int, Int) {
    var (before, last) = ((0, 1), (1, 0))
    var rest = value
    while true {
      let whole = rest.rounded(.down)
      // The first step is the whole part, whose denominator is 1.
      guard last.1 == 0 || whole <= Double(most) else { return last }
      let step = Int(whole)
      let next = (step * last.0 + before.0, step * last.1 + before.1)
      if next.1 > most {
        let fitting = (most - before.1) / last.1
        let between = (fitting * last.0 + before.0, fitting * last.1 + before.1)
        let isCloser = abs(value - Double(between.0) / Double(between.1)) < abs(value - Double(last.0) / Double(last.1))
        return isCloser ? between : last
      }
      (before, last) = (last, next)
      if rest - whole < 1e-10 { return last }
      rest = 1 / (rest - whole)
    }
  }
}
