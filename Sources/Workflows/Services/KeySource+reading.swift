import SystemPackage

extension KeySource {
  /// Reads where a key is kept from the one of three keys that is there.
  ///
  /// - Parameters:
  ///   - keys: the names for a file, a variable in the environment, and a systemd credential.
  ///   - folder: what a relative path starts from.
  init?(_ fields: YAMLFields, keys: [String], folder: FilePath?) {
    let given = keys.indices.compactMap { index in fields[keys[index]].map { (index, $0) } }
    guard let (kind, value) = given.first, let text = value.text() else { return nil }
    if given.count > 1 {
      let names = given.map { keys[$0.0] }.joined(separator: ", ")
      fields.place.report("key", "'\(fields.place.name)' names its key twice: \(names).")
    }
    switch kind {
    case 0:
      guard let file = Self.file(value, text, folder) else { return nil }
      self = file
    case 1 where Name.isValid(text): self = .environment(text)
    case 1:
      value.report("key", "'\(value.name)' must be the name of an environment variable.")
      return nil
    default:
      guard FilePath.Component(text) != nil, text != ".", text != ".." else {
        value.report("key", "'\(value.name)' must be the name of a systemd credential.")
        return nil
      }
      self = .credential(text)
    }
  }

  private static func file(_ value: YAMLValue, _ text: String, _ folder: FilePath?) -> KeySource? {
    // Somebody may write the key itself: the sentence must not repeat it.
    guard !text.hasPrefix("sk-"), !text.contains("://"), !text.isEmpty,
      text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
    else {
      value.report("key", "'\(value.name)' must name the file that the key is in, not be the key.")
      return nil
    }
    let path = FilePath(text)
    if path.isAbsolute { return .file(path.lexicallyNormalized()) }
    guard let folder else {
      value.report("key", "'\(value.name)' must be an absolute path here.")
      return nil
    }
    return .file(folder.pushing(path).lexicallyNormalized())
  }
}
