package import JobModel

/// A web address in a row's picture or file column. What it leads to is fetched before the row's first step.
package struct WebInput: Hashable {
  var column: InputColumn
  var address: String

  /// Whether a cell's text is an address and not the name of a file.
  package static func isAddress(_ text: String) -> Bool {
    let start = text.prefix(8).lowercased()
    return start.hasPrefix("http://") || start.hasPrefix("https://")
  }

  /// The addresses among a row's values, in the order of the columns.
  static func all(in values: JSONObject, of definition: WorkflowDefinition) -> [WebInput] {
    definition.columns.compactMap { column in
      guard column.type.isFile, let text = values[column.name]?.string, isAddress(text) else { return nil }
      return WebInput(column: column, address: text)
    }
  }

  /// Whether anything has to be fetched for a row.
  package static func areAny(in values: JSONObject, of definition: WorkflowDefinition) -> Bool {
    !all(in: values, of: definition).isEmpty
  }

  /// What people know a file by that an address leads to: the last part of its path without the ending, else the host.
  ///
  /// - Returns: `nil` for a text that is no address.
  package static func label(of text: String) -> String? {
    guard isAddress(text) else { return nil }
    let parts = text.prefix { $0 != "?" && $0 != "#" }.split(separator: "/").dropFirst()
    guard let last = parts.last else { return nil }
    guard parts.count > 1, let dot = last.lastIndex(of: "."), dot > last.startIndex else { return String(last) }
    return String(last[..<dot])
  }

  /// What the file is kept under. The name of a step has no dash, so this is no step's output.
  var storedColumn: String { Self.storedColumn(of: column.name) }

  package static func storedColumn(of column: String) -> String { "\(column)-from-web" }

  /// The address as sentences show it: whole, but for its query, which may hold a key.
  var shown: String {
    let plain = address.prefix { $0 != "?" && $0 != "#" }
    let start = plain.prefix(Self.longestShown)
    return start.count < plain.count ? "\(start)…" : address.contains("?") ? "\(plain)?…" : String(plain)
  }

  private static let longestShown = 200

  /// The last part of its path, which people may know the file by; empty where there is none.
  var name: String {
    let path = address.prefix { $0 != "?" && $0 != "#" }.split(separator: "/").dropFirst(2)
    return path.last.map(String.init) ?? ""
  }

  /// Whether it names a web page, so that one is what is wanted.
  var isPage: Bool { ["htm", "html", "xhtml"].contains(FileFormat.ending(of: name)) }
}
