package import JobModel
package import SystemPackage

/// Writes the row files of a job that is being taken in, into `tmp/<job>/pending`.
///
/// For the reading child: it needs nothing of the spool but that folder. Nothing is queued until the job is committed.
package final class RowFileWriter {
  private let folder: Folder
  private var unsynced: [OpenFile] = []
  private var count = 0
  private var writer = JSONWriter(reserving: 1024)

  /// Up to this many files are synced one by one, which costs a small job less than a whole file system's sync.
  private static let syncedSingly = 64

  /// - Parameter path: a folder that exists and is empty.
  package init(into path: FilePath) throws(SpoolError) {
    folder = try Folder.open(path)
  }

  /// Writes one row's file.
  ///
  /// - Parameter ending: for a row that failed validation; it is moved on by the ordinary claim.
  package func write(_ record: TaskRecord, ending: Ending? = nil, at time: Timestamp) throws(SpoolError) {
    writer.removeAll()
    writer.write(record.json)
    writer.endLine()
    if let ending {
      writer.write(TaskLine(at: time, .end(ending)).json)
      writer.endLine()
    }
    let file = try folder.open(RowFileName.name(ofRow: record.row), for: .creating)
    try file.write(writer.bytes)
    count += 1
    if count <= Self.syncedSingly { unsynced.append(file) } else { try file.close() }
  }

  /// Makes all files durable, and the folder with their names.
  package func finish() throws(SpoolError) {
    if count > Self.syncedSingly {
      try folder.syncFileSystem()
    } else {
      for file in unsynced { try file.sync() }
    }
    unsynced = []
    try folder.sync()
  }
}
