package import JobModel

/// Which folder each row of a job lies in: one byte a row.
package struct RowTable: Sendable {
  package let rows: RowRanges
  private var states: [UInt8]
  private var counts = [Int](repeating: 0, count: RowFolder.allCases.count + 1)
  /// How often each row was moved since somebody wanted to know; empty before.
  private var moves: [UInt32] = []
  /// Tells these counts from those of another table of the same job.
  package private(set) var countingID: UInt64?

  /// All rows are in no folder yet.
  package init(_ rows: RowRanges) {
    self.rows = rows
    states = [UInt8](repeating: 0, count: rows.count)
    counts[0] = rows.count
  }

  /// The folder of a row; `nil` for one that is in none, or is no row of the job.
  package subscript(row: Int) -> RowFolder? {
    get {
      guard let index = rows.index(of: row), states[index] > 0 else { return nil }
      return RowFolder.allCases[Int(states[index]) - 1]
    }
    set {
      guard let index = rows.index(of: row) else { return }
      let code = newValue.flatMap { RowFolder.allCases.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
      counts[Int(states[index])] -= 1
      counts[code] += 1
      states[index] = UInt8(code)
      if !moves.isEmpty { moves[index] &+= 1 }
    }
  }

  /// The folder of the row at a position among the job's rows, from 0.
  package func folder(at position: Int) -> RowFolder? {
    states[position] > 0 ? RowFolder.allCases[Int(states[position]) - 1] : nil
  }

  /// Counts from now on how often each row is moved: four bytes more a row.
  package mutating func countMoves() {
    guard countingID == nil else { return }
    moves = [UInt32](repeating: 0, count: rows.count)
    countingID = UInt64.random(in: 0 ... .max)
  }

  /// How often the row at a position was moved since `countMoves`. What was read of it while it stood at the same number
  /// still holds, unless it runs.
  package func moves(at position: Int) -> UInt32 { moves.isEmpty ? 0 : moves[position] }

  package func count(_ folder: RowFolder) -> Int {
    counts[(RowFolder.allCases.firstIndex(of: folder) ?? 0) + 1]
  }

  /// Rows that are in no folder.
  package var missingCount: Int { counts[0] }

  /// The rows that lie in a folder, ascending; `nil` for those in none.
  package func rows(in folder: RowFolder?) -> [Int] {
    let code = UInt8(folder.flatMap { RowFolder.allCases.firstIndex(of: $0) }.map { $0 + 1 } ?? 0)
    var found: [Int] = []
    for (row, state) in zip(rows, states) where state == code { found.append(row) }
    return found
  }
}
