import HeapModule
package import JobModel

/// The waiting rows of one job: new ones in sheet order, and ones to be tried again at their time.
///
/// A few bytes a range and a few a waiting row, never an object a row.
package struct RowQueue: Sendable {
  private var fresh: RowRanges
  private var rangeIndex = 0
  private var nextRow: Int?
  private var freshLeft: Int
  private var waiting = Heap<Wait>()
  /// Served from `dueStart` on: taking the first out of an array of a million moves all others.
  private var due: [Int] = []
  private var dueStart = 0
  private var servedRetryLast = false
  /// New rows that may still start; `nil`: all. Rows that come back for another attempt are not counted.
  package var allowance: Int?

  private struct Wait: Comparable {
    var until: Timestamp
    var row: Int

    static func < (left: Wait, right: Wait) -> Bool {
      (left.until, left.row) < (right.until, right.row)
    }
  }

  /// - Parameter rows: rows that may start at once, in sheet order.
  package init(_ rows: RowRanges = RowRanges()) {
    fresh = rows
    freshLeft = rows.count
    nextRow = rows.ranges.first?.lowerBound
  }

  /// Rows that may start now.
  package var readyCount: Int { readyFresh + due.count - dueStart }
  private var readyFresh: Int { min(freshLeft, max(0, allowance ?? freshLeft)) }
  package var waitingCount: Int { waiting.count }
  package var isEmpty: Bool { readyCount == 0 && waiting.isEmpty }
  /// When the first waiting row is due.
  package var nextDue: Timestamp? { waiting.min?.until }

  /// A row waits for its next attempt.
  package mutating func wait(_ row: Int, until: Timestamp) {
    waiting.insert(Wait(until: until, row: row))
  }

  /// Moves rows whose time has come to those that may start.
  package mutating func promote(at now: Timestamp) {
    while let first = waiting.min, first.until <= now {
      due.append(waiting.removeMin().row)
    }
  }

  /// Some of the rows that wait, in no order.
  package func someWaiting(_ most: Int) -> [Int] { waiting.unordered.prefix(most).map(\.row) }

  /// All waiting rows may start now.
  package mutating func promoteAll() {
    while !waiting.isEmpty { due.append(waiting.removeMin().row) }
  }

  /// Puts rows back, or adds rows that were queued again, among the new ones in sheet order.
  package mutating func insert(_ rows: [Int]) {
    let merged = Set(remainingFresh).union(rows).sorted()
    let (waits, dues) = (waiting, Array(due[dueStart...]))
    let (servedRetryLast, allowance) = (servedRetryLast, allowance)
    self = RowQueue(RowRanges(merged))
    (waiting, due, self.servedRetryLast) = (waits, dues, servedRetryLast)
    self.allowance = allowance.map { $0 + rows.count }
  }

  /// The next row to start. New rows and due ones take turns, so that neither starves the other.
  package mutating func next() -> Int? {
    let takesRetry = dueStart < due.count && (readyFresh == 0 || !servedRetryLast)
    servedRetryLast = takesRetry
    if takesRetry { return nextDueRow() }
    guard readyFresh > 0 else { return nil }
    allowance = allowance.map { $0 - 1 }
    return nextFresh()
  }

  private mutating func nextDueRow() -> Int {
    let row = due[dueStart]
    dueStart += 1
    if dueStart > 1024, dueStart * 2 > due.count {
      due.removeFirst(dueStart)
      dueStart = 0
    }
    return row
  }

  private mutating func nextFresh() -> Int? {
    guard let row = nextRow else { return nil }
    freshLeft -= 1
    if row < fresh.ranges[rangeIndex].upperBound {
      nextRow = row + 1
    } else {
      rangeIndex += 1
      nextRow = rangeIndex < fresh.ranges.count ? fresh.ranges[rangeIndex].lowerBound : nil
    }
    return row
  }

  private var remainingFresh: [Int] {
    guard let nextRow else { return [] }
    let first = Array(nextRow...fresh.ranges[rangeIndex].upperBound)
    return first + fresh.ranges.dropFirst(rangeIndex + 1).joined()
  }

  /// Every row in the queue, in no order; the queue is empty afterwards.
  package mutating func removeAll() -> [Int] {
    let rows = remainingFresh + due[dueStart...] + waiting.unordered.map(\.row)
    self = RowQueue()
    return rows
  }
}
