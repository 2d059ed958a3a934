import JobModel
import Synchronization

/// Jobs whose rows have stopped working and whose slots can be given on, noted without waiting for the dispatcher.
final class IdleRows: Sendable {
  private let jobs = Mutex<[JobID]>([])

  func add(_ job: JobID) {
    jobs.withLock { $0.append(job) }
  }

  func takeAll() -> [JobID] {
    jobs.withLock { jobs in
      let all = jobs
      jobs.removeAll(keepingCapacity: true)
      return all
    }
  }
}
