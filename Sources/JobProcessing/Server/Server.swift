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
  let receiptDesk: ReceiptDesk
  let resultsDesk: ResultsDesk
  let statusDesk: StatusDesk
  let board: JobBoard
  let submissions: SubmissionDesk
  private let notices = NoticeBoard()

  /// Opens the spool and makes all parts; nothing runs yet. Blocks on the disk.
  package init(_ configuration: Configuration, programs: Programs, log: Logger) throws {
    self.configuration = configuration
    spool = try Spool(opening: configuration.layout)
    submissions = SubmissionDesk(spool, threads: threads)
    try SpoolCheckup(configuration).refuseNetworkDisk()
    var dispatching = Dispatcher.Options(configuration)
    let clock = dispatching.clock
    children = Children(configuration, programs: programs, spool: spool, clock: clock)
    let services = children.services
    let log = log.redacted(by: services)
    self.log = log
    dispatching.addressRules = { AddressRules($0, services) }
    dispatching.fetching = configuration.fetching
    dispatching.backEndUse = { BackEndUse(of: $0, services) }
    dispatching.backEnds = children.backEnds
    dispatching.tell = { [notices] in notices.post($0) }
    finisher = Finisher(spool)
    let resources = children.stepResources
    let (retries, delays) = (configuration.retries, configuration.retryDelays)
    let timeout = configuration.rowTimeout
    dispatcher = Dispatcher(
      spool, options: dispatching, finisher: finisher, threads: threads, log: log
    ) { definition, settings in
      var definition = definition
      definition.retry.fillIn(attempts: settings.retries, defaultAttempts: retries, defaultDelays: delays)
      var options = WorkflowRunner.Options()
      options.timeout = timeout
      options.now = { clock.now }
      return WorkflowRunner(definition, resources: resources, options: options)
    }
    receiptDesk = ReceiptDesk(
      spool: spool, threads: threads, language: { configuration.language(of: $0) }, log: log)
    var intake = IntakeDesk.Options(
      minimumFree: configuration.minimumFree, dedupeWindow: configuration.dedupeWindow,
      dedupeWhileUnfinished: configuration.dedupeWhileUnfinished)
    intake.tell = { [notices] in notices.post($0) }
    intakeDesk = IntakeDesk(
      spool, dispatcher: dispatcher, receipts: receiptDesk, readers: children.readers, threads: threads,
      rules: ReadingRules(configuration), options: intake, log: log)
    resultsDesk = ResultsDesk(
      spool: spool, dispatcher: dispatcher, threads: FileThreads(count: 2),
      thumbnails: Thumbnails(pictures: children.pictures, threads: threads),
      maker: ResultsMaker(spool: spool, language: { configuration.language(of: $0) }),
      interval: configuration.resultsEvery,
      log: log)
    statusDesk = try StatusDesk(
      spool, dispatcher: dispatcher, configuration: configuration,
      previews: PagePictures(pictures: children.pictures), log: log)
    board = JobBoard(spool, dispatcher: dispatcher, intakeDesk: intakeDesk, log: log)
  }

  /// Answers when the dispatcher has time for it.
  package func isResponsive() async {
    _ = await dispatcher.runningCount
  }

  // MARK: Running

  /// Puts the spool in order, then serves it until the task is cancelled.
  ///
  /// - Parameter whenReady: told once that the spool is in order, while it is served already.
  /// - Throws: `SpoolError` where another server has the spool, or it cannot be put in order.
  package func run(whenReady: @escaping @Sendable () async -> Void) async throws {
    await board.expectStart()
    let lock = try await threads.run { [spool] in try SpoolLock(spool) }
    defer { withExtendedLifetime(lock) {} }
    let recovery = try await threads.run { [spool] in try spool.recover() }
    let leftovers = try await threads.run { [spool] in try spool.leftovers() }
    // Before jobs are taken over: rows that wait for a held service go on waiting.
    let report = try await threads.run { [spool] in try BackEndReport.read(from: spool) }
    children.backEnds.resume(report?.holds ?? [])
    try await takeOver(recovery)
    children.readers.warmUp()
    await withDiscardingTaskGroup { group in
      group.addTask { await whenReady() }
      group.addTask { await self.sweep(leftovers) }
      group.addTask { await self.receiptDesk.run() }
      group.addTask { await self.resultsDesk.runResults() }
      group.addTask { await self.resultsDesk.runFiles() }
      group.addTask { await self.resultsDesk.runOrders() }
      group.addTask { await self.resultsDesk.runClearings(archive: self.configuration.archive) }
      group.addTask { await self.runIntake(claimed: recovery.claimed) }
      group.addTask { await self.runControl() }
      group.addTask { await self.runRetention() }
      group.addTask { await self.runNotices() }
      group.addTask { await self.countCosts() }
      group.addTask { await self.publishBackEnds() }
      group.addTask { await self.statusDesk.run(finished: recovery.finished) }
      group.addTask { await self.board.run() }
      group.addTask { await self.runRows() }
    }
    await children.shutDown()
    // For the next server: it goes on with the holds.
    try await publish(dispatcher.backEndReport())
  }

  private func runNotices() async {
    await NotificationDesk(
      spool: spool, searchPath: configuration.templates, outgoing: configuration.outgoing,
      language: configuration.language, http: children.http, containment: children.containment, threads: threads,
      log: log
    ).run(notices)
  }

  private func runRetention() async {
    guard let keep = configuration.keepResults else { return }
    await RetentionDesk(spool: spool, dispatcher: dispatcher, threads: threads, keep: keep, log: log).run()
  }

  private func takeOver(_ recovery: Recovery) async throws {
    for notice in recovery.notices { log.notice("\(notice)") }
    for order in try await threads.run({ [spool] in try spool.spoolOrders() }) {
      await dispatcher.note(spoolOrder: order)
    }
    await dispatcher.noteFinished(recovery.finished)
    for job in recovery.clearing { await dispatcher.clearAgain(job) }
    receiptDesk.handOver(recovery.unfinished.map(\.manifest.id) + recovery.finished)
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

  /// Adds up what jobs have cost whose rows ran before this process knew them.
  private func countCosts() async {
    while !Task.isCancelled {
      for job in await dispatcher.takeCostChores() { await dispatcher.countCosts(of: job) }
      await dispatcher.chores.costs.wait(atMost: .seconds(30))
    }
  }

  private static let reportInterval = Duration.seconds(5)

  /// Says in the spool how back ends do: changes that matter within a second, others every few.
  private func publishBackEnds() async {
    var last: BackEndReport?
    while !Task.isCancelled {
      let report = await dispatcher.backEndReport()
      if report.isNews(after: last, interval: Self.reportInterval) {
        do {
          try await publish(report)
          last = report
        } catch {
          log.debug("the report on back ends could not be written: \(error)")
        }
      }
      try? await ContinuousClock().sleep(for: .seconds(1))
    }
  }

  private func publish(_ report: BackEndReport) async throws {
    try await threads.run { [spool] in try report.write(to: spool) }
  }

  // MARK: Rows

  /// Starts rows until the task is cancelled; then lets running ones end within the grace.
  private func runRows() async {
    // A task of its own, awaited below: rows that end within the grace are still made durable and taken note of, which
    // a cancelled task would not do (its waits return at once, and a stream gives it nothing).
    let finishing = Task { await self.runFinisher() }
    await startRows()
    await stopRows()
    // The last row has handed its ending over.
    finisher.close()
    await finishing.value
  }

  private func startRows() async {
    while !Task.isCancelled {
      let (rows, wait) = await dispatcher.startRows()
      // Rows are not children of this task: they get their grace when it is cancelled. `stopRows` waits for them.
      for row in rows { Task.detached { await row.run() } }
      if rows.isEmpty { await dispatcher.changed.wait(atMost: min(wait ?? .seconds(10), .seconds(10))) }
    }
  }

  private func stopRows() async {
    await dispatcher.stopStarting()
    // The cancelled task's waits would end at once: the grace is kept by one that is not, awaited here.
    await Task {
      await waitForRows(atMost: configuration.stopGrace)
      await dispatcher.stopRows()
      // What the disk does not take even now is found by its last line at the next start.
      await waitForRows(atMost: .seconds(10))
    }.value
  }

  private func waitForRows(atMost limit: Duration) async {
    let end = ContinuousClock.now.advanced(by: limit)
    while await dispatcher.runningCount > 0, ContinuousClock.now < end {
      await dispatcher.changed.wait(atMost: .milliseconds(200))
    }
  }

  private func runFinisher() async {
    await withDiscardingTaskGroup { group in
      group.addTask { [finisher] in await finisher.run(on: FileThread()) }
      for await event in finisher.events { await dispatcher.handle(event) }
    }
  }
}
