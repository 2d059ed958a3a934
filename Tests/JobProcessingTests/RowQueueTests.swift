import JobModel
import Testing

@testable import JobProcessing

@Suite struct RowQueueTests {
  private let now = Timestamp(milliseconds: 1_000_000)

  private func all(_ queue: inout RowQueue) -> [Int] {
    var rows: [Int] = []
    while let row = queue.next() { rows.append(row) }
    return rows
  }

  @Test func rowsThatAreQueuedAgainComeInSheetOrder() {
    var queue = RowQueue(RowRanges([2, 3, 7, 8, 9]))
    #expect(queue.next() == 2)
    queue.insert([2, 5])
    #expect(all(&queue) == [2, 3, 5, 7, 8, 9])
    #expect(queue.isEmpty)
  }

  @Test func newRowsAndDueOnesTakeTurns() {
    var queue = RowQueue(RowRanges(1...4))
    for row in [10, 11] { queue.wait(row, until: now) }
    queue.promote(at: now)
    #expect(all(&queue) == [10, 1, 11, 2, 3, 4])
  }

  @Test func countsWhatMayStartAndWhatWaits() {
    var queue = RowQueue(RowRanges([1, 5]))
    queue.wait(9, until: now.advanced(by: .seconds(1)))
    #expect(queue.readyCount == 2)
    #expect(queue.waitingCount == 1)
    #expect(queue.nextDue == now.advanced(by: .seconds(1)))
    #expect(queue.removeAll().sorted() == [1, 5, 9])
    #expect(queue.isEmpty)
  }
}
