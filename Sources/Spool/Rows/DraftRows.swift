import Glibc
package import JobModel

/// The row files of a job that is being taken in, in `tmp/<job>/pending`. Nothing is queued yet, so they may still be
/// changed; what a crash leaves of them is swept, and the drop is read again.
package struct DraftRows: Sendable {
  private let folder: Folder

  /// Up to this many files are synced one by one, which costs a small job less than a whole file system's sync.
  package static let syncedSingly = 64

  package init(of job: JobID, in spool: Spool) throws(SpoolError) {
    folder = try spool.tmp.folder(job.text).folder(RowFolder.pending.rawValue)
  }

  /// - Returns: `nil` where there is no such row, or its file is damaged.
  package func read(_ row: Int) throws(SpoolError) -> TaskHistory? {
    try folder.contents(of: RowFileName.name(ofRow: row)).flatMap { RowFile($0)?.history }
  }

  /// Writes a row's file anew.
  package func write(_ record: TaskRecord, _ lines: [TaskLine]) throws(SpoolError) {
    var writer = JSONWriter(reserving: 1024)
    writer.write(record.json)
    writer.endLine()
    let file = try folder.open(RowFileName.name(ofRow: record.row), for: .appending)
    try file.truncate(to: 0)
    try file.write(writer.bytes + lines.flatMap(\.bytes))
    try file.close()
  }

  /// Makes rows durable that were written anew.
  package func sync(_ rows: [Int]) throws(SpoolError) {
    if rows.count > Self.syncedSingly { return try folder.syncFileSystem() }
    for row in rows { try folder.open(RowFileName.name(ofRow: row), for: .reading).sync() }
  }
}
