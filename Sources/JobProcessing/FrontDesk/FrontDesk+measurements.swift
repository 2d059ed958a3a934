package import JobModel
import Spool
import Workflows

/// How a spool stands, in numbers for those who watch over it.
package struct SpoolMeasurements: Sendable, Hashable {
  /// Unfinished jobs by state.
  package var jobs: [JobState: Int] = [:]
  package var finishedJobs = 0
  /// Rows of unfinished jobs by the folder they lie in.
  package var rows = RowCounts()
  /// Rows that wait for another attempt; they are pending too.
  package var retryingRows = 0
  /// Bytes that may still be written to the spool's disk.
  package var freeBytes: Int?
  package var backEnds = 0
  package var heldBackEnds = 0
}

extension FrontDesk {
  package func measurements() async -> SpoolMeasurements {
    var measured = await dispatcher.measurements()
    measured.freeBytes = await threads.run { [configuration] in FreeSpace.bytes(at: configuration.spool) }
    return measured
  }

  /// What is not in order, in words for an administrator; empty where drops can be taken in and results delivered.
  package func obstacles() async -> [String] {
    await threads.run { [spool, configuration] in
      var obstacles = configuration.layout.shares.filter { !spool.isPresent(share: $0.path) }.map {
        "\($0.name) is away"
      }
      if let free = FreeSpace.bytes(at: configuration.spool), free < configuration.minimumFree {
        obstacles.append("the disk is full")
      }
      do {
        if try !ServerPresence.look(at: spool).isRunning { obstacles.append("the spool is not served yet") }
      } catch {
        obstacles.append("the spool cannot be read")
      }
      return obstacles
    }
  }

  /// Returns once the part that starts rows has answered.
  package func isResponsive() async { _ = await dispatcher.runningCount }
}

extension Dispatcher {
  fileprivate func measurements() -> SpoolMeasurements {
    var measured = SpoolMeasurements()
    for digest in statusDigests().values {
      measured.jobs[digest.state, default: 0] += 1
      measured.rows =
        measured.rows
        + RowCounts(
          total: digest.total, pending: digest.pending, running: digest.running, done: digest.done,
          failed: digest.failed)
      measured.retryingRows += digest.retrying
    }
    measured.finishedJobs = finishedJobs.count
    let report = backEndReport()
    measured.backEnds = report.backEnds.count
    measured.heldBackEnds = report.backEnds.count { $0.hold != nil }
    return measured
  }
}
