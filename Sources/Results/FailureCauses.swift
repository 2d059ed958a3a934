package import JobModel

/// Failures by their cause: one line for each, however many rows it has struck. Its size does not grow with the rows.
package struct FailureCauses: Sendable {
  /// Failures of one cause.
  package struct Cause: Hashable, Sendable {
    /// The sentence of one of them.
    package var message: Message
    package var count: Int
    /// A few of the rows, as they came.
    package var firstRows: [Int]
  }

  /// A failure's cause, by which it is taken back; the same for all failures beyond the most causes.
  package struct Key: Hashable, Sendable {
    fileprivate var text: String?
  }

  private static let maximumCauses = 50
  private static let rowsNamed = 8

  /// Failures of further causes.
  package private(set) var otherCauses = 0
  private var causes: [String: Cause] = [:]

  package init() {}

  package var isEmpty: Bool { causes.isEmpty && otherCauses == 0 }

  /// The most frequent first.
  package var byCount: [Cause] {
    causes.values.sorted { ($0.count, $1.firstRows.first ?? 0) > ($1.count, $0.firstRows.first ?? 0) }
  }

  @discardableResult
  package mutating func add(_ failure: Failure, row: Int) -> Key {
    let key = failure.code + "\n" + Self.withoutValues(failure.message.english)
    if causes[key] == nil {
      guard causes.count < Self.maximumCauses else {
        otherCauses += 1
        return Key(text: nil)
      }
      causes[key] = Cause(message: failure.message, count: 0, firstRows: [])
    }
    causes[key]?.count += 1
    if let named = causes[key]?.firstRows.count, named < Self.rowsNamed { causes[key]?.firstRows.append(row) }
    return Key(text: key)
  }

  /// Adds what another one has counted.
  package mutating func add(_ other: FailureCauses) {
    otherCauses += other.otherCauses
    for (key, cause) in other.causes {
      if causes[key] == nil, causes.count >= Self.maximumCauses {
        otherCauses += cause.count
      } else {
        causes[key, default: Cause(message: cause.message, count: 0, firstRows: [])].count += cause.count
      }
    }
  }

  /// Takes a failure back: its row runs again, or ended otherwise.
  package mutating func remove(_ key: Key, row: Int) {
    guard let text = key.text else {
      otherCauses -= 1
      return
    }
    causes[text]?.count -= 1
    causes[text]?.firstRows.removeAll { $0 == row }
    if let left = causes[text]?.count, left <= 0 { causes[text] = nil }
  }

  /// A message without what differs from row to row: numbers, and what stands in quotation marks.
  static func withoutValues(_ message: String) -> String {
    var result = String.UnicodeScalarView()
    var waitingFor: Unicode.Scalar?
    var last: Unicode.Scalar?
    for scalar in message.unicodeScalars.prefix(500) {
      defer { last = scalar }
      if let end = waitingFor {
        if scalar == end { waitingFor = nil }
      } else if let end = closing(scalar, after: last) {
        waitingFor = end
        result.append(scalar)
      } else if isDigit(scalar) {
        if result.last != "0" { result.append("0") }
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// An apostrophe within a word opens nothing.
  private static func closing(_ scalar: Unicode.Scalar, after last: Unicode.Scalar?) -> Unicode.Scalar? {
    switch scalar {
    case "“": "”"
    case "\"": "\""
    case "‘": "’"
    case "「": "」"
    case "《": "》"
    case "'": last == nil || last == " " || last == "(" ? "'" : nil
    default: nil
    }
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII ? ("0"..."9").contains(scalar) : scalar.properties.numericType != nil
  }
}
