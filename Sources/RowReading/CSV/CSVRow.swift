import JobModel

/// One record of a CSV file, as raw bytes of UTF-8 in its reader's memory.
final class CSVRow: SheetRow {
  private(set) var number = 0
  private(set) var count = 0
  private var bytes: UnsafeMutablePointer<UInt8>
  /// Ends of the row's fields; the one before the first is the row's start.
  private var ends: UnsafeMutablePointer<Int>
  private var start = 0

  init(_ arena: RowArena) {
    bytes = arena.bytes
    ends = arena.fieldEnds
  }

  /// Shows the fields `first..<end` of `arena`.
  func show(_ arena: RowArena, fields first: Int, to end: Int, number: Int) {
    bytes = arena.bytes
    ends = arena.fieldEnds + first
    start = first == 0 ? 0 : arena.fieldEnds[first - 1]
    self.number = number
    count = end - first
    while count > 0, text(at: count - 1).isEmpty { count -= 1 }
  }

  /// The bytes of a cell; empty beyond the last used one.
  func text(at column: Int) -> UnsafeBufferPointer<UInt8> {
    guard column >= 0, column < count else { return .init(start: nil, count: 0) }
    let from = column == 0 ? start : ends[column - 1]
    return .init(start: bytes + from, count: ends[column] - from)
  }

  func value(at column: Int) -> CellValue {
    let text = text(at: column)
    return text.isEmpty ? .empty : .text(String(decoding: text, as: UTF8.self))
  }

  func appendText(at column: Int, as form: ValueForm, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: text(at: column))
  }
}
