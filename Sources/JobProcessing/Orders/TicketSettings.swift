import Foundation
import JobModel
import RowReading

/// What the lines that people added to a ticket ask for: `priority: 1`, `并发：4`.
struct TicketSettings: Hashable {
  var priority: Int?
  var concurrency: Int?
  var maxCost: Double?
  /// Values that cannot be used.
  var problems: [Message] = []

  var isEmpty: Bool { priority == nil && concurrency == nil && maxCost == nil && problems.isEmpty }

  /// - Parameter lines: those without a key that is known, and those that begin with `#`, are people's own.
  init(_ lines: [String]) {
    for line in lines {
      guard let sign = line.firstIndex(where: { ":：=＝".contains($0) }) else { continue }
      let key = line[..<sign].trimmed
      if !key.hasPrefix("#") { set(SettingKey(key), line[line.index(after: sign)...].trimmed) }
    }
  }

  private mutating func set(_ key: SettingKey?, _ text: String) {
    switch key {
    case .priority: priority = number(text, 1...9, "priority")
    case .concurrency: concurrency = number(text, 1...10_000, "concurrency")
    case .costCeiling:
      if let value = Double(text.narrowed), value.isFinite, value >= 0 {
        maxCost = value
      } else {
        problems.append("cost-ceiling: '\(text.shortened)' is not an amount of money. Write a number such as 20.")
      }
    default: break
    }
  }

  private mutating func number(_ text: String, _ range: ClosedRange<Int>, _ key: Message) -> Int? {
    if let value = Int(text.narrowed), range.contains(value) { return value }
    problems.append(
      """
      \(key): '\(text.shortened)' is not a whole number from \(range.lowerBound) to \(range.upperBound).
      """)
    return nil
  }

  /// What was set, for the answer.
  var summary: Message {
    var parts: [Message] = []
    if let priority { parts.append("Priority: \(priority).") }
    if let concurrency { parts.append("Rows at once: \(concurrency).") }
    if let maxCost { parts.append("The most it may cost: \(maxCost.formatted(.number.grouping(.never))).") }
    return .sentences(parts)
  }

  static let howTo: Message =
    """
    The ticket does not say what is to be changed. Open it with a text editor, add a line such as 'priority: 1' \
    (1 is first, 9 is last) or 'concurrency: 4' (rows at once), save it, and drop it here again.
    """
}

extension StringProtocol {
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespaces) }
}

extension String {
  /// Digits and points as Chinese keyboards write them, as plain ones.
  fileprivate var narrowed: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.map { (0xFF01...0xFF5E).contains($0.value) ? Unicode.Scalar($0.value - 0xFEE0) ?? $0 : $0 }))
  }

  fileprivate var shortened: String { count > 40 ? "\(prefix(40))…" : self }
}
