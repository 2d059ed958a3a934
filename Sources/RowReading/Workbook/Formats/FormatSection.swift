/// One of the up to four sections of a number format.
struct FormatSection: Hashable {
  var tokens: [FormatToken] = []
  var condition: FormatCondition?
  var language = FormatLanguage.english

  private(set) var isDate = false
  private(set) var hasTime = false
  private(set) var hasDate = false
  private(set) var isElapsed = false
  /// Digits after the seconds.
  private(set) var subsecondDigits = 0

  var hasText: Bool { tokens.contains(.text) }
  var isGeneral: Bool { tokens == [.general] }

  /// Decides what depends on neighbours: months or minutes, points in times, whether this is a date at all.
  mutating func settle() {
    hasDate = tokens.contains { $0.isDatePart }
    hasTime = tokens.contains { $0.isTimePart }
    isDate = hasDate || hasTime
    guard isDate else { return }
    settleMinutes()
    settleSubseconds()
    hasDate = tokens.contains { $0.isDatePart }
    hasTime = tokens.contains { $0.isTimePart }
    isElapsed = !hasDate && tokens.contains { $0.isElapsed }
  }

  /// `m` and `mm` are minutes right after hours or right before seconds.
  private mutating func settleMinutes() {
    let parts = tokens.indices.filter {
      if case .halfDay = tokens[$0] { return false }
      return tokens[$0].isDatePart || tokens[$0].isTimePart
    }
    for (place, index) in parts.enumerated() {
      guard case .month(let count) = tokens[index], count <= 2 else { continue }
      var isMinute = false
      if place > 0 {
        switch tokens[parts[place - 1]] {
        case .hour, .elapsedHours: isMinute = true
        default: break
        }
      }
      if place + 1 < parts.count {
        switch tokens[parts[place + 1]] {
        case .second, .elapsedSeconds: isMinute = true
        default: break
        }
      }
      if isMinute { tokens[index] = .minute(count) }
    }
  }

  /// `ss.00`: the digits are parts of a second. Other number signs stand for themselves in a date.
  private mutating func settleSubseconds() {
    var settled: [FormatToken] = []
    var index = 0
    while index < tokens.count {
      var zeros = 0
      if tokens[index] == .point {
        while index + 1 + zeros < tokens.count, tokens[index + 1 + zeros] == .digit(UInt8(ascii: "0")) { zeros += 1 }
      }
      if zeros > 0 {
        settled.append(.subsecond(min(zeros, 3)))
        subsecondDigits = min(zeros, 3)
      } else {
        settled.append(Self.literal(tokens[index]))
      }
      index += 1 + zeros
    }
    tokens = settled
  }

  private static func literal(_ token: FormatToken) -> FormatToken {
    switch token {
    case .digit(let sign): .literal(String(UnicodeScalar(sign)))
    case .point: .literal(".")
    case .comma: .literal(",")
    case .percent: .literal("%")
    case .slash: .literal("/")
    default: token
    }
  }
}
