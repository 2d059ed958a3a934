import JobModel
import Synchronization

/// The files this process has handed over, of jobs that are not finished.
final class DeliveredFiles: Sendable {
  private let names = Mutex<[JobID: Set<String>]>([:])

  func insert(_ name: String, of job: JobID) {
    names.withLock { _ = $0[job, default: []].insert(name) }
  }

  func contains(_ name: String, of job: JobID) -> Bool {
    names.withLock { $0[job]?.contains(name) ?? false }
  }

  func forget(_ job: JobID) {
    names.withLock { $0[job] = nil }
  }
}
