import JobModel

/// What the bytes of a row file say.
struct RowFile {
  let history: TaskHistory
  /// Bytes up to the end of the last line that counts; what follows is torn and is cut before the next append.
  let length: Int
  let total: Int

  /// - Returns: `nil` where the first line is not a task: the file is damaged.
  init?(_ bytes: [UInt8]) {
    let lines = JSONLines(bytes)
    guard let first = lines.objects.first, let record = TaskRecord(json: first) else { return nil }
    var history = TaskHistory(record)
    for line in lines.objects.dropFirst() {
      // A line of a later version or a stray edit is passed over; the lines around it still count.
      if let line = TaskLine(json: line) { history.append(line) }
    }
    self.history = history
    length = lines.length
    total = lines.total
  }
}
