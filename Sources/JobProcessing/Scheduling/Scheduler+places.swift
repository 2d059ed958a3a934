package import JobModel
import Workflows

extension Scheduler {
  /// Brings a job's place in line with its entry, after any change of it.
  mutating func place(_ job: JobID) {
    guard entries[job] != nil else { return }
    noticeTimes(of: job)
    guard let entry = entries[job], mayStart(entry) else {
      entries[job]?.place = nil
      return
    }
    let lane = lanes.number(
      of: Lane(workflow: entry.workflow, backEnds: entry.backEnds, isGivenUp: entry.isGivenUp))
    let group = lanes.number(of: Lanes.Group(priority: entry.priority, submitter: entry.submitter, lane: lane))
    // First come, first served knows no turns.
    let place = Place(group: group, turn: limits.order == .fifo ? 0 : entry.turn)
    guard entry.place != place else { return }
    entries[job]?.place = place
    lanes.insert(job, at: place)
  }

  private mutating func noticeTimes(of job: JobID) {
    let due = entries[job]?.queue.nextDue
    if let due, due != entries[job]?.noticedDue { times.insert(due: due, of: job) }
    entries[job]?.noticedDue = due
    let start = entries[job]?.startAt.flatMap { $0 > times.wall ? $0 : nil }
    if let start, start != entries[job]?.noticedStart { times.insert(start: start, of: job) }
    entries[job]?.noticedStart = start
  }

  /// Whether a row of it may start as far as the job itself goes.
  private func mayStart(_ entry: Entry) -> Bool {
    if entry.isHeld || entry.queue.readyCount == 0 { return false }
    if let startAt = entry.startAt, startAt > times.wall { return false }
    if let limit = entry.concurrency, entry.running >= limit { return false }
    return entry.budget.allows(running: entry.unsettled)
  }

  /// The job whose turn it is.
  mutating func nextJob(at now: Timestamp, steady: Timestamp) -> (job: JobID, lane: Int)? {
    if let limit = limits.all, running.count >= limit { return nil }
    let isOpen = (0..<lanes.count).map { self.isOpen(lanes[$0], at: now, steady: steady) }
    var best: (rank: Rank, lane: Int)?
    for (number, group) in lanes.groups.enumerated() where isOpen[group.lane] && !lanes.isEmpty(number) {
      let first = lanes.first(of: number) { candidate in
        entries[candidate.job]?.place == Place(group: number, turn: candidate.turn)
      }
      guard let first else { continue }
      let submitterTurn = limits.order == .fair ? submitterTurns[group.submitter] ?? 0 : 0
      let rank = Rank(priority: group.priority, submitterTurn: submitterTurn, candidate: first)
      if best.map({ rank < $0.rank }) ?? true { best = (rank, group.lane) }
    }
    return best.map { ($0.rank.candidate.job, $0.lane) }
  }

  private struct Rank: Comparable {
    var priority: Int
    var submitterTurn: Int
    var candidate: Lanes.Candidate

    static func < (left: Rank, right: Rank) -> Bool {
      (left.priority, left.submitterTurn, left.candidate) < (right.priority, right.submitterTurn, right.candidate)
    }
  }

  // MARK: What a lane shares

  /// Rows may start and wait for a request of theirs this long: their service's pauses are often shorter.
  private static let shortStop = Duration.seconds(1)

  private func isOpen(_ lane: Lane, at now: Timestamp, steady: Timestamp) -> Bool {
    if lane.backEnds.isEmpty, running.local >= limits.rows { return false }
    let rules = workflows[lane.workflow]
    if let pace = rules?.pace, pace.next > now { return false }
    if let limit = limits.workflows[lane.workflow] ?? rules?.rows, running.count(of: lane.workflow) >= limit {
      return false
    }
    return lane.backEnds.allSatisfy { hasRoom($0, isGivenUp: lane.isGivenUp, at: steady) }
  }

  private func hasRoom(_ backEnd: BackEndID, isGivenUp: Bool, at now: Timestamp) -> Bool {
    let room = rooms[backEnd] ?? BackEndRoom(limit: BackEndLimits.defaultInFlight)
    if let hold = room.hold, !isGivenUp {
      // One row at a time, and only when it is time.
      return !hold.isProbing && hold.nextProbe <= now && !running.isProbed(backEnd)
    }
    if let until = room.stoppedUntil, now.advanced(by: Self.shortStop) < until { return false }
    return running.count(with: backEnd) < room.rows
  }

  /// When a lane that is closed may open by the passing of time alone.
  private func opening(_ lane: Lane, at now: Timestamp, steady: Timestamp) -> Duration? {
    var waits = [workflows[lane.workflow]?.pace.map { now.duration(to: $0.next) }]
    for backEnd in lane.backEnds {
      guard let room = rooms[backEnd] else { continue }
      waits.append(room.hold.map { steady.duration(to: $0.nextProbe) })
      waits.append(room.stoppedUntil.map { steady.duration(to: $0) - Self.shortStop })
    }
    return waits.compactMap { $0 }.max()
  }

  /// How long until something may become startable by the passing of time alone.
  ///
  /// - Parameters:
  ///   - now: by the wall clock, which start times are meant by.
  ///   - steady: by the clock of waiting rows and back ends.
  package func nextWait(at now: Timestamp, steady: Timestamp) -> Duration? {
    var waits = [times.nextDue.map { steady.duration(to: $0) }, times.nextStart.map { now.duration(to: $0) }]
    let used = Set(lanes.groups.indices.lazy.filter { !lanes.isEmpty($0) }.map { lanes.groups[$0].lane })
    waits += used.map { opening(lanes[$0], at: now, steady: steady) }
    return waits.compactMap { $0 }.filter { $0 > .zero }.min()
  }
}
