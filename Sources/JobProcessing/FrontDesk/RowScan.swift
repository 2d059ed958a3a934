import JobModel
import Results
import Spool

/// Looks for rows of one job, in row order, until there are enough or time is up. Blocks on the disk.
struct RowScan {
  let reader: RowIndexReader
  let index: RowIndex
  let query: RowQuery
  let hasBadRows: Bool
  let marks: JobMarks
  let text: SearchText

  private var numbers: RowRanges { reader.numbers }

  /// - Parameter deadline: when to give back what is there; some rows are looked at in any case.
  func page(until deadline: ContinuousClock.Instant) throws(SpoolError) -> RowPage {
    var (page, time) = (RowPage(), LookTime(deadline: deadline))
    if query.isAnyRow { page.total = numbers.count }
    let candidates = Candidates(self)
    for (offset, row) in numbers.above(query.after).enumerated() {
      let position = candidates.first + offset
      let isCandidate = candidates.contains(row, at: position)
      // A page of any rows is read whole: it is as long as it is.
      if (!query.isAnyRow && time.isOver()) || (isCandidate && page.rows.count == query.limit) {
        page.next = max(row - 1, query.after)
        break
      }
      time.spend(reading: isCandidate)
      guard isCandidate else { continue }
      let folders = candidates.folders(at: position)
      if let report = try report(row, in: folders) { page.rows.append(report) }
    }
    page.lookedAt = page.next.map { numbers.count(upTo: $0) } ?? numbers.count
    return page
  }

  /// - Returns: `nil` where it is not wanted.
  private func report(_ row: Int, in folders: [RowFolder]) throws(SpoolError) -> RowReport? {
    guard let (bytes, found) = try reader.rows.contents(of: row, in: folders) else {
      return query.isAnyRow ? RowReport(missing: row) : nil
    }
    guard text.mayMatch(bytes) else { return nil }
    guard let history = JobRows.history(of: bytes) else { return query.isAnyRow ? RowReport(missing: row) : nil }
    var report = RowReport(history, in: found, picture: reader.pictureColumn)
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

extension RowScan {
  /// When to look at the clock: not after every row that is passed over.
  private struct LookTime {
    let deadline: ContinuousClock.Instant
    /// In rows passed over; reading one takes as long as passing over many.
    private var effort = 0

    init(deadline: ContinuousClock.Instant) {
      self.deadline = deadline
    }

    mutating func spend(reading: Bool) { effort += reading ? 256 : 1 }

    mutating func isOver() -> Bool {
      guard effort >= 4096 else { return false }
      effort = 0
      return deadline < .now
    }
  }

  /// Tells rows that are surely not wanted, without reading their files.
  private struct Candidates {
    /// The position of the first row above `query.after`.
    let first: Int
    private let scan: RowScan
    private let wanted: Set<RowFolder>
    private let wantedInOrder: [RowFolder]
    /// Rows with marked files, where only such are wanted.
    private let marked: Set<Int>?
    private let isAnyRow: Bool

    init(_ scan: RowScan) {
      self.scan = scan
      first = scan.numbers.count(upTo: scan.query.after)
      let wanted = scan.query.folders(hasBadRows: scan.hasBadRows)
      self.wanted = wanted
      wantedInOrder = RowFolder.searched(from: nil).filter(wanted.contains)
      isAnyRow = scan.query.isAnyRow
      switch scan.query.mark {
      case .good, .bad: marked = Set(scan.marks.names.compactMap(ProducedFile.row(of:)))
      case .some(.none), nil: marked = nil
      }
    }

    func contains(_ row: Int, at position: Int) -> Bool {
      if isAnyRow { return true }
      if let marked, !marked.contains(row) { return false }
      if let table = scan.reader.table {
        let folder = table.folder(at: position)
        guard folder.map(wanted.contains) ?? scan.query.states.isEmpty else { return false }
        // It changes while it lies there.
        if folder == .running { return true }
      }
      let known = scan.index.entry(at: position, moves: scan.reader.table?.moves(at: position) ?? 0)
      return known.map { mayMatch($0, row) } ?? true
    }

    private func mayMatch(_ known: RowIndex.Entry, _ row: Int) -> Bool {
      if !scan.query.states.isEmpty, !scan.query.states.contains(known.state) { return false }
      if scan.query.hasMedia, !known.hasMedia { return false }
      guard !scan.query.search.isEmpty, let text = known.text else { return true }
      return scan.text.mayMatch(searched: text, row)
    }

    /// Where a row may be found if it is wanted.
    func folders(at position: Int) -> [RowFolder] {
      if let folder = scan.reader.table?.folder(at: position) { return RowFolder.searched(from: folder) }
      // Those of a finished job stay where they are: most of the others need not be opened.
      return scan.reader.table == nil ? wantedInOrder : RowFolder.searched(from: nil)
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

  /// The row that made a file of this name: its name begins with the row's number.
  static func row(of name: String) -> Int? { Int(name.prefix { $0 != "-" }) }
}
