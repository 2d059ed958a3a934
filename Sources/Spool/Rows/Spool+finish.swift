import Glibc
package import JobModel

extension Spool {
  /// A running row and how its attempt ended.
  package struct Finish: Sendable {
    package let row: RunningRow
    package let event: TaskEvent
    package let at: Timestamp

    /// - Parameter event: `end` or `released`.
    package init(_ row: RunningRow, _ event: TaskEvent, at: Timestamp = .now) {
      self.row = row
      self.event = event
      self.at = at
    }
  }

  /// Ends attempts: each gets its line, the lines are made durable together, then each file is moved to its folder.
  ///
  /// Only after this may anybody be told. Where a call fails, that row's line is taken back or stands and is found by
  /// its repetition: the same finish may be given again, and does what is missing.
  ///
  /// - Returns: the error of each finish, by position; `nil` where it is done.
  package func finish(_ batch: [Finish]) -> [SpoolError?] {
    var errors = [SpoolError?](repeating: nil, count: batch.count)
    for (index, finish) in batch.enumerated() {
      errors[index] = Self.failure { () throws(SpoolError) in try finish.writeLine() }
    }
    sync(batch.map(\.row), &errors)
    for (index, finish) in batch.enumerated() where errors[index] == nil {
      errors[index] = Self.failure { () throws(SpoolError) in try finish.move() }
    }
    return errors
  }

  /// Batches from this size on are made durable by one `syncfs`: measured, about as fast as single syncs at 200 files
  /// and much faster above, but it pays for everybody's unwritten pages.
  private static let syncFileSystemFrom = 128

  /// Makes the lines of rows without an error durable.
  func sync(_ rows: [RunningRow], _ errors: inout [SpoolError?]) {
    if rows.count >= Self.syncFileSystemFrom,
      Self.failure({ () throws(SpoolError) in try tmp.syncFileSystem() }) == nil
    {
      return
    }
    for (index, row) in rows.enumerated() where errors[index] == nil {
      errors[index] = Self.failure { () throws(SpoolError) in try row.sync() }
    }
  }

  static func failure(_ body: () throws(SpoolError) -> Void) -> SpoolError? {
    do {
      try body()
      return nil
    } catch {
      return error
    }
  }
}

extension Spool.Finish {
  /// A repeated finish finds its line written.
  fileprivate func writeLine() throws(SpoolError) {
    guard row.history.last != TaskLine(at: at, event) else { return }
    try row.append(event, at: at, durably: false)
    if case .end(let ending) = event, let time = ending.notBefore {
      // After the append, which sets it too, and before the rename, so that a scan of `pending` need not read.
      try row.file.setModificationTime(milliseconds: time.milliseconds)
    }
  }

  fileprivate func move() throws(SpoolError) {
    do {
      try row.folders.folder(.running).rename(row.name, to: row.folders.folder(row.history.folder))
    } catch  where error.errno == ENOENT {
      try row.rescue()
    }
  }
}
