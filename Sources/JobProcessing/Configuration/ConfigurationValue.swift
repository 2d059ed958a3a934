/// A value as it was written, from whatever place.
enum ConfigurationValue: Hashable, Sendable {
  case text(String)
  case list([String])
  /// In the order of the file.
  case map([Pair])
  /// Nothing: the default holds.
  case none

  struct Pair: Hashable, Sendable {
    var name: String
    var value: String
  }

  var text: String? { if case .text(let text) = self { text } else { nil } }

  /// A list; a text is split at `separator`, as in environment variables and flags.
  func list(separator: Character) -> [String]? {
    switch self {
    case .text(let text):
      text.split(separator: separator).map { part in
        let start = part.drop { $0 == " " }
        return String(start.reversed().drop { $0 == " " }.reversed())
      }
    case .list(let list): list
    case .map, .none: nil
    }
  }

  /// A mapping; a text is read as `name=value,name=value`.
  var map: [Pair]? {
    if case .map(let pairs) = self { return pairs }
    guard let parts = list(separator: ","), case .text = self else { return nil }
    var pairs: [Pair] = []
    for part in parts {
      guard let sign = part.firstIndex(of: "=") else { return nil }
      pairs.append(Pair(name: String(part[..<sign]), value: String(part[part.index(after: sign)...])))
    }
    return pairs
  }
}
