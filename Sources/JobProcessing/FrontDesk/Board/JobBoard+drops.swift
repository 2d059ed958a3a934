import Intake
import JobModel
import Results
import Spool

extension JobBoard {
  /// A share may be slow to list, so it is not listed more often.
  private static let dropsPause = Duration.seconds(1)

  /// Looks at drops that were given back, whenever somebody may want to see them, until the task is cancelled. A share
  /// that does not answer holds up nobody else.
  func watchRejected() async {
    while !Task.isCancelled {
      let before = rejectedDrops
      rejectedDrops = await scanner.run { [spool] in
        var drops = before
        drops.look(in: spool, most: Self.shownRejected)
        return drops
      }
      var now = drops
      (now.rejected, now.unshownRejected) = (rejectedDrops.newest, rejectedDrops.olderCount)
      take(now)
      try? await ContinuousClock().sleep(for: Self.dropsPause)
      await dropsWanted.wait()
    }
  }

  /// Takes note of what lies in `incoming/` and is not whole.
  func note(waiting entries: [WaitingEntry]) {
    var now = drops
    now.waiting = IndexPage.Waiting.all(entries).prefix(Self.shownWaiting).map(\.self)
    now.unshownWaiting = max(0, entries.count - Self.shownWaiting)
    take(now)
  }

  private func take(_ now: BoardDrops) {
    guard now != drops else { return }
    drops = now
    var changes = BoardChanges()
    changes.drops = now
    tell(changes)
  }
}

extension IndexPage.Waiting {
  /// Drops that are not whole, as pages show them.
  static func all(_ entries: [WaitingEntry]) -> [IndexPage.Waiting] {
    let now = (ContinuousClock.now, Timestamp.now)
    return entries.map { entry in
      let name = entry.entry.name.displayed
      return IndexPage.Waiting(
        name: entry.entry.folder.isEmpty ? name : "\(entry.entry.folder)/\(name)", reason: entry.message,
        since: now.1.advanced(by: .zero - entry.since.duration(to: now.0)))
    }
  }
}
