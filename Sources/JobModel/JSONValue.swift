/// Any JSON value (RFC 8259).
///
/// Whole numbers that fit `Int64` are kept apart from other numbers, so that identifiers survive unchanged.
package indirect enum JSONValue: Hashable, Sendable {
  case null
  case boolean(Bool)
  case integer(Int64)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)
}

extension JSONValue {
  package var string: String? { if case .string(let value) = self { value } else { nil } }
  package var boolean: Bool? { if case .boolean(let value) = self { value } else { nil } }
  package var array: [JSONValue]? { if case .array(let value) = self { value } else { nil } }
  package var object: JSONObject? { if case .object(let value) = self { value } else { nil } }

  /// The value as a whole number, if it is one.
  package var integer: Int? {
    switch self {
    case .integer(let value): Int(value)
    case .number(let value): Int(exactly: value)
    default: nil
    }
  }

  /// The value as a floating-point number, if it is a number.
  package var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  /// The value as a person would write it in a cell: text bare, nothing for null, JSON for arrays and objects.
  package var plainText: String {
    switch self {
    case .null: ""
    case .string(let value): value
    default: String(decoding: JSONWriter.bytes(of: self), as: UTF8.self)
    }
  }

  /// As somebody would write it into a cell; the items of a list one a line.
  package var cellText: String {
    guard case .array(let items) = self, items.allSatisfy({ $0.array == nil && $0.object == nil }) else {
      return plainText
    }
    return items.map(\.plainText).joined(separator: "\n")
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByFloatLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(integerLiteral value: Int64) { self = .integer(value) }
  package init(booleanLiteral value: Bool) { self = .boolean(value) }
  package init(floatLiteral value: Double) { self = .number(value) }
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSONValue)...) { self = .object(JSONObject(elements)) }
  package init(nilLiteral: ()) { self = .null }
}

/// The members of a JSON object, in the order they were written.
///
/// Look-up is linear: objects here have as many members as a sheet has columns.
package struct JSONObject: Sendable {
  package private(set) var members: [(name: String, value: JSONValue)]

  package init() { members = [] }

  /// - Parameter members: names and values; of two with one name the later wins.
  package init(_ members: some Sequence<(String, JSONValue)>) {
    self.members = []
    for (name, value) in members { self[name] = value }
  }

  /// Takes members as they were parsed, without looking for repeated names.
  init(parsed members: [(name: String, value: JSONValue)]) {
    self.members = members
  }

  package var isEmpty: Bool { members.isEmpty }
  package var names: [String] { members.map(\.name) }

  package subscript(name: String) -> JSONValue? {
    get { members.last { $0.name == name }?.value }
    set {
      let index = members.lastIndex { $0.name == name }
      switch (index, newValue) {
      case (let index?, let value?): members[index].value = value
      case (let index?, nil): members.remove(at: index)
      case (nil, let value?): members.append((name, value))
      case (nil, nil): break
      }
    }
  }

  /// These members with `other`'s on top.
  package func merging(_ other: JSONObject) -> JSONObject {
    var result = self
    for (name, value) in other.members { result[name] = value }
    return result
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, JSONValue)...) { self.init(elements) }
}

extension JSONObject: Hashable {
  /// Equal when the same names have the same values, in any order.
  package static func == (left: JSONObject, right: JSONObject) -> Bool {
    left.members.count == right.members.count && left.members.allSatisfy { right[$0.name] == $0.value }
  }

  package func hash(into hasher: inout Hasher) {
    for name in names.sorted() { hasher.combine(name) }
  }
}
