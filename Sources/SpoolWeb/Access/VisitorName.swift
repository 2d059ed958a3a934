/// Names that people give themselves, or that a proxy gives them.
enum VisitorName {
  private static let longest = 60

  /// The name on one line and without what could deceive a reader; empty where nothing is left.
  static func clean(_ text: some StringProtocol) -> String {
    let scalars = text.unicodeScalars.filter { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .privateUse, .surrogate, .unassigned, .lineSeparator, .paragraphSeparator: false
      default: true
      }
    }
    var name = Substring(String(String.UnicodeScalarView(scalars)).prefix(longest))
    while name.last?.isWhitespace == true { name.removeLast() }
    return String(name.drop(while: \.isWhitespace))
  }
}
