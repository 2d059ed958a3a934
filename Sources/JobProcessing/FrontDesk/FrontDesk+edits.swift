package import JobModel
import Spool

/// A job of one row that was begun with a result of another job.
package struct PictureEdit: Sendable {
  package var job: JobView
  /// The result that it goes back to, of the job that was asked for.
  package var root: PictureOrigin
  /// Its row; `nil` while its drop is being read.
  package var row: RowReport?
}

extension FrontDesk {
  /// Some of the edits of a job's results, and of theirs, oldest first.
  ///
  /// - Parameters:
  ///   - row: only those of this row; `nil`: of all.
  ///   - only: the submitter whose jobs may be seen; `nil`: all.
  ///   - after: goes on behind this job.
  /// - Returns: and whether there are more.
  package func edits(
    of job: JobID, row: Int?, only: String?, after: JobID?, limit: Int
  ) async throws -> (edits: [PictureEdit], areMore: Bool) {
    await board.look()
    let found = await board.edits(of: job, only: only).filter { edit in
      (row == nil || edit.root.row == row) && after.map { $0 < edit.job.id } ?? true
    }
    let edits = try await threads.run { [spool] in
      try found.prefix(limit).map { edit in
        PictureEdit(job: edit.job, root: edit.root, row: try Self.firstRow(of: edit.job.id, in: spool))
      }
    }
    return (edits, found.count > limit)
  }

  /// The only row of such a job.
  private static func firstRow(of job: JobID, in spool: Spool) throws -> RowReport? {
    try ifThere {
      guard let row = try spool.jobFolder(job).manifest()?.rows.ranges.first?.lowerBound else { return nil }
      let rows = try JobRows(lookingAt: job, in: spool)
      guard let (bytes, folder) = try rows.contents(of: row, in: RowFolder.allCases),
        let history = JobRows.history(of: bytes)
      else { return nil }
      return RowReport(history, in: folder, picture: nil)
    }
  }

  /// Whether a row of a job has a result of this name now.
  package func hasResult(_ origin: PictureOrigin) async throws -> Bool {
    guard let record = try await record(of: origin.job) else { return false }
    return try await threads.run { [self] in
      let row = Int(origin.file.prefix { $0 != "-" })
      return try Self.ifThere { row == origin.row ? try produced(origin.file, of: record) : nil } != nil
    }
  }
}
