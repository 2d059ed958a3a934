import FoundationEssentials

/// Small JSON documents, each a file.
extension Folder {
  /// - Returns: `nil` where there is none of that name.
  /// - Throws: `.damaged` where it does not hold what it must.
  package func document<Value: Decodable>(_ name: String) throws -> Value? {
    guard let bytes = try contents(of: name) else { return nil }
    do {
      return try JSONDecoder().decode(Value.self, from: Data(bytes))
    } catch {
      throw SpoolError(
        .damaged, "read", subject(of: name),
        reason: "The file \(subject(of: name)) is damaged and cannot be read.")
    }
  }

  /// Writes a document whole or not at all, and makes it durable.
  ///
  /// - Parameter tmp: a folder on the same file system.
  package func write(_ value: some Encodable, as name: String, by tmp: Folder) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    try replace(name, with: Array(try encoder.encode(value)) + [UInt8(ascii: "\n")], by: tmp)
  }
}
