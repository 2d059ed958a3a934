import ContentDigest
import JobModel

/// By what a row of a results workbook is known again when the workbook is dropped back: its job, its row there, and a
/// hash of the cells that the job read. It stands in a hidden column.
struct RowKey: Hashable {
  var job: JobID
  var row: Int
  /// The first 16 digits of a SHA-256.
  var hash: String

  init(of record: TaskRecord) {
    job = record.job
    row = record.row
    var text = record.cells.map(\.displayed).joined(separator: "\u{1F}")
    let digest = text.withUTF8 { bytes -> String? in
      // Without a hash a key is found to be unknown, and its row is a new one.
      guard let digest = try? ContentDigest(), (try? digest.update(UnsafeRawBufferPointer(bytes))) != nil else {
        return nil
      }
      return try? digest.finish()
    }
    hash = String((digest ?? "").prefix(16))
  }

  /// Reads what `text` gives; `nil` for anything else.
  init?(_ text: String) {
    let parts = text.split(whereSeparator: \.isWhitespace)
    guard parts.count == 3, let job = JobID(String(parts[0])), let row = Int(parts[1]), row > 0 else { return nil }
    self.job = job
    self.row = row
    hash = String(parts[2])
  }

  var text: String { "\(job) \(row) \(hash)" }
}
