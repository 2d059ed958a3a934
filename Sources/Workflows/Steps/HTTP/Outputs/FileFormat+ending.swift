extension FileFormat {
  /// Whether the ending of the name says more than the bytes: office documents are ZIPs, and tables are text.
  var isNamedByPeople: Bool { self == .unknown || ["zip", "txt", "xml"].contains(fileExtension) }

  /// The ending of a name or of an address's path: lower-case letters and digits, without the dot.
  static func ending(of name: String) -> String? {
    let last = name.prefix { $0 != "?" && $0 != "#" }.split(separator: "/").last ?? ""
    guard let dot = last.lastIndex(of: ".") else { return nil }
    let ending = last[last.index(after: dot)...].lowercased()
    let isPlain = ending.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
    return (1...8).contains(ending.utf8.count) && isPlain ? ending : nil
  }

  /// The ending of the name in a `Content-Disposition` (RFC 6266), which is its last parameter as a rule.
  static func ending(ofHeader value: String) -> String? {
    guard value.lowercased().contains("filename") else { return nil }
    return ending(of: String(value.reversed().drop { $0 == "\"" || $0 == " " || $0 == ";" }.reversed()))
  }
}
