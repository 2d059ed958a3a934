import JobModel
import Yams

/// A node with the name of its place; what cannot be read as wanted is reported with its line.
struct YAMLValue {
  let node: Node
  /// The place, as in `columns, size`. Empty for the whole file.
  let name: String
  let problems: ProblemList

  var isScalar: Bool { node.scalar != nil }

  var line: Int? { node.mark?.line }

  func report(_ code: String, _ message: String) {
    problems.add(code, message, line: line)
  }

  /// "'limits' must be …": the start of most sentences.
  private var subject: String { name.isEmpty ? "The file" : "'\(name)'" }

  private func mismatch<Value>(_ wanted: String) -> Value? {
    report("wrong-kind", "\(subject) must be \(wanted).")
    return nil
  }

  var isNull: Bool { json() == .null }

  // MARK: Plain values

  func text() -> String? {
    guard case .scalar(let scalar) = node, !isNull else { return mismatch("a text") }
    return scalar.string
  }

  /// The text of a plain value as it stands in the file: `1.50` keeps its zero.
  var writtenText: String? { node.scalar?.string }

  func integer(_ range: ClosedRange<Int>) -> Int? {
    guard let value = json().integer, range.contains(value) else {
      return mismatch("a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  func number() -> Double? {
    json().number ?? mismatch("a number")
  }

  func boolean() -> Bool? {
    if let value = json().boolean { return value }
    switch json().string {
    case "yes", "on": return true
    case "no", "off": return false
    default: return mismatch("true or false")
    }
  }

  func duration() -> Duration? {
    guard case .scalar(let scalar) = node, let value = DurationText.read(scalar.string) else {
      return mismatch("a duration such as 250ms, 2s, 5m or 1h")
    }
    return value
  }

  func choice<Value: RawRepresentable & CaseIterable>(of type: Value.Type) -> Value? where Value.RawValue == String {
    let names = type.allCases.map(\.rawValue)
    guard let text = json().string, let value = Value(rawValue: text) else {
      let hint = json().string.flatMap { Spelling.nearest(to: $0, in: names) }.map { " Did you mean '\($0)'?" } ?? ""
      report("wrong-kind", "\(subject) must be one of \(names.joined(separator: ", ")).\(hint)")
      return nil
    }
    return value
  }

  func language() -> Language? {
    guard let text = json().string, let value = Language(setting: text) else { return mismatch("en or zh") }
    return value
  }

  // MARK: Lists and mappings

  /// The elements, each named by its own `name` key or its position.
  func list() -> [YAMLValue]? {
    guard case .sequence(let sequence) = node else { return mismatch("a list") }
    return sequence.enumerated().map { index, element in
      let own = element.mapping?.first { $0.key.string == "name" }?.value.string
      return YAMLValue(node: element, name: "\(name), \(own ?? String(index + 1))", problems: problems)
    }
  }

  /// - Parameter known: the keys there are; any other is reported with the nearest of these. `nil` takes all.
  func fields(known: [String]?) -> YAMLFields? {
    guard case .mapping(let mapping) = node else { return mismatch("a mapping ('key: value' lines)") }
    var values: [(String, YAMLValue)] = []
    for (key, value) in mapping {
      guard let text = key.string else {
        problems.add(
          "wrong-kind", "A key must be a text. Put {{…}} between quotation marks: \"{{column}}\".",
          line: key.mark?.line)
        continue
      }
      if let known, !known.contains(text) {
        problems.add("unknown-key", Self.unknown(text, in: name, known), line: key.mark?.line)
        continue
      }
      values.append((text, YAMLValue(node: value, name: name.isEmpty ? text : "\(name), \(text)", problems: problems)))
    }
    return YAMLFields(place: self, values: values)
  }

  private static func unknown(_ key: String, in place: String, _ known: [String]) -> String {
    let start = "The key '\(key)' is not known\(place.isEmpty ? "" : " in '\(place)'")."
    if let nearest = Spelling.nearest(to: key, in: known) { return "\(start) Did you mean '\(nearest)'?" }
    return "\(start) Known are \(known.joined(separator: ", "))."
  }

  // MARK: Anything

  /// The whole tree as JSON. Plain scalars are typed by YAML 1.2's core schema, so that `no` and `007` stay text.
  func json() -> JSONValue {
    Self.json(of: node)
  }

  private static func json(of node: Node) -> JSONValue {
    switch node {
    case .scalar(let scalar): scalar.style == .plain ? plain(scalar.string) : .string(scalar.string)
    case .sequence(let sequence): .array(sequence.map(json(of:)))
    case .mapping(let mapping):
      .object(JSONObject(mapping.map { ($0.key.string ?? "", json(of: $0.value)) }))
    case .alias: .null
    }
  }

  private static func plain(_ text: String) -> JSONValue {
    switch text {
    case "", "~", "null": return .null
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    default: break
    }
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    guard let first = digits.utf8.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
      return .string(text)
    }
    let hasLeadingZero = digits.utf8.count > 1 && first == UInt8(ascii: "0") && !digits.hasPrefix("0.")
    if hasLeadingZero { return .string(text) }
    if let value = Int64(text) { return .integer(value) }
    // Double also reads hexadecimal and "1e5"; only the usual decimal form is a number in these files.
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E || $0 == 0x2D }) else {
      return .string(text)
    }
    return Double(text).map(JSONValue.number) ?? .string(text)
  }
}

/// The values of a mapping, by key.
struct YAMLFields {
  let place: YAMLValue
  let values: [(key: String, value: YAMLValue)]

  init(place: YAMLValue, values: [(String, YAMLValue)]) {
    self.place = place
    self.values = values.map { (key: $0.0, value: $0.1) }
  }

  /// The value of a key; `nil` where it is missing or null.
  subscript(key: String) -> YAMLValue? {
    values.first { $0.key == key }.map(\.value).flatMap { $0.isNull ? nil : $0 }
  }

  /// The value of a key that must be there; reported where it is not.
  func required(_ key: String) -> YAMLValue? {
    if let value = self[key] { return value }
    place.report("missing-key", "The key '\(key)' is missing\(place.name.isEmpty ? "" : " in '\(place.name)'").")
    return nil
  }

  var problems: ProblemList { place.problems }
}
