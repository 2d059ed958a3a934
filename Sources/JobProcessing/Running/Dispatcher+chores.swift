package import JobModel
import Spool
import Workflows

/// A job whose results are to be written.
package struct ResultsTask: Sendable {
  package enum Kind: Sendable {
    /// All rows have ended: with these results the job is finished.
    case final
    /// The job goes on.
    case soFar
    /// The job was finished before, and somebody wants its results again.
    case again
  }

  package var kind: Kind
  package var manifest: JobManifest
  let definition: WorkflowDefinition
  /// Whether any row has cost anything.
  var hasCosts = false
}

extension Dispatcher {
  package func unfinishedJobs() -> Set<JobID> { Set(active.keys) }

  package func knows(_ job: JobID) -> Bool { active[job] != nil || finishedJobs.contains(job) }

  package func takeOrderChores() -> [JobID] {
    defer { choreQueue.ordersToApply = [] }
    return choreQueue.ordersToApply.sorted()
  }

  package func takeFileChores() -> [FileDelivery] {
    defer { choreQueue.files = [] }
    return choreQueue.files
  }

  package func takeClearings() -> [JobID] {
    defer { choreQueue.clearings = [] }
    return choreQueue.clearings.sorted()
  }

  /// Final results first, then those so far, then those that are written again.
  package func takeResultsChores() throws -> [ResultsTask] {
    defer {
      choreQueue.deliveries = []
      choreQueue.resultsSoFar = []
      choreQueue.redeliveries = []
    }
    let final = choreQueue.deliveries.sorted().compactMap { active[$0] }.filter(\.isDelivering)
    let soFar = choreQueue.resultsSoFar.sorted().compactMap { active[$0] }.filter { !$0.isDelivering }
    return try final.map { task(.final, $0) } + soFar.map { task(.soFar, $0) }
      + choreQueue.redeliveries.sorted().compactMap { try finishedTask($0) }
  }

  private func task(_ kind: ResultsTask.Kind, _ job: ActiveJob) -> ResultsTask {
    ResultsTask(
      kind: kind, manifest: job.manifest, definition: job.definition,
      hasCosts: (scheduler[job.id]?.budget.chargedRows ?? 0) > 0)
  }

  private func finishedTask(_ id: JobID) throws -> ResultsTask? {
    let folder = try spool.jobFolder(id)
    guard let manifest = try folder.manifest(), let definition = try folder.pinnedWorkflow(of: manifest) else {
      return nil
    }
    let hasCosts = try folder.finished()?.cost != nil
    return ResultsTask(kind: .again, manifest: manifest, definition: definition, hasCosts: hasCosts)
  }

  /// Wants the results so far of every job that has run for `interval` since they were last written. Writing them takes
  /// at most a twentieth of the time.
  package func wantPeriodicResults(every interval: Duration, at now: ContinuousClock.Instant = .now) {
    for job in active.values where job.hasStarted && !job.isDelivering {
      guard let since = job.resultsAt ?? job.startedAt else { continue }
      if since.duration(to: now) > max(interval, job.resultsTook * 20) { choreQueue.resultsSoFar.insert(job.id) }
    }
  }

  package func noteResults(of id: JobID, took duration: Duration, at now: ContinuousClock.Instant = .now) {
    active[id]?.resultsAt = now
    active[id]?.resultsTook = duration
    active[id]?.resultsWritten += 1
    raiseViews()
  }
}
