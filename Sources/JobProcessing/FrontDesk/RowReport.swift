package import JobModel
package import Results
import Spool

/// A row as the page and the API show it.
package struct RowReport: Sendable {
  /// The row in the operator's sheet, from 1.
  package var number: Int
  package var state: ResultState
  /// The first of its cells, by which people know it.
  package var label: String
  package var attempts = 0
  /// Attempts that ended in another try, since a person last queued the row.
  package var retries = 0
  package var nextAttempt: Timestamp?
  package var failure: Failure?
  /// The values it runs with, by input column.
  package var inputs: JSONObject
  /// Values by result column.
  package var outputs: JSONObject = [:]
  package var files: [ProducedFile] = []
  /// The input column with the picture it was made from, where that picture is the drop's.
  package var original: String?
  /// The time spent in attempts that ended; `nil` before the first.
  package var seconds: Double?
  /// In the workflow's currency.
  package var cost: Double?
  /// The row of an earlier job whose outcome it has.
  package var carried: CarriedFrom?
  /// What people think of its files, by file name.
  package var marks: [String: FileMark] = [:]

  /// - Parameters:
  ///   - folder: where its file was found.
  ///   - column: the input column that holds the picture a row works on.
  init(_ history: TaskHistory, in folder: RowFolder, picture column: String?) {
    var ending: Ending?
    if case .end(let last)? = history.last?.event { ending = last }
    number = history.record.row
    state = ResultState(folder: folder, outcome: ending?.outcome)
    label = PageRow.label(of: history.record.cells)
    attempts = history.attempt
    retries = history.attemptsUsed
    nextAttempt = ending?.outcome == .retry ? ending?.notBefore : nil
    failure = ending?.failure
    inputs = history.values
    outputs = ending?.outputs ?? history.steps.reduce(into: [:]) { $0 = $0.merging($1.outputs) }
    files = ending?.files ?? []
    seconds = history.attempt > 0 ? Double(history.runningMilliseconds) / 1000 : nil
    cost = history.cost
    carried = ending?.carried
    if let column, let path = history.values[column]?.string, DropPath(path) != nil { original = column }
  }

  /// A row whose file cannot be read, or is gone.
  init(missing row: Int) {
    number = row
    state = .unknown
    label = ""
    inputs = [:]
  }
}

/// The path of a file of the drop, below its job's folder: `source/cup.jpg`.
struct DropPath {
  /// Names of folders, and of the file at the end.
  let parts: [String]

  /// - Returns: `nil` for anything that is not, or not surely, within `source` or `input`.
  init?(_ path: String) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count > 1, [JobFile.source, JobFile.input].contains(parts[0]),
      !parts.contains(where: { ["", ".", ".."].contains($0) || $0.contains("\0") })
    else { return nil }
    self.parts = parts
  }
}
