import Intake
import JobModel
import Logging
import Spool
import SystemPackage

extension Server {
  /// Takes drops in until the task is cancelled.
  func runIntake(claimed: [DropClaim]) async {
    await withDiscardingTaskGroup { group in
      for claim in claimed { group.addTask { await self.intakeDesk.takeIn(claim) } }
      group.addTask { await self.watchSubmissions() }
      let intake = await self.startIntake(
        DropFolders.incoming(configuration, spool), root: configuration.incoming, options: IntakeOptions(configuration))
      guard let intake else { return }
      group.addTask { await self.keepDropFolders(intake) }
      group.addTask { await self.keepFillInWorkbooks() }
      await withTaskCancellationHandler {
        var told: Set<String> = []
        for await event in intake.events {
          if case .whole(let drop) = event {
            switch await intakeDesk.claim(drop) {
            case .taken(let claim):
              intake.finished(drop)
              group.addTask { await self.intakeDesk.takeIn(claim) }
            case .immovable(let code): intake.postpone(drop, code)
            case .notNow: group.addTask { await Self.offerAgain(drop, by: intake) }
            }
          } else {
            if event == .available {
              // A share that was away may have come back new, or for the first time.
              _ = await threads.run { [configuration, spool] in DropFolders.incoming(configuration, spool) }
              intake.lookNow()
            }
            note(event, at: configuration.incoming, told: &told)
            if case .waiting(let entries) = event {
              await statusDesk.note(waiting: entries)
              await board.note(waiting: entries)
            }
          }
        }
      } onCancel: {
        intake.stop()
      }
    }
  }

  /// What could not be taken now (the disk is full, a share is away) is looked at again after a pause, not at once and
  /// for ever.
  static func offerAgain(_ drop: Drop, by intake: DropIntake) async {
    try? await ContinuousClock().sleep(for: .seconds(2))
    intake.finished(drop)
  }

  func startIntake(_ folders: [DropFolder], root: FilePath, options: IntakeOptions) async -> DropIntake? {
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
    var known = DropFolders.incoming(configuration, spool)
    while !Task.isCancelled {
      try? await ContinuousClock().sleep(for: .seconds(30))
      let folders = await threads.run { [configuration, spool] in DropFolders.incoming(configuration, spool) }
      if folders != known {
        intake.setFolders(folders)
        let stale = known.filter { old in !folders.contains { $0.path == old.path } }
        await threads.run { DropFolders.remove(stale) }
      }
      known = folders
    }
  }

  /// Each drop folder has its workflow's workbook to fill in, as the workflow is now. A workbook that was touched is
  /// looked at within seconds, every workflow each minute.
  private func keepFillInWorkbooks() async {
    let folders = FillInFolders(configuration)
    var told: Set<String> = []
    var stamps: [String: String] = [:]
    var workflows: [String] = []
    while !Task.isCancelled {
      for round in 0..<12 {
        let now = await threads.run { [workflows] in folders.stamps(of: workflows) }
        let touched = workflows.filter { now[$0] != stamps[$0] }
        if round == 0 || !touched.isEmpty {
          let updates = await threads.run { [spool, configuration] in
            spool.isPresent(share: configuration.incoming) ? folders.update(round == 0 ? nil : touched) : []
          }
          for (workflow, outcome) in updates { note(outcome, of: workflow, &told) }
          if round == 0 { workflows = updates.map(\.workflow) }
          stamps = await threads.run { [workflows] in folders.stamps(of: workflows) }
        }
        try? await ContinuousClock().sleep(for: .seconds(5))
      }
    }
  }

  private func note(_ outcome: FillInFolders.Outcome, of workflow: String, _ told: inout Set<String>) {
    switch outcome {
    case .written: log.info("the workbook to fill in was written", metadata: ["workflow": "\(workflow)"])
    case .upToDate, .changed: break
    case .leftAlone(let reason), .failed(let reason):
      if told.insert(reason).inserted { log.warning("\(reason)", metadata: ["workflow": "\(workflow)"]) }
    }
  }

  /// Takes in what programs have put into `jobs/` whole.
  private func watchSubmissions() async {
    var submitted = SubmittedJobs(spool)
    await withDiscardingTaskGroup { group in
      while !Task.isCancelled {
        do {
          // One `fstat` of a local folder, here and now: while nothing happens, no other thread is woken for it.
          if try submitted.mayHaveNew() {
            for claim in try await newSubmissions(&submitted) {
              group.addTask { await self.intakeDesk.takeIn(claim) }
            }
          }
        } catch {
          log.warning("jobs/ could not be looked through: \(error)")
        }
        // The page says when something was handed in; other programs do not.
        await submissions.changed.wait(atMost: .seconds(1))
      }
    }
  }

  private func newSubmissions(_ submitted: inout SubmittedJobs) async throws -> [DropClaim] {
    let known = await dispatcher.unfinishedJobs().union(await intakeDesk.open)
    let (next, claims) = try await threads.run { [submitted] in
      var next = submitted
      let claims = try next.look { known.contains($0) }
      return (next, claims)
    }
    submitted = next
    // A drop may have been claimed in the meantime: the desk knows.
    let open = await intakeDesk.open
    return claims.filter { !open.contains($0.job) }
  }

  /// - Parameter told: reasons for waiting that were said already; each is said once.
  func note(_ event: IntakeEvent, at path: FilePath, told: inout Set<String>) {
    switch event {
    case .refused(let entry): log.warning("\(entry.message)")
    case .unavailable(let problem): log.error("\(problem.message)")
    case .notice(let problem): log.warning("\(problem.message)")
    case .available: log.debug("\(path) can be seen")
    case .waiting(let entries):
      let reasons = Set(entries.map(\.message.english))
      for reason in reasons.subtracting(told).sorted() { log.info("\(reason)") }
      told = reasons
    case .whole: break
    }
  }
}
