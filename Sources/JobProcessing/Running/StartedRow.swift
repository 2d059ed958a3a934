import JobModel
import Spool
import SystemPackage
import Workflows

/// A claimed row on its way through its attempt.
package struct StartedRow: Sendable {
  let claimed: RunningRow
  /// As which it comes to back ends.
  let visitor: BackEndVisitor
  let runner: any RowRunner
  let journal: RowJournal
  let stop: RowStop
  let workshop: AttemptWorkshop
  let hasRoom: @Sendable () -> Bool
  /// Called when the row does not work any more, before its ending is durable: its slot is free.
  let whenIdle: @Sendable () -> Void
  let finisher: Finisher

  /// Runs the attempt and hands its ending on. Never throws: whatever happens is an ending.
  package func run() async {
    let event = await BackEndVisitor.$current.withValue(visitor) { await attempt() }
    whenIdle()
    finisher.end(Spool.Finish(claimed, event))
  }

  private func attempt() async -> TaskEvent {
    do {
      let folder = try await workshop.make()
      let attempt = RowAttempt(claimed, jobFolder: workshop.jobFolder, workingFolder: folder, stop: stop)
      let ending = await stop.run { [runner, journal] in await runner.run(attempt, journal: journal) }
      await workshop.remove()
      // A row that came to its end all the same keeps its result.
      if ending.outcome == .cancelled, stop.reason == .shutdown { return .released }
      return isDisksFault(ending) ? .released : .end(ending)
    } catch {
      // The disk had no room for the attempt's folder: nothing was done, so nothing counts.
      return .released
    }
  }

  /// Whether a row ended badly when the disk was full, with nothing sent that must not be repeated: it runs again when
  /// there is room, and that does not count.
  private func isDisksFault(_ ending: Ending) -> Bool {
    guard ending.outcome == .failed || ending.outcome == .retry, claimed.history.sentStep == nil,
      let failure = ending.failure, failure.class == .transient || failure.class == .blocked
    else { return false }
    return !hasRoom()
  }
}

extension RowAttempt {
  init(_ claimed: RunningRow, jobFolder: FilePath, workingFolder: FilePath, stop: RowStop) {
    let history = claimed.history
    self.init(
      record: history.record,
      history: RowHistory(
        attempt: history.attempt, attemptsSpent: history.attemptsUsed, steps: history.steps,
        sent: history.sentStep.map { [$0] } ?? [], remoteIDs: history.remoteIDs, values: history.values),
      jobFolder: jobFolder, workingFolder: workingFolder)
    self.history.sentAttempt = history.sentAttempt
    self.history.mayRepeat = history.mayRepeat
    isGivenUp = { stop.reason == .cancelled }
  }
}
