/// Finds the header of a table: the first of its first 20 rows that has every required column.
///
/// Names match in any order and language, without regard to letter case, width of characters and blanks around them.
package struct HeaderFinder: Sendable {
  package static let rowsSearched = 20

  private let columns: [HeaderColumn]
  private let indices: [String: Int]

  package init(_ columns: [HeaderColumn]) {
    self.columns = columns
    var indices: [String: Int] = [:]
    for (index, column) in columns.enumerated() {
      for name in column.names where indices[Self.key(name)] == nil { indices[Self.key(name)] = index }
    }
    self.indices = indices
  }

  /// - Parameter rows: the table's first rows with their physical numbers, as displayed.
  package func find(in rows: [(number: Int, texts: [String])]) -> Result<Header, HeaderProblem> {
    var nearest: Header?
    for row in rows where row.number <= Self.rowsSearched && row.texts.contains(where: { !Self.key($0).isEmpty }) {
      let header = header(of: row.texts, at: row.number)
      let matched = matches(header)
      if lacking(header).isEmpty, matched > 0 || columns.isEmpty { return .success(header) }
      if nearest.map({ matched > matches($0) }) ?? true { nearest = header }
    }
    // Where nothing is required and nothing known, the first row names the columns.
    if let nearest, lacking(nearest).isEmpty { return .success(nearest) }
    return .failure(HeaderProblem(missing: missing(nearest)))
  }

  private func header(of texts: [String], at row: Int) -> Header {
    var header = Header(
      row: row, columns: [Int?](repeating: nil, count: columns.count),
      titles: texts.map { String($0.trimmingBlanks()) }, unknown: [], duplicates: [])
    for (column, text) in texts.enumerated() {
      let key = Self.key(text)
      guard !key.isEmpty else { continue }
      guard let index = indices[key] else {
        header.unknown.append(column)
        continue
      }
      if header.columns[index] == nil { header.columns[index] = column } else { header.duplicates.append(column) }
    }
    return header
  }

  private func matches(_ header: Header) -> Int { header.columns.count { $0 != nil } }

  private func lacking(_ header: Header) -> [HeaderColumn] {
    zip(columns, header.columns).filter { $0.isRequired && $1 == nil }.map(\.0)
  }

  private func missing(_ nearest: Header?) -> MissingHeader {
    guard let nearest else {
      return MissingHeader(row: nil, missing: columns.filter(\.isRequired), suggestions: [])
    }
    let missing = lacking(nearest)
    var suggestions: [MissingHeader.Suggestion] = []
    for column in nearest.unknown {
      let title = nearest.titles[column]
      let near = EditDistance.nearest(to: Self.key(title), among: missing.flatMap(\.names).map(Self.key), most: 1)
      let meant = missing.first { $0.names.map(Self.key).contains(near.first) }
      if let meant { suggestions.append(.init(title: title, meant: meant.title)) }
    }
    return MissingHeader(row: nearest.row, missing: missing, suggestions: suggestions)
  }

  /// Templates mark required columns with an asterisk, people end names with a colon.
  private static func key(_ name: String) -> String {
    let key = TextKey.key(of: name)
    let bare = key.reversed().drop { $0 == "*" || $0 == ":" || $0.isWhitespace }
    return String(bare.reversed())
  }
}

/// No row of a table is its header.
package struct HeaderProblem: Error, Hashable {
  package var missing: MissingHeader
}
