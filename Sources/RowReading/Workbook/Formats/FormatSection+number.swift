extension FormatSection {
  /// What a number looks like, without its sign.
  func numberText(of value: Double) -> String {
    if isGeneral { return GeneralFormat.text(of: abs(value)) }
    var digits = DecimalDigits(value)
    if !digits.isZero {
      digits.point += 2 * tokens.count { $0 == .percent } - 3 * scalingCommas
    }
    if let exponent = tokens.firstIndex(where: { if case .exponent = $0 { true } else { false } }) {
      return scientificText(of: digits, exponentAt: exponent)
    }
    if let slash = fractionSlash { return fractionText(of: value, slash: slash) }
    return fill(tokens[...], with: digits, general: value)
  }

  // MARK: - Plain numbers

  /// Commas after the last digit sign divide by a thousand each.
  private var scalingCommas: Int {
    guard let last = tokens.lastIndex(where: { if case .digit = $0 { true } else { false } }) else { return 0 }
    let beforePoint = tokens.firstIndex(of: .point).map { point in
      tokens[..<point].reversed().prefix { $0 == .comma }.count
    }
    return tokens[(last + 1)...].prefix { $0 == .comma }.count + (beforePoint ?? 0)
  }

  private func fill(_ tokens: ArraySlice<FormatToken>, with digits: DecimalDigits, general value: Double) -> String {
    let point = tokens.firstIndex(of: .point) ?? tokens.endIndex
    let wholeSigns = Self.digitSigns(in: tokens[..<point])
    let decimalSigns = point < tokens.endIndex ? Self.digitSigns(in: tokens[point...]) : []
    var rounded = digits
    rounded.round(toDecimals: decimalSigns.count)
    let grouped = Self.hasGroups(tokens[..<point])
    var whole = Self.wholeTexts(rounded.whole, signs: wholeSigns, grouped: grouped)[...]
    var decimals = Self.decimalTexts(rounded.fraction, signs: decimalSigns)[...]
    var text = ""
    for index in tokens.indices {
      switch tokens[index] {
      case .literal(let literal): text += literal
      case .digit: text += (index < point ? whole.popFirst() : decimals.popFirst()) ?? ""
      case .point: text += "."
      case .percent: text += "%"
      case .slash: text += "/"
      case .text, .general: text += GeneralFormat.text(of: abs(value))
      default: break
      }
    }
    return text
  }

  private static func digitSigns(in tokens: ArraySlice<FormatToken>) -> [UInt8] {
    tokens.compactMap { if case .digit(let sign) = $0 { sign } else { nil } }
  }

  /// A comma between two digit signs groups the whole part by thousands.
  private static func hasGroups(_ tokens: ArraySlice<FormatToken>) -> Bool {
    guard let first = tokens.firstIndex(where: { if case .digit = $0 { true } else { false } }),
      let last = tokens.lastIndex(where: { if case .digit = $0 { true } else { false } })
    else { return false }
    return tokens[first...last].contains(.comma)
  }

  /// The text for each digit sign before the point; digits that find no sign go to the first one.
  private static func wholeTexts(_ digits: [UInt8], signs: [UInt8], grouped: Bool) -> [String] {
    guard !signs.isEmpty else { return [] }
    var texts = [String](repeating: "", count: signs.count)
    for place in 0..<max(digits.count, signs.count) {
      let sign = max(0, signs.count - 1 - place)
      var text: String
      if place < digits.count {
        text = String(digits[digits.count - 1 - place])
      } else if signs[sign] == UInt8(ascii: "0") {
        text = "0"
      } else {
        text = signs[sign] == UInt8(ascii: "?") ? " " : ""
      }
      if grouped, place > 0, place % 3 == 0, !text.isEmpty { text += text == " " ? " " : "," }
      texts[sign] = text + texts[sign]
    }
    return texts
  }

  private static func decimalTexts(_ digits: [UInt8], signs: [UInt8]) -> [String] {
    signs.enumerated().map { place, sign in
      if place < digits.count { return String(digits[place]) }
      return sign == UInt8(ascii: "0") ? "0" : sign == UInt8(ascii: "?") ? " " : ""
    }
  }

  // MARK: - Scientific

  private func scientificText(of digits: DecimalDigits, exponentAt index: Int) -> String {
    let mantissa = tokens[..<index]
    let point = mantissa.firstIndex(of: .point) ?? index
    let places = max(1, Self.digitSigns(in: mantissa[..<point]).count)
    let decimals = Self.digitSigns(in: mantissa[point...]).count
    var rounded = digits
    var exponent = Self.exponent(of: rounded, places: places)
    rounded.round(toDecimals: decimals - exponent)
    // 9.99 may have become 10.0.
    exponent = Self.exponent(of: rounded, places: places)
    if !rounded.isZero { rounded.point -= exponent }
    var text = fill(mantissa, with: rounded, general: 0)
    if case .exponent(let plus) = tokens[index] { text += exponent < 0 ? "E-" : plus ? "E+" : "E" }
    let signs = Self.digitSigns(in: tokens[(index + 1)...])
    text += SerialDate.padded(abs(exponent), signs.count { $0 == UInt8(ascii: "0") })
    for token in tokens[(index + 1)...] {
      if case .literal(let literal) = token { text += literal }
      if token == .percent { text += "%" }
    }
    return text
  }

  /// With several places before the point the exponent is a multiple of their number.
  private static func exponent(of digits: DecimalDigits, places: Int) -> Int {
    guard !digits.isZero else { return 0 }
    let exact = digits.exponent
    return places == 1 ? exact : Int((Double(exact) / Double(places)).rounded(.down)) * places
  }
}
