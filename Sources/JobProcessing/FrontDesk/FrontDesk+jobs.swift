package import JobModel
package import Results
import Spool
import Workflows

extension FrontDesk {
  /// The jobs that match, as they stand now.
  package func jobs(_ query: JobQuery) async -> JobQuery.Page {
    await board.look()
    var page = query.page(of: await board.jobs.values)
    if let only = query.only { page.items = await board.shown(page.items, to: only) }
    return page
  }

  /// One job as it stands now.
  ///
  /// - Parameter only: the submitter whose jobs may be seen; `nil`: all.
  /// - Returns: `nil` where there is no such job: it was never there, was rejected, is cleared, or is not to be seen.
  package func job(_ id: JobID, only: String? = nil) async throws -> JobView? {
    await board.look()
    var job = await board.jobs[id]
    if job == nil {
      // A program has just handed it in, say, or its workflow cannot be read.
      job = try await threads.run { [spool] in
        try SpoolView(spool).job(id).map { summary in
          let from = try? spool.jobFolder(id).claim()?.submitter.from
          return JobView(summary, from: from ?? "", counts: PageCounts(total: summary.rows.total))
        }
      }
    }
    guard let only else { return job }
    return await board.shown(job.map { [$0] } ?? [], to: only).first
  }

  /// What a job's page says besides its rows.
  package struct JobDetails: Sendable {
    /// Of its workflow, in the language asked for.
    package var title: String
    package var columns: [String]
    /// Titles and values for people.
    package var facts: [JobPage.Fact]
    package var notes: [Message]
    package var problems: DropProblems
  }

  /// - Returns: `nil` for a drop that is still being read.
  package func details(of id: JobID, in language: Language) async throws -> JobDetails? {
    let active = await dispatcher.status(of: id)
    return try await threads.run { [spool] in
      let folder = try spool.jobFolder(id)
      guard let status = try active ?? JobStatus(of: folder) else { return nil }
      return JobDetails(
        title: status.definition.titles.text(language) ?? status.manifest.workflow, columns: status.manifest.columns,
        facts: JobFacts(status, in: language).all, notes: status.manifest.notes,
        problems: try folder.problems() ?? DropProblems())
    }
  }

  /// Why a drop was given back, by the name of the job it would have been.
  package func rejection(of id: JobID) async throws -> Rejection? {
    try await threads.run { [spool] in try Rejection.find(of: id, in: spool) }
  }

  /// The workflows of the jobs there are.
  package func usedWorkflows(only: String? = nil) async -> [String] {
    await board.look()
    let jobs = await board.jobs.values.filter { only == nil || $0.summary.submitter == only }
    return Set(jobs.compactMap(\.summary.workflow)).sorted()
  }

  /// Drops that are no jobs.
  package func drops() async -> BoardDrops { await board.drops }
}

extension JobStatus {
  /// A finished job without its rows; `nil` where it is not committed.
  fileprivate init?(of folder: JobFolder) throws {
    guard let manifest = try folder.manifest(), let yaml = try folder.folder.contents(of: JobFile.workflow) else {
      return nil
    }
    let definition = try WorkflowDefinition(yaml: String(decoding: yaml, as: UTF8.self), id: manifest.workflow)
    var digest = StatusDigest(state: .completed, since: manifest.committedAt)
    let orders = try folder.orders()
    digest.priority = orders.priority ?? manifest.settings.effectivePriority
    digest.concurrency = orders.concurrency ?? manifest.settings.concurrency
    self.init(
      manifest: manifest, definition: definition, folder: folder, digest: digest, book: StatusBook(manifest.rows))
    hasStarted = true
    finished = try folder.finished()
  }
}
