/// Durations as people write them in configuration files: `250ms`, `2s`, `5m`, `1h`, `1.5h`.
package enum DurationText {
  /// - Returns: `nil` for a text without a unit, with an unknown one, or longer than ten years.
  package static func read(_ text: String) -> Duration? {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    guard let value = Double(digits), let unit = units.first(where: { $0.name == text.dropFirst(digits.count) })
    else { return nil }
    let milliseconds = value * unit.milliseconds
    guard milliseconds <= 10 * 365 * 86_400_000 else { return nil }
    return .milliseconds(Int64(milliseconds.rounded()))
  }

  private static let units: [(name: String, milliseconds: Double)] = [
    ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000),
  ]
}
