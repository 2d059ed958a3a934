import Yams

/// A YAML text of bounded size, read into nodes that know their lines.
///
/// Anchors, aliases and tags are refused: nobody needs them here, and nested aliases can stand for more data than a
/// machine holds.
enum YAMLDocument {
  /// Bytes of the largest file.
  static let sizeLimit = 1024 * 1024

  /// - Returns: `nil` where the text cannot be used; the reason is in `problems`.
  static func read(_ text: String, problems: ProblemList) -> YAMLValue? {
    guard text.utf8.count <= sizeLimit else {
      problems.add("too-large", "The file is larger than \(sizeLimit / 1024) KiB.")
      return nil
    }
    guard !mayHideManyAliases(text) else {
      problems.add("anchors", anchorMessage)
      return nil
    }
    guard let node = compose(text, problems) else { return nil }
    return YAMLValue(node: node, name: "", problems: problems)
  }

  private static let anchorMessage =
    "Anchors and aliases ('&name', '*name') are not used here. Write the values out."

  private static func compose(_ text: String, _ problems: ProblemList) -> Node? {
    do {
      let parser = try Parser(yaml: text)
      guard let node = try parser.singleRoot() else {
        problems.add("empty", "The file is empty.")
        return nil
      }
      // Nodes hold their anchors weakly: they last as long as the parser.
      let line = withExtendedLifetime(parser) { lineOfFirstAnchor(in: node) }
      guard let line else { return node }
      problems.add("anchors", anchorMessage, line: line)
    } catch let error as YamlError {
      report(error, problems)
    } catch {
      problems.add("not-yaml", "The file cannot be read as YAML.")
    }
    return nil
  }

  private static func report(_ error: YamlError, _ problems: ProblemList) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      problems.add("not-yaml", "This is not YAML: \(problem).", line: mark.line)
    case .duplicatedKeysInMapping(let keys, let context):
      let names = keys.map { "'\($0)'" }.joined(separator: ", ")
      problems.add("repeated-key", "The key \(names) stands here twice.", line: context.mark.line)
    case .reader(let problem, _, _, _):
      problems.add("not-yaml", "The file holds a character that YAML does not allow: \(problem).")
    default:
      problems.add("not-yaml", "The file cannot be read as YAML.")
    }
  }

  /// Whether there are enough anchors and aliases that following them in the parser could take long: it hashes keys,
  /// and a key may be an alias. Eight anchors that share sixteen aliases cannot stand for much.
  private static func mayHideManyAliases(_ text: String) -> Bool {
    var anchors = 0
    var aliases = 0
    var previous = UInt8(ascii: "\n")
    for byte in text.utf8 {
      if previous == UInt8(ascii: "&"), isNameByte(byte) { anchors += 1 }
      if previous == UInt8(ascii: "*"), isNameByte(byte) { aliases += 1 }
      previous = byte
    }
    return anchors > 8 && aliases > 16
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// Ends at the first anchor, and so never walks through an alias: what it stands for comes first.
  private static func lineOfFirstAnchor(in node: Node) -> Int? {
    if node.anchor != nil { return node.mark?.line ?? 1 }
    switch node {
    case .mapping(let mapping):
      for (key, value) in mapping {
        if let line = lineOfFirstAnchor(in: key) ?? lineOfFirstAnchor(in: value) { return line }
      }
    case .sequence(let sequence):
      for element in sequence {
        if let line = lineOfFirstAnchor(in: element) { return line }
      }
    case .scalar, .alias: break
    }
    return nil
  }
}
