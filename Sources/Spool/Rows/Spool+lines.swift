package import JobModel

extension Spool {
  /// A line that must be durable before the attempt goes on: `sent`, `remote`, `step`.
  package struct Line: Sendable {
    package let row: RunningRow
    package let event: TaskEvent

    package init(_ row: RunningRow, _ event: TaskEvent) {
      self.row = row
      self.event = event
    }
  }

  /// Adds lines to running rows and makes them durable together.
  ///
  /// - Returns: the error of each line, by position; `nil` where it is durable.
  package func append(_ lines: [Line]) -> [SpoolError?] {
    var errors = lines.map { line in
      Self.failure { () throws(SpoolError) in try line.row.append(line.event, durably: false) }
    }
    sync(lines.map(\.row), &errors)
    return errors
  }
}
