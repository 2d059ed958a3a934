/// How WPS writes a picture into a cell: as a call of a function of its own.
package enum WPSPicture {
  /// The picture's name in `=DISPIMG("ID_…",1)`, with or without the prefix `_xlfn.`; `nil` in any other text.
  package static func name(in text: String) -> String? {
    var rest = text.trimmingBlanks()
    for prefix in ["=", "@", "_xlfn."] where rest.lowercased().hasPrefix(prefix) { rest = rest.dropFirst(prefix.count) }
    guard rest.lowercased().hasPrefix("dispimg("), rest.last == ")" else { return nil }
    let parts = rest.split(separator: "\"", omittingEmptySubsequences: false)
    return parts.count == 3 && !parts[1].isEmpty ? String(parts[1]) : nil
  }
}
