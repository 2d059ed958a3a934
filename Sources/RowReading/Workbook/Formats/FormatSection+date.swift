extension FormatSection {
  /// What a date or time looks like; `nil` where there is no such date, which Excel fills with `#`.
  func dateText(of value: Double, _ system: DateSystem) -> String? {
    let unit = subsecondDigits == 0 ? 1000 : [1000, 100, 10, 1][subsecondDigits]
    let magnitude = isElapsed ? abs(value) : value
    guard let date = SerialDate(magnitude, system, roundedTo: unit) else { return nil }
    let hasHalfDay = tokens.contains {
      if case .halfDay = $0 { true } else { false }
    }
    var text = isElapsed && value < 0 ? "-" : ""
    for token in tokens {
      text += part(token, of: date, halfDays: hasHalfDay)
    }
    return text
  }

  private func part(_ token: FormatToken, of date: SerialDate, halfDays: Bool) -> String {
    let pad = SerialDate.padded
    let seconds = date.serialDay * 86_400 + date.millisecondsOfDay / 1000
    switch token {
    case .literal(let text): return text
    case .year(let count): return count <= 2 ? pad(date.year % 100, 2) : pad(date.year, 4)
    case .eraYear(let count):
      guard language == .japanese, let era = JapaneseEra(of: date) else { return pad(date.year, 4) }
      return pad(era.year, min(count, 2))
    case .era(let count):
      guard language == .japanese, let era = JapaneseEra(of: date) else { return "" }
      return count == 1 ? era.letter : count == 2 ? String(era.name.prefix(1)) : era.name
    case .month(let count):
      return count <= 2 ? pad(date.month, count) : language.name(ofMonth: date.month, letters: count)
    case .day(let count):
      return count <= 2 ? pad(date.day, count) : language.name(ofWeekday: date.weekday, letters: count)
    case .weekday(let count):
      let own: FormatLanguage = language == .japanese ? .japanese : .chinese
      return own.name(ofWeekday: date.weekday, letters: count)
    case .hour(let count): return pad(halfDays ? (date.hour + 11) % 12 + 1 : date.hour, min(count, 2))
    case .minute(let count): return pad(date.minute, min(count, 2))
    case .second(let count): return pad(date.second, min(count, 2))
    case .subsecond(let count): return "." + pad(date.millisecond, 3).prefix(count)
    case .halfDay(let morning, let evening): return date.hour < 12 ? morning : evening
    case .elapsedHours(let count): return pad(seconds / 3600, count)
    case .elapsedMinutes(let count): return pad(seconds / 60, count)
    case .elapsedSeconds(let count): return pad(seconds, count)
    default: return ""
    }
  }
}
