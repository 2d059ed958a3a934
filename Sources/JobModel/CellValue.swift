/// One cell: what the operator sees in it and what the workbook keeps for it.
package enum CellValue: Hashable, Sendable {
  case empty
  case text(String)
  /// A number and the text its number format makes of it (`0.15` shown as `15%`).
  case number(Double, displayed: String)
  case boolean(Bool)
  /// A date, time or duration in ISO 8601 (`2026-11-21`, `2026-11-21T09:35:12`, `09:35:12`, `PT27H30M`), and the
  /// text its number format makes of it.
  case date(String, displayed: String)
  /// An error value of a formula, such as `#DIV/0!`.
  case error(String)

  /// The text an operator sees in the cell.
  package var displayed: String {
    switch self {
    case .empty: ""
    case .text(let text): text
    case .number(_, let displayed), .date(_, let displayed): displayed
    case .boolean(let value): value ? "TRUE" : "FALSE"
    case .error(let code): code
    }
  }

  /// The value as it is kept: numbers in shortest round-trip form without an exponent where Excel would show none,
  /// dates in ISO 8601, errors as their code.
  package var stored: String {
    switch self {
    case .number(let value, _): Self.shortestText(of: value)
    case .date(let iso, _): iso
    default: displayed
    }
  }

  package var isEmpty: Bool {
    switch self {
    case .empty: true
    case .text(let text): text.isEmpty
    default: false
    }
  }

  /// The shortest decimal text that reads back as `value`; whole numbers below 2^63 have no fraction and no exponent.
  package static func shortestText(of value: Double) -> String {
    if let whole = Int64(exactly: value) { return String(whole) }
    return value.description
  }
}

// MARK: - JSON

extension CellValue {
  /// The form that stands in a task line: `null`, a string, a boolean or a bare number where nothing is lost by it,
  /// else an object: `{"n": 0.15, "d": "15%"}`, `{"t": "2026-11-21", "d": "21 Nov"}`, `{"e": "#DIV/0!"}`.
  package var json: JSONValue {
    switch self {
    case .empty: .null
    case .text(let text): .string(text)
    case .boolean(let value): .boolean(value)
    case .number(let value, let displayed):
      displayed == Self.shortestText(of: value)
        ? Self.bareNumber(value) : .object(["n": Self.bareNumber(value), "d": .string(displayed)])
    case .date(let iso, let displayed): .object(["t": .string(iso), "d": .string(displayed)])
    case .error(let code): .object(["e": .string(code)])
    }
  }

  /// Reads what `json` gives; `nil` for anything else.
  package init?(json: JSONValue) {
    switch json {
    case .null: self = .empty
    case .string(let text): self = .text(text)
    case .boolean(let value): self = .boolean(value)
    case .integer(let value): self = .number(Double(value), displayed: String(value))
    case .number(let value): self = .number(value, displayed: Self.shortestText(of: value))
    case .array: return nil
    case .object(let object):
      if let value = object["n"]?.number, let displayed = object["d"]?.string {
        self = .number(value, displayed: displayed)
      } else if let iso = object["t"]?.string, let displayed = object["d"]?.string {
        self = .date(iso, displayed: displayed)
      } else if let code = object["e"]?.string {
        self = .error(code)
      } else {
        return nil
      }
    }
  }

  private static func bareNumber(_ value: Double) -> JSONValue {
    if let whole = Int64(exactly: value) { return .integer(whole) }
    return .number(value)
  }
}
