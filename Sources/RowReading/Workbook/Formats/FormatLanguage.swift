/// The language of month and day names, from `[$-804]`.
enum FormatLanguage: Hashable {
  case english
  case chinese
  case japanese

  /// - Parameter code: a Windows language identifier in hexadecimal, with or without flags before it, or a tag
  ///   (`zh-CN`).
  init(code: Substring) {
    let code = code.lowercased()
    if code.hasPrefix("zh") || ["804", "404", "c04", "1004", "1404"].contains(where: { code.hasSuffix($0) }) {
      self = .chinese
    } else if code.hasPrefix("ja") || code.hasSuffix("411") {
      self = .japanese
    } else {
      self = .english
    }
  }

  private static let englishMonths = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]
  private static let chineseMonths = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
  private static let englishDays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
  private static let chineseDays = ["日", "一", "二", "三", "四", "五", "六"]
  private static let japaneseDays = ["日", "月", "火", "水", "木", "金", "土"]

  /// - Parameters:
  ///   - month: 1 to 12.
  ///   - letters: how many `m` stand in the format; 3 or more.
  func name(ofMonth month: Int, letters: Int) -> String {
    switch (self, letters) {
    case (.english, 3): String(Self.englishMonths[month - 1].prefix(3))
    case (.english, 5): String(Self.englishMonths[month - 1].prefix(1))
    case (.english, _): Self.englishMonths[month - 1]
    case (.chinese, 4): Self.chineseMonths[month - 1] + "月"
    default: "\(month)月"
    }
  }

  /// - Parameters:
  ///   - day: 0 is Sunday.
  ///   - letters: how many `d` or `a` stand in the format; 3 or more.
  func name(ofWeekday day: Int, letters: Int) -> String {
    switch self {
    case .english: letters == 3 ? String(Self.englishDays[day].prefix(3)) : Self.englishDays[day]
    case .chinese: (letters == 3 ? "周" : "星期") + Self.chineseDays[day]
    case .japanese: Self.japaneseDays[day] + (letters == 3 ? "" : "曜日")
    }
  }
}
