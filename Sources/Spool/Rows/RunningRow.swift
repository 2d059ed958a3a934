package import JobModel

/// A row that was claimed: its file lies in `running/` and is held open for the lines of its attempt.
///
/// One owner at a time: the worker while the row runs, then whoever ends it.
package final class RunningRow: @unchecked Sendable {
  package let row: Int
  package let job: JobID
  package internal(set) var history: TaskHistory
  let folders: JobRows
  let name: String
  var file: OpenFile
  /// Bytes up to the end of the last whole line.
  var length: Int

  init(row: Int, in folders: JobRows, history: TaskHistory, file: OpenFile, length: Int) {
    self.row = row
    job = folders.job
    self.history = history
    self.folders = folders
    name = RowFileName.name(ofRow: row)
    self.file = file
    self.length = length
  }

  /// Adds a line; after a failure nothing of it is left.
  ///
  /// - Parameter durably: synced before this returns: for `sent`, `remote` and `step`.
  package func append(_ event: TaskEvent, at time: Timestamp = .now, durably: Bool) throws(SpoolError) {
    let line = TaskLine(at: time, event)
    let bytes = line.bytes
    do {
      try file.write(bytes)
    } catch {
      try? file.truncate(to: length)
      throw error
    }
    length += bytes.count
    history.append(line)
    if durably { try sync() }
  }

  /// Makes the lines so far durable. After a failed sync the file is dead (a second sync would lie), so its contents
  /// go to a new one that takes its place.
  func sync() throws(SpoolError) {
    do {
      try file.sync()
    } catch {
      try rewrite()
    }
  }

  private func rewrite() throws(SpoolError) {
    let running = folders.folder(.running)
    try running.replace(name, with: Array(try file.readAll().prefix(length)), by: folders.spool.tmp)
    file = try running.open(name, for: .appending)
  }

  /// Somebody removed the file, or its folder, while it was held open: what it holds goes where its last line says.
  func rescue() throws(SpoolError) {
    let now = try JobRows(job, in: folders.spool)
    let bytes = Array(try file.readAll().prefix(length))
    try now.folder(history.folder).replace(name, with: bytes, by: folders.spool.tmp)
  }
}
