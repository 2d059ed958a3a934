package import JobModel
package import Spool
import SystemPackage

extension TemporarySpoolServer {
  /// The jobs made of drops of this name, oldest first.
  package func jobs(named name: String) throws -> [JobID] {
    try spool.listJobs().jobs.filter { try spool.jobFolder($0).claim()?.name == name }
  }

  /// Waits until the drop of this name is a job with all its rows queued.
  package func job(named name: String, atMost limit: Duration = patience) async throws -> JobID {
    try await wait(for: "the job of '\(name)'; \(evidence)", atMost: limit) {
      // The server makes and removes folders while this looks.
      guard let jobs = try? jobs(named: name), let job = jobs.first else { return nil }
      return try spool.isCommitted(job) ? job : nil
    }
  }

  /// Waits until a job's results are delivered.
  @discardableResult
  package func finished(_ job: JobID, round: Int = 1, atMost limit: Duration = patience) async throws
    -> FinishedRecord
  {
    try await wait(for: "the end of \(job); \(evidence)", atMost: limit) {
      guard let record = try spool.jobFolder(job).finished(), record.round >= round else { return nil }
      return record
    }
  }

  /// Waits until the drop of this name has become a job that is finished.
  package func finishedJob(named name: String, atMost limit: Duration = patience) async throws -> JobID {
    let job = try await job(named: name, atMost: limit)
    try await finished(job, atMost: limit)
    return job
  }

  /// Waits until a drop was given back.
  ///
  /// - Returns: the text beside it.
  package func rejection(of name: String, atMost limit: Duration = patience) async throws -> String {
    try await wait(for: "the rejection of '\(name)'; \(evidence)", atMost: limit) {
      guard rejected.appending(name).exists else { return nil }
      return try rejected.appending("\(name).txt").text()
    }
  }

  /// A row's history and folder. A row that is being moved is looked for again.
  package func row(_ row: Int, of job: JobID) throws -> (history: TaskHistory, folder: RowFolder)? {
    let rows = try JobRows(job, in: spool)
    for _ in 0..<5 {
      if let found = try rows.read(row) { return found }
    }
    return nil
  }

  /// How a row ended; `nil` while it has not.
  package func ending(ofRow number: Int, of job: JobID) throws -> Ending? {
    guard case .final(let ending)? = try row(number, of: job)?.history.standing else { return nil }
    return ending
  }

  /// Waits until a row has ended.
  package func endedRow(_ number: Int, of job: JobID, atMost limit: Duration = patience) async throws -> Ending {
    try await wait(for: "the end of row \(number) of \(job); \(evidence)", atMost: limit) {
      try ending(ofRow: number, of: job)
    }
  }

  /// Rows of a job that lie in a folder now.
  package func count(_ state: RowFolder, of job: JobID) throws -> Int {
    try JobRows(job, in: spool).list(state).rows.count
  }

  /// The results workbook of a job.
  package func results(of job: JobID) throws -> ResultsReading {
    let folder = outgoing.appending(job.text)
    guard let name = folder.names.first(where: { $0.hasSuffix("-results.xlsx") }) else {
      throw WaitedInVain(description: "there is no results workbook in \(folder.names)")
    }
    return try ResultsReading(folder.appending(name))
  }

  /// The end of the server's log, for messages.
  package var evidence: String { "the server's log ends:\n\(log.suffix(3000))" }
}
