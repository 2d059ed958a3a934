/// What is wrong with one place of a drop: a cell, a row or a whole sheet.
package struct DropProblem: Codable, Hashable, Sendable {
  /// `nil` for CSV files, and where no sheet is meant.
  package var sheet: String?
  /// The physical row, from 1.
  package var row: Int?
  /// The column's header as people see it.
  package var column: String?
  /// Such as `B7`; `nil` where the sheet does not have the column.
  package var cell: String?
  /// A stable word for the cause.
  package var code: String
  /// A sentence that names its place.
  package var message: Message
  /// The same without its place, for where the place is seen anyway.
  package var fault: Message
  /// A sentence that says what to write.
  package var suggestion: Message?

  package init(code: String, message: Message, fault: Message? = nil, suggestion: Message? = nil) {
    self.code = code
    self.message = message
    self.fault = fault ?? message
    self.suggestion = suggestion
  }

  /// Message and suggestion.
  package var sentence: Message { .sentences([message, suggestion].compactMap(\.self)) }

  /// The same without the place.
  package var remark: Message { .sentences([fault, suggestion].compactMap(\.self)) }
}

/// What is wrong with a drop, row after row: the first problems, and how many there are.
package struct DropProblems: Codable, Hashable, Sendable {
  package private(set) var problems: [DropProblem] = []
  /// All of them, those that are not kept too.
  package private(set) var count = 0

  package init() {}

  /// - Parameter most: so many are kept.
  package mutating func add(_ problem: DropProblem, most: Int) {
    count += 1
    if problems.count < most { problems.append(problem) }
  }

  package var isEmpty: Bool { count == 0 }
}
