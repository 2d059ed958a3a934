import JobModel

/// Durations and numbers as people say them.
enum Words {
  /// `850 ms`, `42 s`, `3 min`, `1 h 20 min`, `2 days`.
  static func duration(_ duration: Duration) -> String {
    let seconds = Int(duration.inSeconds.rounded(.up))
    switch seconds {
    case ..<90: return "\(max(0, seconds)) s"
    case ..<5400: return "\((seconds + 30) / 60) min"
    case ..<172_800: return "\(seconds / 3600) h \(seconds % 3600 / 60) min"
    default: return "\(seconds / 86_400) days"
    }
  }

  static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
    "\(number) \(number == 1 ? one : many ?? "\(one)s")"
  }

  /// `12.5 rows/s`, or `3 rows/min` below one a second.
  static func rate(_ perSecond: Double) -> String {
    func short(_ value: Double) -> String {
      value >= 100 ? String(Int(value.rounded())) : String((value * 10).rounded() / 10)
    }
    return perSecond >= 1 ? "\(short(perSecond)) rows/s" : "\(short(perSecond * 60)) rows/min"
  }
}
