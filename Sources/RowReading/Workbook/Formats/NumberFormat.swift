/// A number format, as it turns numbers into what an operator sees (ECMA-376 part 1, 18.8.30 and 18.8.31).
struct NumberFormat {
  private let sections: [FormatSection]

  static let general = NumberFormat(code: "General")

  init(code: String) {
    var sections = FormatTokenizer.sections(of: code)
    if sections.count == 1, sections[0].tokens.isEmpty { sections = FormatTokenizer.sections(of: "General") }
    self.sections = sections
  }

  var isGeneral: Bool { sections.count == 1 && sections[0].isGeneral }

  /// Whether the numbers of this format are dates, times or durations: the first section tells.
  var isDate: Bool { sections[0].isDate }

  // MARK: - Numbers

  /// What an operator sees; hashes where there is no such date, as Excel shows them.
  func text(of value: Double, _ system: DateSystem) -> String {
    guard value.isFinite else { return value.description }
    let (section, hidesSign) = section(for: value)
    if section.isDate { return section.dateText(of: value, system) ?? "########" }
    let sign = value < 0 && !hidesSign && !section.tokens.isEmpty ? "-" : ""
    return sign + section.numberText(of: value)
  }

  private func section(for value: Double) -> (FormatSection, hidesSign: Bool) {
    let numeric = sections.count > 3 ? sections.prefix(3) : sections[...]
    if sections[0].condition != nil || (sections.count > 1 && sections[1].condition != nil) {
      return conditionalSection(for: value, among: numeric)
    }
    switch numeric.count {
    case 1: return (sections[0], false)
    case 2:
      // `0;@` has a section for text, not for negative numbers.
      if value >= 0 || (sections[1].hasText && !sections[0].hasText) { return (sections[0], false) }
      return (sections[1], true)
    default:
      if value == 0 { return (sections[2], false) }
      return value > 0 ? (sections[0], false) : (sections[1], true)
    }
  }

  private func conditionalSection(
    for value: Double, among numeric: ArraySlice<FormatSection>
  ) -> (FormatSection, hidesSign: Bool) {
    for (index, section) in numeric.enumerated() {
      if let condition = section.condition {
        if condition.holds(for: value) { return (section, condition.isForNegatives) }
      } else if index == 0 ? value > 0 : index == 1 && numeric.count == 3 ? value < 0 : true {
        return (section, index == 1 && numeric.count == 3)
      }
    }
    return (sections[0], false)
  }

  // MARK: - Dates

  /// The value in ISO 8601 (ISO 8601-1:2019): a duration where the format counts on past 24 hours, a time of day below
  /// one day, a date where the value has no time and the format shows none, else both.
  ///
  /// - Returns: `nil` where there is no such date.
  func isoText(of value: Double, _ system: DateSystem) -> String? {
    let section = sections[0]
    if section.isElapsed { return SerialDate.isoDuration(value) }
    guard let date = SerialDate(value, system) else { return nil }
    if value < 1, date.serialDay == 0 { return date.isoTime }
    return section.hasTime || date.millisecondsOfDay != 0 ? date.isoDate + "T" + date.isoTime : date.isoDate
  }

  // MARK: - Text

  /// What stands around text in a cell of this format; `nil` where the text is shown alone.
  func text(around text: String) -> String? {
    guard let section = sections.count > 3 ? sections[3] : sections.last, section.hasText, section.tokens != [.text]
    else { return nil }
    return section.tokens.reduce(into: "") { result, token in
      switch token {
      case .literal(let literal): result += literal
      case .text: result += text
      default: break
      }
    }
  }
}
