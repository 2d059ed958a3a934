import JobModel
import Synchronization

/// Rows that have stopped working and whose slots can be given on, noted without waiting for the dispatcher.
final class IdleRows: Sendable {
  private let rows = Mutex<[(job: JobID, row: Int)]>([])

  func add(_ row: Int, of job: JobID) {
    rows.withLock { $0.append((job, row)) }
  }

  func takeAll() -> [(job: JobID, row: Int)] {
    rows.withLock { rows in
      let all = rows
      rows.removeAll(keepingCapacity: true)
      return all
    }
  }
}
