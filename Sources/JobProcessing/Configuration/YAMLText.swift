import JobModel

/// Writes plain values as YAML on one line.
enum YAMLText {
  /// Plain where it can only be read as this text, else between quotation marks, which JSON and YAML share.
  static func scalar(_ text: String) -> String {
    let isPlain =
      text.first.map { $0.isLetter || $0 == "/" } == true
      && text.allSatisfy { $0.isLetter || $0.isNumber || "/._-".contains($0) }
      && !["true", "false", "yes", "no", "on", "off", "null", "y", "n"].contains(text.lowercased())
    return isPlain ? text : String(decoding: JSONWriter.bytes(of: .string(text)), as: UTF8.self)
  }

  static func list(_ texts: [String]) -> String {
    "[" + texts.map(scalar).joined(separator: ", ") + "]"
  }

  static func map(_ pairs: [(String, String)]) -> String {
    "{" + pairs.map { "\(scalar($0.0)): \($0.1)" }.joined(separator: ", ") + "}"
  }

  static func duration(_ duration: Duration) -> String {
    let milliseconds = duration.wholeMilliseconds
    for (name, unit) in [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000)] as [(String, Int64)]
    where milliseconds != 0 && milliseconds % unit == 0 {
      return "\(milliseconds / unit)\(name)"
    }
    return "\(milliseconds)ms"
  }
}
