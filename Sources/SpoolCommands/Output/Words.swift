import JobModel

/// Durations and numbers as people say them.
enum Words {
  /// `850 ms`, `42 s`, `3 min`, `1 h 20 min`, `2 days`.
  static func duration(_ duration: Duration) -> String {
    Message.duration(duration).english
  }

  static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
    "\(number) \(number == 1 ? one : many ?? "\(one)s")"
  }

  /// `12.5 rows/s`, or `3 rows/min` below one a second.
  static func rate(_ perSecond: Double) -> String {
    Message.rowRate(perSecond).english
  }
}
