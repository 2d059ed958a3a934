import JobModel
import Spool

/// A job's rows as they lie at present, and what is needed to read them for its index. Blocks on the disk.
struct RowIndexReader: Sendable {
  let rows: JobRows
  let numbers: RowRanges
  /// Where the rows of an unfinished job lie.
  let table: RowTable?
  let basis: RowIndex.Basis
  /// The input column that holds the picture a row works on.
  let pictureColumn: String?

  /// Reads what is not known of a block.
  ///
  /// - Parameters:
  ///   - known: what was known of it; empty where nothing was.
  ///   - keepsTexts: whether there is room for what can be searched for.
  func read(_ block: Int, known: [RowIndex.Entry?], keepsTexts: Bool) throws(SpoolError) -> [RowIndex.Entry?] {
    var entries: [RowIndex.Entry?] = []
    let first = block * RowIndex.blockSize
    for (place, row) in numbers.rows(from: first, atMost: RowIndex.blockSize).enumerated() {
      let moves = table?.moves(at: first + place) ?? 0
      if place < known.count, let old = known[place], old.moves == moves {
        entries.append(old)
      } else {
        entries.append(try entry(of: row, at: first + place, moves: moves, keepsTexts))
      }
    }
    return entries
  }

  /// - Returns: `nil` for what cannot be relied on: a row that runs, is gone, or cannot be read.
  private func entry(
    of row: Int, at position: Int, moves: UInt32, _ keepsTexts: Bool
  ) throws(SpoolError) -> RowIndex.Entry? {
    let folder = table?.folder(at: position)
    guard folder != .running,
      let (bytes, found) = try rows.contents(of: row, in: RowFolder.searched(from: folder)),
      let history = JobRows.history(of: bytes)
    else { return nil }
    let report = RowReport(history, in: found, picture: pictureColumn)
    return RowIndex.Entry(
      moves: moves, state: report.state, hasMedia: report.files.contains(where: \.isMedia),
      text: keepsTexts ? SearchText.searched(in: report, history.record.cells) : nil)
  }
}

extension RowRanges {
  /// Rows from a position on, by one walk over the ranges.
  func rows(from position: Int, atMost count: Int) -> [Int] {
    var (rows, skipped): ([Int], Int) = ([], position)
    for range in ranges {
      if skipped >= range.count {
        skipped -= range.count
        continue
      }
      rows += range.dropFirst(skipped).prefix(count - rows.count)
      skipped = 0
      if rows.count == count { break }
    }
    return rows
  }
}

extension RowFolder {
  /// Where to look for a row: most likely there, else in the others, those of ended rows first.
  static func searched(from folder: RowFolder?) -> [RowFolder] {
    let all: [RowFolder] = [.done, .failed, .pending, .running]
    guard let folder else { return all }
    return [folder] + all.filter { $0 != folder }
  }
}
