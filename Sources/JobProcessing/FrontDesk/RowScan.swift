import JobModel
import Results
import Spool

/// Looks for rows of one job, in row order, until there are enough or time is up. Blocks on the disk.
struct RowScan {
  let rows: JobRows
  let table: RowTable
  let query: RowQuery
  /// The input column that holds the picture a row works on.
  let pictureColumn: String?
  let hasBadRows: Bool
  let marks: JobMarks
  let text: SearchText

  /// - Parameter deadline: when to give back what is there; at least one row is looked at.
  func page(until deadline: ContinuousClock.Instant) throws(SpoolError) -> RowPage {
    var page = RowPage()
    if query.isAnyRow { page.total = table.rows.count }
    let folders = query.folders(hasBadRows: hasBadRows)
    var lookedAt = 0
    for row in table.rows.above(query.after) {
      let folder = table[row]
      guard folder.map(folders.contains) ?? query.states.isEmpty else { continue }
      if page.rows.count == query.limit || (lookedAt > 0 && lookedAt % 16 == 0 && deadline < .now) {
        page.next = max(row - 1, query.after)
        break
      }
      lookedAt += 1
      if let report = try report(row, in: folder) { page.rows.append(report) }
    }
    page.lookedAt = page.next.map { table.rows.count(upTo: $0) } ?? table.rows.count
    return page
  }

  /// - Returns: `nil` where it is not wanted.
  private func report(_ row: Int, in folder: RowFolder?) throws(SpoolError) -> RowReport? {
    let others = RowFolder.allCases.filter { $0 != folder }
    guard let (bytes, found) = try rows.contents(of: row, in: (folder.map { [$0] } ?? []) + others) else {
      return query.isAnyRow ? RowReport(missing: row) : nil
    }
    guard text.mayMatch(bytes) else { return nil }
    guard let history = JobRows.history(of: bytes) else { return query.isAnyRow ? RowReport(missing: row) : nil }
    var report = RowReport(history, in: found, picture: pictureColumn)
    guard query.states.isEmpty || query.states.contains(report.state) else { return nil }
    if query.hasMedia, !report.files.contains(where: \.isMedia) { return nil }
    if !query.search.isEmpty, !text.matches(report, history.record.cells) { return nil }
    report.marks = marks.of(report.files)
    return matches(report.marks) ? report : nil
  }

  private func matches(_ marks: [String: FileMark]) -> Bool {
    switch query.mark {
    case nil: true
    case .good: marks.values.contains(.good)
    case .bad: marks.values.contains(.bad)
    case .some(.none): marks.isEmpty
    }
  }
}

extension RowRanges {
  /// Those above a row.
  func above(_ row: Int) -> RowRanges {
    var above = RowRanges()
    for range in ranges where range.upperBound > row {
      above.append(contentsOf: Swift.max(range.lowerBound, row + 1)...range.upperBound)
    }
    return above
  }

  /// How many of these rows are no higher than one.
  func count(upTo row: Int) -> Int {
    ranges.reduce(0) { $0 + Swift.max(0, Swift.min($1.upperBound, row) - $1.lowerBound + 1) }
  }
}

extension ProducedFile {
  /// Whether the page shows it as a picture or plays it.
  var isMedia: Bool { isPicture || mediaType.hasPrefix("video/") }
}
