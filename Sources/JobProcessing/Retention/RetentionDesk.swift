import FoundationEssentials
import Glibc
import JobModel
import Logging
import Spool

/// Clears finished jobs that were kept for the configured time, by the ordinary order, given by `retention`.
struct RetentionDesk {
  let spool: Spool
  let dispatcher: Dispatcher
  let threads: FileThreads
  let keep: Duration
  let log: Logger

  /// In the spool: when this was last looked at.
  private static let file = "retention.json"
  /// Clearing is left time for the spool's real work.
  private static let mostAtOnce = 200

  private struct Look: Codable {
    var at: Timestamp
  }

  /// Looks every hour, and at the start, until the task is cancelled.
  func run() async {
    let interval = min(.seconds(3600), max(.seconds(1), keep / 4))
    let lastSeen = await threads.run { [spool] in Self.lastLook(spool) }
    var trust = ClockTrust(caution: keep, lastSeen: lastSeen, wall: .now, steady: .now)
    var isDoubtTold = false
    while !Task.isCancelled {
      let now = Timestamp.now
      if trust.look(wall: now, steady: .now) {
        isDoubtTold = false
        await clear(await due(at: now))
      } else if !isDoubtTold {
        isDoubtTold = true
        log.info("The clock has not gone steadily for long enough: no old job is cleared until it has.")
      }
      await note(now)
      try? await ContinuousClock().sleep(for: interval)
    }
  }

  private func clear(_ jobs: [JobID]) async {
    for job in jobs.prefix(Self.mostAtOnce) where !Task.isCancelled {
      do {
        for answer in try await dispatcher.apply(Order(.clear, job: job, by: "retention")) where !answer.acted {
          log.debug("an old job was not cleared: \(answer.sentence)", metadata: ["job": "\(job)"])
        }
      } catch {
        log.warning("an old job could not be cleared: \(error)", metadata: ["job": "\(job)"])
      }
    }
  }

  /// Jobs that ended so long ago by what their record says, and by the time of its file: one of the two may come from a
  /// clock that was wrong.
  private func due(at now: Timestamp) async -> [JobID] {
    let finished = await dispatcher.finishedJobs
    return await threads.run { [spool, keep] in
      let limit = now.advanced(by: .zero - keep)
      return finished.sorted().filter { id in
        guard let folder = try? spool.jobFolder(id), let record = try? folder.finished(), record.at < limit,
          let status = try? folder.folder.status(of: JobFile.finished)
        else { return false }
        return Timestamp(status.st_mtim) < limit
      }
    }
  }

  // MARK: The last look

  private static func lastLook(_ spool: Spool) -> Timestamp? {
    let look: Look? = try? spool.root.document(file)
    return look?.at
  }

  private func note(_ time: Timestamp) async {
    do {
      try await threads.run { [spool] in
        try spool.root.write(Look(at: time), as: Self.file, by: spool.tmp)
      }
    } catch {
      log.debug("the time of the last look at old jobs could not be saved: \(error)")
    }
  }
}
