import HeapModule
import JobModel
import Workflows

/// Jobs that share all limits but their own: either a row of any of them may start, or of none.
struct Lane: Hashable, Sendable {
  var workflow: String
  var backEnds: [BackEndID]
  var isGivenUp: Bool
}

/// Where a job stands while its rows may start.
struct Place: Hashable, Sendable {
  /// Its group's number.
  var group: Int
  /// The turn it was last served in.
  var turn: Int
}

/// Jobs whose rows may start as far as they themselves go, in groups of the same priority, submitter and lane. The
/// first of each group is known, whatever their number.
struct Lanes: Sendable {
  struct Group: Hashable {
    var priority: Int
    var submitter: String
    var lane: Int
  }

  struct Candidate: Comparable {
    var turn: Int
    var job: JobID

    static func < (left: Candidate, right: Candidate) -> Bool { (left.turn, left.job) < (right.turn, right.job) }
  }

  private var lanes: [Lane] = []
  private var numbers: [Lane: Int] = [:]
  private(set) var groups: [Group] = []
  private var groupNumbers: [Group: Int] = [:]
  /// By group. Some are out of date: a job that was served, or may not start any more, stays in until it is seen.
  private var candidates: [Heap<Candidate>] = []

  subscript(number: Int) -> Lane { lanes[number] }
  var count: Int { lanes.count }

  /// The number of a lane. Numbers are never given up: there are few lanes.
  mutating func number(of lane: Lane) -> Int {
    if let number = numbers[lane] { return number }
    numbers[lane] = lanes.count
    lanes.append(lane)
    return lanes.count - 1
  }

  mutating func number(of group: Group) -> Int {
    if let number = groupNumbers[group] { return number }
    groupNumbers[group] = groups.count
    groups.append(group)
    candidates.append(Heap())
    return groups.count - 1
  }

  mutating func insert(_ job: JobID, at place: Place) {
    candidates[place.group].insert(Candidate(turn: place.turn, job: job))
  }

  /// The first of a group for which `isThere` holds; those before it are out of date and go.
  mutating func first(of group: Int, isThere: (Candidate) -> Bool) -> Candidate? {
    while let first = candidates[group].min {
      if isThere(first) { return first }
      candidates[group].removeMin()
    }
    return nil
  }

  func isEmpty(_ group: Int) -> Bool { candidates[group].isEmpty }
}

/// Times at which something may become startable by itself.
struct WaitingTimes: Sendable {
  private struct Time: Comparable {
    var time: Timestamp
    var job: JobID

    static func < (left: Time, right: Time) -> Bool { (left.time, left.job) < (right.time, right.job) }
  }

  /// The present by the wall clock, as it was told last.
  var wall = Timestamp(milliseconds: 0)
  private var due = Heap<Time>()
  private var starts = Heap<Time>()

  mutating func insert(due time: Timestamp, of job: JobID) { due.insert(Time(time: time, job: job)) }
  mutating func insert(start time: Timestamp, of job: JobID) { starts.insert(Time(time: time, job: job)) }

  /// When a row's waiting time is over; it may have been promoted otherwise meanwhile.
  var nextDue: Timestamp? { due.min?.time }
  var nextStart: Timestamp? { starts.min?.time }

  mutating func takeDue(at now: Timestamp) -> [JobID] { Self.take(&due, at: now) }
  mutating func takeStarting() -> [JobID] { Self.take(&starts, at: wall) }

  private static func take(_ heap: inout Heap<Time>, at now: Timestamp) -> [JobID] {
    var jobs: [JobID] = []
    while let first = heap.min, first.time <= now { jobs.append(heap.removeMin().job) }
    return jobs
  }
}
