/// `[>=100]` at the start of a section.
struct FormatCondition: Hashable {
  private var comparison: String
  private var limit: Double

  /// - Parameter text: without the brackets; `nil` for colours and the like.
  init?(_ text: String) {
    for comparison in [">=", "<=", "<>", "=", ">", "<"] where text.hasPrefix(comparison) {
      guard let limit = Double(text.dropFirst(comparison.count)) else { return nil }
      self.comparison = comparison
      self.limit = limit
      return
    }
    return nil
  }

  func holds(for value: Double) -> Bool {
    switch comparison {
    case ">=": value >= limit
    case "<=": value <= limit
    case "<>": value != limit
    case "=": value == limit
    case ">": value > limit
    default: value < limit
    }
  }

  /// Only negative numbers meet it, so that the section need not show their sign.
  var isForNegatives: Bool {
    (comparison == "<" && limit <= 0) || (comparison == "<=" && limit < 0) || (comparison == "=" && limit < 0)
  }
}
