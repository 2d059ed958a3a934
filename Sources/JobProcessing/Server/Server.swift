import Containment
import Intake
import JobModel
package import Logging
import Results
import Spool
package import SystemPackage
import Workflows

/// Serves one spool: from the drop to the results, until it is told to stop.
package final class Server: Sendable {
  /// Programs that the server starts.
  package struct Programs: Sendable {
    /// Our own binary.
    package var rowspool: FilePath
    /// The picture child.
    package var pictures: FilePath

    package init(rowspool: FilePath, pictures: FilePath) {
      self.rowspool = rowspool
      self.pictures = pictures
    }
  }

  let configuration: Configuration
  let log: Logger
  let spool: Spool
  let children: Children
  let threads = FileThreads(count: 4)
  let finisher: Finisher
  let dispatcher: Dispatcher
  let intakeDesk: IntakeDesk
  let resultsDesk: ResultsDesk

  /// Opens the spool and makes all parts; nothing runs yet. Blocks on the disk.
  package init(_ configuration: Configuration, programs: Programs, log: Logger) throws {
    self.configuration = configuration
    self.log = log
    spool = try Spool(opening: configuration.layout)
    try SpoolCheckup(configuration).refuseNetworkDisk()
    children = Children(configuration, programs: programs, spool: spool)
    finisher = Finisher(spool)
    let resources = children.stepResources
    let (retries, delays) = (configuration.retries, configuration.retryDelays)
    let timeout = configuration.rowTimeout
    let dispatching = Dispatcher.Options(configuration)
    dispatcher = Dispatcher(
      spool, options: dispatching, finisher: finisher, threads: threads, log: log
    ) { definition, settings in
      var definition = definition
      definition.retry.fillIn(attempts: settings.retries, defaultAttempts: retries, defaultDelays: delays)
      var options = WorkflowRunner.Options()
      options.timeout = timeout
      options.now = { dispatching.clock.now }
      return WorkflowRunner(definition, resources: resources, options: options)
    }
    intakeDesk = IntakeDesk(
      spool, dispatcher: dispatcher, readers: children.readers, threads: threads, rules: ReadingRules(configuration),
      options: IntakeDesk.Options(
        minimumFree: configuration.minimumFree, dedupeWindow: configuration.dedupeWindow,
        dedupeWhileUnfinished: configuration.dedupeWhileUnfinished), log: log)
    resultsDesk = ResultsDesk(
      spool: spool, dispatcher: dispatcher, threads: FileThreads(count: 2),
      thumbnails: Thumbnails(pictures: children.pictures, threads: threads),
      maker: ResultsMaker(spool: spool, language: configuration.language), interval: configuration.resultsEvery,
      log: log)
  }

  /// Answers when the dispatcher has time for it.
  package func isResponsive() async {
    _ = await dispatcher.runningCount
  }

  // MARK: Running

  /// Puts the spool in order, then serves it until the task is cancelled.
  ///
  /// - Throws: `SpoolError` where another server has the spool, or it cannot be put in order.
  package func run(whenReady: @escaping @Sendable () -> Void) async throws {
    let lock = try await threads.run { [spool] in try SpoolLock(spool) }
    defer { withExtendedLifetime(lock) {} }
    let recovery = try await threads.run { [spool] in try spool.recover() }
    let leftovers = try await threads.run { [spool] in try spool.leftovers() }
    try await takeOver(recovery)
    children.readers.warmUp()
    whenReady()
    await withDiscardingTaskGroup { group in
      group.addTask { await self.sweep(leftovers) }
      group.addTask { await self.resultsDesk.runResults() }
      group.addTask { await self.resultsDesk.runFiles() }
      group.addTask { await self.resultsDesk.runOrders() }
      group.addTask { await self.resultsDesk.runClearings(archive: self.configuration.archive) }
      group.addTask { await self.runIntake(claimed: recovery.claimed) }
      group.addTask { await self.runControl() }
      group.addTask { await self.runRows() }
    }
    await children.shutDown()
  }

  private func takeOver(_ recovery: Recovery) async throws {
    for notice in recovery.notices { log.notice("\(notice)") }
    for order in try await threads.run({ [spool] in try spool.spoolOrders() }) {
      await dispatcher.note(spoolOrder: order)
    }
    await dispatcher.noteFinished(recovery.finished)
    for job in recovery.clearing { await dispatcher.clearAgain(job) }
    for job in recovery.unfinished {
      do {
        try await dispatcher.adopt(job)
      } catch {
        log.error("a job cannot go on and is left alone: \(error)", metadata: ["job": "\(job.manifest.id)"])
      }
    }
    log.info(
      "spool in order",
      metadata: ["unfinished": "\(recovery.unfinished.count)", "finished": "\(recovery.finished.count)"])
  }

  private func sweep(_ names: [String]) async {
    for name in names {
      do {
        try await threads.run { [spool] in try spool.sweep(name) }
      } catch {
        log.warning("tmp/\(name) could not be removed: \(error)")
      }
      if Task.isCancelled { return }
    }
  }

  // MARK: Rows

  /// Starts rows until the task is cancelled; then lets running ones end within the grace.
  private func runRows() async {
    await withDiscardingTaskGroup { group in
      // The finisher outlives the rows: it is cancelled when the last one has handed its ending over.
      group.addTask { await self.runFinisher() }
      await startRows()
      await stopRows()
      finisher.close()
    }
  }

  private func startRows() async {
    await withDiscardingTaskGroup { group in
      while !Task.isCancelled {
        let (rows, wait) = await dispatcher.startRows()
        // Rows are shielded from this task's cancellation: they get their grace.
        for row in rows { Task.detached { await row.run() } }
        if rows.isEmpty { await dispatcher.changed.wait(atMost: min(wait ?? .seconds(10), .seconds(10))) }
      }
      group.cancelAll()
    }
  }

  private func stopRows() async {
    await dispatcher.stopStarting()
    // The cancelled task's waits end at once: the grace is kept by one that is not.
    await Task {
      let end = ContinuousClock.now.advanced(by: configuration.stopGrace)
      while await dispatcher.runningCount > 0, ContinuousClock.now < end {
        await dispatcher.changed.wait(atMost: .milliseconds(200))
      }
      await dispatcher.stopRows()
      while await dispatcher.runningCount > 0 { await dispatcher.changed.wait(atMost: .milliseconds(200)) }
    }.value
  }

  private func runFinisher() async {
    await withDiscardingTaskGroup { group in
      group.addTask { [finisher] in await finisher.run(on: FileThread()) }
      for await event in finisher.events { await dispatcher.handle(event) }
    }
  }

  // MARK: Drops and orders

  private func runIntake(claimed: [DropClaim]) async {
    await withDiscardingTaskGroup { group in
      for claim in claimed { group.addTask { await self.intakeDesk.takeIn(claim) } }
      group.addTask { await self.watchSubmissions() }
      let intake = await self.startIntake(
        DropFolders.incoming(configuration), root: configuration.incoming, options: IntakeOptions(configuration))
      guard let intake else { return }
      group.addTask { await self.keepDropFolders(intake) }
      await withTaskCancellationHandler {
        for await event in intake.events {
          if case .whole(let drop) = event {
            if let claim = await intakeDesk.claim(drop) { group.addTask { await self.intakeDesk.takeIn(claim) } }
            intake.finished(drop)
          } else {
            note(event, at: configuration.incoming)
          }
        }
      } onCancel: {
        intake.stop()
      }
    }
  }

  private func runControl() async {
    var options = IntakeOptions.orders
    options.pollInterval = configuration.pollControl
    let desk = ControlDesk(spool: spool, dispatcher: dispatcher, threads: threads, log: log)
    let intake = await startIntake(DropFolders.control(configuration), root: configuration.control, options: options)
    guard let intake else { return }
    await withTaskCancellationHandler {
      for await event in intake.events {
        if case .whole(let drop) = event {
          await desk.handle(drop)
          intake.finished(drop)
        } else {
          note(event, at: configuration.control)
        }
      }
    } onCancel: {
      intake.stop()
    }
  }

  private func startIntake(_ folders: [DropFolder], root: FilePath, options: IntakeOptions) async -> DropIntake? {
    let sentinel = Sentinel(path: root.appending(SpoolLayout.sentinel), id: spool.id)
    do {
      let intake = try DropIntake(folders: folders, sentinel: sentinel, options: options)
      try intake.start()
      return intake
    } catch {
      log.error("\(root) cannot be watched: \(error)")
      return nil
    }
  }

  /// Workflows come and go while the server runs; their drop folders with them.
  private func keepDropFolders(_ intake: DropIntake) async {
    var known = DropFolders.incoming(configuration)
    while !Task.isCancelled {
      try? await ContinuousClock().sleep(for: .seconds(30))
      let folders = await threads.run { [configuration] in DropFolders.incoming(configuration) }
      if folders != known { intake.setFolders(folders) }
      known = folders
    }
  }

  private func watchSubmissions() async {
    var submitted = SubmittedJobs(spool)
    while !Task.isCancelled {
      do {
        let taken = await dispatcher.unfinishedJobs().union(await intakeDesk.open)
        let (next, claims) = try await threads.run { [submitted] in
          var next = submitted
          let claims = try next.look { taken.contains($0) }
          return (next, claims)
        }
        submitted = next
        // A drop of two seconds ago may be in the middle of being claimed: the desk knows.
        for claim in claims where !(await intakeDesk.open.contains(claim.job)) {
          Task { await self.intakeDesk.takeIn(claim) }
        }
      } catch {
        log.warning("jobs/ could not be looked through: \(error)")
      }
      try? await ContinuousClock().sleep(for: .milliseconds(250))
    }
  }

  private func note(_ event: IntakeEvent, at path: FilePath) {
    switch event {
    case .refused(let entry): log.warning("\(entry.message)")
    case .unavailable(let problem): log.error("\(problem.message)")
    case .notice(let problem): log.warning("\(problem.message)")
    case .available: log.debug("\(path) can be seen")
    case .waiting(let entries):
      for entry in entries { log.debug("\(entry.message)") }
    case .whole: break
    }
  }
}
