import Yams

extension YAMLValue {
  /// The elements of a list; `nil` for anything else, unreported.
  var elements: [YAMLValue]? {
    guard node.sequence != nil else { return nil }
    return list()
  }

  /// The members of a mapping; `nil` for anything else, unreported.
  var members: [(key: String, value: YAMLValue)]? {
    guard node.mapping != nil else { return nil }
    return fields(known: nil)?.values
  }
}
