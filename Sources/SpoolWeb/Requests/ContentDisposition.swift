import Results

/// The field that says under which name a file is saved (RFC 6266).
enum ContentDisposition: String {
  /// A browser may show it.
  case inline
  /// It is to be saved.
  case attachment

  /// The field's value. The name stands in it twice: as any script writes it (RFC 8187), and before that in letters that
  /// programs without that understand.
  ///
  /// - Parameter name: may hold anything; nothing of it ends the field or a parameter.
  func named(_ name: String) -> String {
    "\(rawValue); filename=\"\(Self.plain(name))\"; filename*=UTF-8''\(name.asLinkPart)"
  }

  /// Other characters become `_`, percent signs too: some programs would take them for escapes (RFC 6266, appendix D).
  private static func plain(_ name: String) -> String {
    String(name.map { isPlain($0) ? $0 : "_" })
  }

  private static func isPlain(_ character: Character) -> Bool {
    guard let value = character.asciiValue, (0x20...0x7E).contains(value) else { return false }
    return !["\"", "\\", "%", "/"].contains(character)
  }
}
