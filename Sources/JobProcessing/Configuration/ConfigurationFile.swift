import Spool
import Yams

/// The keys and values of a `rowspool.yaml`.
struct ConfigurationFile {
  struct Entry {
    var key: String
    var value: ConfigurationValue
    var line: Int
  }

  private(set) var entries: [Entry] = []
  private(set) var problems: [ConfigurationProblem] = []

  init(_ text: String) {
    do {
      guard let root = try Parser(yaml: text).singleRoot(), root != "" else { return }
      read(root)
    } catch let error as YamlError {
      note(error)
    } catch {
      add("not-yaml", "The file cannot be read as YAML.", line: nil)
    }
  }

  private mutating func read(_ root: Node) {
    guard case .mapping(let mapping) = root else {
      return add("wrong-kind", "The file must hold 'key: value' lines.", line: root.mark?.line)
    }
    for (key, value) in mapping {
      let line = key.mark?.line ?? 1
      guard let name = key.string, let value = Self.value(value) else {
        add(
          "wrong-kind", "'\(key.string ?? "This key")' must be a plain value, a list or 'name: value' lines.",
          line: line)
        continue
      }
      entries.append(Entry(key: name, value: value, line: line))
    }
  }

  private static func value(_ node: Node) -> ConfigurationValue? {
    switch node {
    case .scalar(let scalar):
      return scalar.style == .plain && ["", "~", "null"].contains(scalar.string)
        ? ConfigurationValue.none : .text(scalar.string)
    case .sequence(let sequence):
      let texts = sequence.compactMap(\.scalar?.string)
      return texts.count == sequence.count ? .list(texts) : nil
    case .mapping(let mapping):
      let pairs = mapping.compactMap { key, value in
        key.string.flatMap { name in value.scalar.map { ConfigurationValue.Pair(name: name, value: $0.string) } }
      }
      return pairs.count == mapping.count ? .map(pairs) : nil
    // Nobody needs aliases here.
    case .alias: return nil
    }
  }

  private mutating func note(_ error: YamlError) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      add("not-yaml", "This is not YAML: \(problem).", line: mark.line)
    case .duplicatedKeysInMapping(let keys, let context):
      let names = keys.map { "'\($0)'" }.joined(separator: ", ")
      add("repeated-key", "The key \(names) stands here twice.", line: context.mark.line)
    default: add("not-yaml", "The file cannot be read as YAML.", line: nil)
    }
  }

  private mutating func add(_ code: String, _ message: String, line: Int?) {
    let file = SpoolLayout.configurationFile
    problems.append(
      ConfigurationProblem(place: line.map { "\(file), line \($0)" } ?? file, code: code, message: message))
  }
}
