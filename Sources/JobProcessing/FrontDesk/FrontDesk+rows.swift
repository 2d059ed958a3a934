package import JobModel
import Results
import Spool

extension FrontDesk {
  /// A search gives back what it has found by then: a page is there within 200 ms.
  package static let searchTime = Duration.milliseconds(120)

  /// A committed job; `nil` where there is none of that name.
  package func record(of job: JobID) async throws -> JobRecord? {
    try await threads.run { [shelf, spool] in try shelf.record(of: job, in: spool) }
  }

  /// Some rows of a job, in row order.
  ///
  /// - Parameter time: for the search. If it is not over by then, what was not looked at is read for the next one.
  /// - Returns: `nil` where the job went away meanwhile.
  package func rows(
    of job: JobRecord, _ query: RowQuery, within time: Duration = searchTime
  ) async throws -> RowPage? {
    let active = await dispatcher.rowTable(of: job.manifest.id, countingMoves: !query.isAnyRow)
    return try await threads.run { [self] in
      try Self.ifThere {
        let reader = try indexReader(of: job, active)
        let index = rowIndexes.index(of: job.manifest.id, reader.basis, rows: reader.numbers.count)
        let scan = RowScan(
          reader: reader, index: index, query: query, hasBadRows: job.manifest.badRows > 0,
          marks: try job.folder.marks(), text: SearchText(query.search))
        let page = try scan.page(until: .now.advanced(by: time))
        if page.next != nil, page.rows.count < query.limit { rowIndexes.complete(by: reader) }
        return page
      }
    }
  }

  private func indexReader(of job: JobRecord, _ active: RowTable?) throws -> RowIndexReader {
    let rows = try JobRows(lookingAt: job.manifest.id, in: spool)
    return RowIndexReader(
      rows: rows, numbers: job.manifest.rows, table: active,
      basis: try active?.countingID.map(RowIndex.Basis.moves) ?? .folders(rows.stamps()),
      pictureColumn: job.pictureColumn)
  }

  /// All rows of a job that match, found in portions, so that other visitors are not kept waiting.
  ///
  /// - Returns: how many match, and those of them that have ended; `nil` where the job went away meanwhile.
  package func matchingRows(of job: JobRecord, _ query: RowQuery) async throws -> (count: Int, ended: [Int])? {
    var (query, count, ended) = (query, 0, [Int]())
    query.limit = .max
    while let page = try await rows(of: job, query) {
      count += page.rows.count
      ended += page.rows.filter(\.state.hasEnded).map(\.number)
      guard let next = page.next else { return (count, ended) }
      query.after = next
    }
    return nil
  }

  /// One row, with everything that happened to it.
  ///
  /// - Returns: `nil` where the job has no such row.
  package func row(_ number: Int, of job: JobRecord) async throws -> (row: RowReport, lines: [TaskLine])? {
    guard job.manifest.rows.contains(number) else { return nil }
    return try await threads.run { [spool] in
      try Self.ifThere {
        let rows = try JobRows(lookingAt: job.manifest.id, in: spool)
        guard let (bytes, folder) = try rows.contents(of: number, in: [.pending, .running, .done, .failed]),
          let (history, lines) = JobRows.lines(of: bytes)
        else { return (RowReport(missing: number), []) }
        var report = RowReport(history, in: folder, picture: job.pictureColumn)
        report.marks = try job.folder.marks().of(report.files)
        return (report, lines)
      }
    }
  }

  /// - Returns: `nil` where what it looks at is not there any more.
  static func ifThere<Value>(_ body: () throws -> Value?) throws -> Value? {
    do {
      return try body()
    } catch let error as SpoolError where error.errno == 2 {
      return nil
    }
  }
}

extension Dispatcher {
  /// Where the rows of an unfinished job lie; `nil` for any other.
  ///
  /// - Parameter isCounting: whether it tells how often each row is moved, from the first such call on.
  func rowTable(of job: JobID, countingMoves isCounting: Bool) -> RowTable? {
    if isCounting { active[job]?.table.countMoves() }
    return active[job]?.table
  }
}
