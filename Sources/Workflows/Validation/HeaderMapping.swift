/// Which column of a sheet holds which input column of a workflow.
package struct HeaderMapping: Hashable, Sendable {
  /// For each of the workflow's columns the position in the sheet, from 0 (A); `nil` where the sheet has none.
  package var positions: [Int?]
  /// Sheet columns with a header that the workflow does not know, left to right.
  package var unknown: [Int]
  /// Sheet columns whose header means a column that another one, further left, is already.
  package var repeated: [Int]

  /// - Parameter headers: the header row's cells as they are seen. Order does not matter; names, titles in either
  ///   language and aliases match without regard to case, width and a trailing `*` or colon.
  package init(headers: [String], of definition: WorkflowDefinition) {
    var owners: [String: Int] = [:]
    for (index, column) in definition.columns.enumerated() {
      for header in column.headers { owners[FoldedText.foldHeader(header)] = index }
    }
    positions = Array(repeating: nil, count: definition.columns.count)
    unknown = []
    repeated = []
    for (position, header) in headers.enumerated() {
      let folded = FoldedText.foldHeader(header)
      guard let owner = owners[folded] else {
        if !folded.isEmpty { unknown.append(position) }
        continue
      }
      if positions[owner] == nil { positions[owner] = position } else { repeated.append(position) }
    }
  }

  /// Required columns that the sheet lacks.
  package func missing(of definition: WorkflowDefinition) -> [InputColumn] {
    zip(definition.columns, positions).filter { $0.required && $1 == nil }.map(\.0)
  }
}
