import JobModel
import Workflows

/// The rows that run, counted by what they share. A pure value.
struct RunningRows: Sendable {
  struct Row: Hashable {
    var job: JobID
    var row: Int
  }

  /// The lane that each was started in: a job's back ends may be others by the time it ends.
  private var rows: [Row: Int] = [:]
  /// Those that use no back end.
  private(set) var local = 0
  private var byWorkflow: [String: Int] = [:]
  private var byBackEnd: [BackEndID: Int] = [:]
  /// The row that was started to probe a held back end.
  private var probes: [BackEndID: Row] = [:]

  var count: Int { rows.count }

  func lane(of row: Int, of job: JobID) -> Int? { rows[Row(job: job, row: row)] }
  func count(of workflow: String) -> Int { byWorkflow[workflow] ?? 0 }
  func count(with backEnd: BackEndID) -> Int { byBackEnd[backEnd] ?? 0 }
  func isProbed(_ backEnd: BackEndID) -> Bool { probes[backEnd] != nil }

  mutating func start(_ row: Int, of job: JobID, in lane: Lane, number: Int, probing: [BackEndID]) {
    let key = Row(job: job, row: row)
    guard rows.updateValue(number, forKey: key) == nil else { return }
    change(lane, by: 1)
    for backEnd in probing { probes[backEnd] = key }
  }

  mutating func end(_ row: Int, of job: JobID, in lane: Lane) {
    let key = Row(job: job, row: row)
    guard rows.removeValue(forKey: key) != nil else { return }
    change(lane, by: -1)
    for backEnd in lane.backEnds where probes[backEnd] == key { probes[backEnd] = nil }
  }

  private mutating func change(_ lane: Lane, by step: Int) {
    if lane.backEnds.isEmpty { local += step }
    byWorkflow[lane.workflow, default: 0] += step
    for backEnd in lane.backEnds { byBackEnd[backEnd, default: 0] += step }
  }
}
