import Glibc
import JobModel
import Logging
import Results
import Spool
import Synchronization
import SystemPackage
import Workflows

/// Hands over the marked-up workbooks of jobs with bad rows: into `outgoing/<job>`, as results are. A share that is away
/// delays them and nothing else.
final class ReceiptDesk: Sendable {
  private let spool: Spool
  private let threads: FileThreads
  private let language: @Sendable (WorkflowDefinition) -> Language
  private let log: Logger
  private let waiting = Mutex<[JobID]>([])
  private let changed = Signal()

  private static let retryAfter = Duration.seconds(5)

  /// - Parameter language: in which people are told about a workflow's jobs.
  init(
    spool: Spool, threads: FileThreads, language: @escaping @Sendable (WorkflowDefinition) -> Language, log: Logger
  ) {
    self.spool = spool
    self.threads = threads
    self.language = language
    self.log = log
  }

  /// Has what is marked up of some jobs handed over; those that have nothing cost a look.
  func handOver(_ jobs: [JobID]) {
    waiting.withLock { $0 += jobs }
    changed.raise()
  }

  /// Hands over until the task is cancelled.
  func run() async {
    var left: [JobID] = []
    while !Task.isCancelled {
      let jobs =
        left
        + waiting.withLock { waiting in
          defer { waiting = [] }
          return waiting
        }
      left = []
      for job in jobs where await !deliver(job) { left.append(job) }
      await changed.wait(atMost: left.isEmpty ? nil : Self.retryAfter)
    }
  }

  /// - Returns: whether there is nothing more to do.
  private func deliver(_ job: JobID) async -> Bool {
    do {
      try await threads.run { [self] in try hand(job) }
      return true
    } catch let error as SpoolError where error.errno == ENOENT {
      // The job was cleared.
      return true
    } catch {
      log.warning("a marked-up workbook waits: \(error)", metadata: ["job": "\(job)"])
      return false
    }
  }

  private func hand(_ job: JobID) throws {
    let folder = try spool.jobFolder(job)
    guard try folder.folder.has(JobFile.marked), let manifest = try folder.manifest(),
      let workflow = try folder.pinnedWorkflow(of: manifest)
    else { return }
    try Delivery(of: job, in: spool).deliver(
      folder.folder.path.appending(JobFile.marked), as: ResultsNames.marked(for: manifest.name, language(workflow)))
    // It is handed over once: what people take away stays away.
    try folder.folder.rename(JobFile.marked, to: folder.folder, as: JobFile.markedDelivered)
    try folder.folder.sync()
  }
}
