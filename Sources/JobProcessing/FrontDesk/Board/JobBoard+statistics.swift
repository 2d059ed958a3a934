import JobModel
import Results
import Spool

extension JobBoard {
  private static let keptCauses = Duration.seconds(86_400)

  /// Sums over the jobs that may be seen.
  ///
  /// - Parameter only: the submitter whose jobs they are; `nil`: all.
  func statistics(only: String? = nil, at now: Timestamp = .now) async -> BoardStatistics {
    let rows = await dispatcher.endedRows
    var all = earlier.causes
    all.merge(await dispatcher.failureCauses()) { $1 }
    let seen = jobs.values.filter { only == nil || $0.summary.submitter == only }
    var statistics = BoardStatistics(seen)
    let causes = seen.reduce(into: FailureCauses()) { sum, job in
      if let own = all[job.id] { sum.add(own) }
    }
    statistics.causes = Array(causes.byCount.prefix(BoardStatistics.mostCauses))
    statistics.isPausedAltogether = isPausedAltogether
    guard only == nil else { return statistics }
    let today = rows.today(at: now)
    // What was read at the start concerns that day alone.
    let before = EndedRows.startOfDay(now) <= startedAt ? earlier : EarlierToday()
    statistics.today = BoardStatistics.Today(
      rows: today.rows + before.rows, pictures: today.pictures + before.pictures)
    statistics.lastHour = rows.lastHour(at: now)
    return statistics
  }

  /// Keeps why a job's rows failed, after its end.
  func keep(_ causes: [JobID: FailureCauses]) {
    for (id, own) in causes { earlier.causes[id] = own.isEmpty ? nil : own }
    let old = Timestamp.now.advanced(by: .zero - Self.keptCauses)
    for id in earlier.causes.keys where (jobs[id]?.summary.finishedAt).map({ $0 < old }) ?? true {
      earlier.causes[id] = nil
    }
  }

  /// Reads what happened today before this server was started.
  func readEarlierToday() async {
    let (views, start) = (Array(jobs.values), startedAt)
    var read = await scanner.run { [spool] in EarlierToday(views, in: spool, at: start) }
    // What came to its end meanwhile is known better.
    read.causes.merge(earlier.causes) { $1 }
    earlier = read
    dispatcher.chores.changes.raise()
  }
}

extension Dispatcher {
  /// Why rows of unfinished jobs failed or are tried again.
  func failureCauses() -> [JobID: FailureCauses] {
    active.mapValues(\.book.causes).filter { !$0.value.isEmpty }
  }
}
