import Glibc
package import JobModel

extension JobRows {
  /// Rows are worked off in groups of this size when an order moves many: one sync for each group, and an order can be
  /// overtaken by the next between two groups.
  package static let groupSize = 512

  /// Ends waiting rows without running them: cancelled rows, or rows whose service stays away for too long.
  ///
  /// - Returns: the rows ended; one whose file is not in `pending` any more is left out.
  package func endWaiting(_ rows: [Int], with ending: Ending, at time: Timestamp = .now) throws(SpoolError) -> [Int] {
    try appendAndMove(rows, from: .pending) { history in
      if case .waiting = history.standing { return TaskLine(at: time, .end(ending)) }
      return nil
    }
  }

  /// Queues finished rows again.
  ///
  /// - Parameter accepts: whether a row that ended so is meant.
  /// - Returns: the rows that now wait in `pending` because of this order. A row that carries its id already is not
  ///   touched: orders are done once.
  package func requeue(
    _ rows: [Int], _ requeue: Requeue, at time: Timestamp = .now, accepts: (Ending) -> Bool = { _ in true }
  ) throws(SpoolError) -> [Int] {
    var queued: [Int] = []
    for state in [RowFolder.failed, .done] {
      queued += try appendAndMove(rows, from: state) { history in
        guard case .final(let ending) = history.standing, !history.orders.contains(requeue.order), accepts(ending)
        else {
          return nil
        }
        return TaskLine(at: time, .requeue(requeue))
      }
    }
    return queued
  }

  /// Appends a line to each file that wants one, syncs them together, then moves every file to where its last line
  /// says. A file that has the line already (the order was cut off before the rename) is moved only.
  func appendAndMove(
    _ rows: [Int], from state: RowFolder, _ line: (TaskHistory) -> TaskLine?
  ) throws(SpoolError) -> [Int] {
    var moved: [Int] = []
    var rest = rows[...]
    while !rest.isEmpty {
      var group: [RunningRow] = []
      for row in rest.prefix(Self.groupSize) {
        if let opened = try openAndAppend(row, in: state, line) { group.append(opened) }
      }
      if group.count >= 128 {
        try spool.tmp.syncFileSystem()
      } else {
        for row in group { try row.file.sync() }
      }
      for row in group where row.history.folder != state {
        try folder(state).rename(row.name, to: folder(row.history.folder))
        moved.append(row.row)
      }
      rest = rest.dropFirst(Self.groupSize)
    }
    return moved
  }

  private func openAndAppend(
    _ row: Int, in state: RowFolder, _ line: (TaskHistory) -> TaskLine?
  ) throws(SpoolError) -> RunningRow? {
    let file: OpenFile
    do {
      file = try folder(state).open(RowFileName.name(ofRow: row), for: .appending)
    } catch  where error.errno == ENOENT {
      return nil
    }
    guard let contents = RowFile(try file.readAll()) else { return nil }
    if contents.length < contents.total { try file.truncate(to: contents.length) }
    let opened = RunningRow(row: row, in: self, history: contents.history, file: file, length: contents.length)
    if let line = line(contents.history) { try opened.append(line.event, at: line.at, durably: false) }
    return opened
  }
}
