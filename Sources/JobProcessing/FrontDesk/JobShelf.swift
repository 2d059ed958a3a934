import JobModel
import Spool
import Synchronization
import Workflows

/// What was read of jobs that people look at, so that turning a page reads no more than the page: a bounded number of
/// jobs, each of them as it lies on disk.
final class JobShelf: Sendable {
  private struct Place {
    var record: JobRecord
    var lastUse: UInt64
  }

  private struct State {
    var places: [JobID: Place] = [:]
    var uses: UInt64 = 0

    mutating func use(_ job: JobID) -> JobRecord? {
      uses += 1
      places[job]?.lastUse = uses
      return places[job]?.record
    }

    mutating func keep(_ record: JobRecord) {
      guard places[record.manifest.id] == nil else { return }
      places[record.manifest.id] = Place(record: record, lastUse: uses)
      guard places.count > JobShelf.mostJobs, let oldest = places.min(by: { $0.value.lastUse < $1.value.lastUse })
      else { return }
      places[oldest.key] = nil
    }
  }

  private let state = Mutex(State())
  private let pace = Mutex(PaceBoard())
  private let writing = Mutex(())
  private static let mostJobs = 32

  /// A committed job.
  ///
  /// - Returns: `nil` where there is none of that name, or it is being cleared.
  func record(of job: JobID, in spool: Spool) throws -> JobRecord? {
    let record = try FrontDesk.ifThere {
      let folder = try spool.jobFolder(job)
      if try folder.folder.has(JobFile.clearing) { return nil as JobRecord? }
      return try state.withLock { $0.use(job) } ?? read(folder, in: spool)
    }
    state.withLock { state in
      if let record { state.keep(record) } else { state.places[job] = nil }
    }
    return record
  }

  private func read(_ folder: JobFolder, in spool: Spool) throws -> JobRecord? {
    guard try spool.isCommitted(folder.job), let manifest = try folder.manifest(),
      let definition = try folder.pinnedWorkflow(of: manifest)
    else { return nil }
    return JobRecord(manifest: manifest, definition: definition, folder: folder)
  }

  /// Does what only one may do at a time.
  func write(_ body: () throws -> Void) throws {
    try writing.withLock { _ in try body() }
  }

  /// How fast a job goes, by what was seen of it here.
  func progress(of job: JobStatus) -> JobSummary.Progress? {
    pace.withLock { $0.progress(of: job, at: .now) }
  }
}
