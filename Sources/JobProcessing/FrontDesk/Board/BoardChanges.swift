package import JobModel

/// What changed on the board since somebody was told last. Whoever is slow to listen gets the newest of each job: it
/// grows with the jobs there are, not with what happens to them.
package struct BoardChanges: Hashable, Sendable {
  package var jobs: [JobID: JobView] = [:]
  /// Jobs that are no more.
  package var gone: Set<JobID> = []
  /// Of the one job whose rows are watched.
  package var rows = RowChanges()
  /// Drops that wait or were given back.
  package var drops: BoardDrops?
  package var statistics: BoardStatistics?

  package init() {}

  package var isEmpty: Bool {
    jobs.isEmpty && gone.isEmpty && rows.isEmpty && drops == nil && statistics == nil
  }

  package mutating func merge(_ later: BoardChanges) {
    for (id, job) in later.jobs { jobs[id] = job }
    gone.subtract(later.jobs.keys)
    for id in later.gone { jobs[id] = nil }
    gone.formUnion(later.gone)
    rows.merge(later.rows)
    drops = later.drops ?? drops
    statistics = later.statistics ?? statistics
  }
}
