/// Amounts as people say them.
extension Message {
  /// `42 s`, `3 min`, `1 h 20 min`, `2 days`; rounded up to whole seconds.
  package static func duration(_ duration: Duration) -> Message {
    let seconds = Int(max(0, duration.inSeconds).rounded(.up))
    return switch seconds {
    case ..<90: "\(seconds) s"
    case ..<5400: "\((seconds + 30) / 60) min"
    case ..<172_800: "\(seconds / 3600) h \(seconds % 3600 / 60) min"
    default: "\(seconds / 86_400) days"
    }
  }

  /// `12.5 rows/s`, or `3 rows/min` below one a second.
  package static func rowRate(_ perSecond: Double) -> Message {
    func short(_ value: Double) -> String {
      value >= 100 ? String(Int(value.rounded())) : CellValue.shortestText(of: (value * 10).rounded() / 10)
    }
    return perSecond >= 1 ? "\(short(perSecond)) rows/s" : "\(short(perSecond * 60)) rows/min"
  }
}
