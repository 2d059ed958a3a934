import Glibc
package import JobModel
import Spool
import SystemPackage

/// How full the disks are on which a spool lies, what takes the room, and what is going to be cleared.
package struct StorageReport: Hashable, Sendable {
  package struct Disk: Hashable, Sendable {
    /// `spool`, `incoming`, `outgoing` …: what lies on it.
    package var folders: [String]
    package var path: String
    /// Bytes.
    package var total: Int
    package var free: Int
    /// Files that still fit; `nil` where the file system has no fixed number.
    package var freeFiles: Int?
  }

  package struct Folder: Hashable, Sendable {
    package var name: String
    package var path: String
    package var size: TreeSize
  }

  /// What clearing by age is going to do.
  package struct Retention: Hashable, Sendable {
    /// How long finished jobs are kept; `nil`: for ever.
    package var keep: Duration?
    package var finishedJobs: Int
    /// Jobs that are due now, and within a week.
    package var due: Int
    package var dueWithinWeek: Int
    /// When the oldest is due.
    package var next: Timestamp?
  }

  package var at: Timestamp
  package var disks: [Disk] = []
  /// Bytes of the spool's disk below which nothing is taken in.
  package var minimumFree: Int
  package var folders: [Folder] = []
  package var retention: Retention

  /// Measuring all folders ends after this time.
  private static let patience = Duration.seconds(3)

  /// Looks. Blocks on the disk for some seconds.
  ///
  /// - Parameter finished: all finished jobs.
  init(_ configuration: Configuration, _ spool: Spool, finished: Set<JobID>, at now: Timestamp) {
    at = now
    minimumFree = configuration.minimumFree
    let shares = spool.layout.shares
    disks = Self.disks([("spool", spool.layout.root)] + shares)
    let end = ContinuousClock.now.advanced(by: Self.patience)
    let state = ["jobs", "pending", "running", "done", "failed", "tmp"].map { ($0, spool.layout.root.appending($0)) }
    let archive = configuration.archive.map { [("archive", $0)] } ?? []
    folders = (shares + state + archive).map { name, path in
      Folder(name: name, path: path.string, size: TreeSize(of: path, until: end))
    }
    retention = Self.retention(configuration.keepResults, spool, finished, now)
  }

  private static func disks(_ places: [(name: String, path: FilePath)]) -> [Disk] {
    var disks: [(device: UInt, disk: Disk)] = []
    for (name, path) in places {
      var facts = statvfs()
      var status = stat()
      guard statvfs(path.string, &facts) == 0, stat(path.string, &status) == 0 else { continue }
      let device = UInt(status.st_dev)
      if let index = disks.firstIndex(where: { $0.device == device }) {
        disks[index].disk.folders.append(name)
        continue
      }
      let unit = Int(facts.f_frsize)
      disks.append(
        (
          device,
          Disk(
            folders: [name], path: path.string, total: Int(facts.f_blocks) * unit, free: Int(facts.f_bavail) * unit,
            freeFiles: facts.f_files > 0 ? Int(facts.f_favail) : nil)
        ))
    }
    return disks.map(\.disk)
  }

  private static func retention(
    _ keep: Duration?, _ spool: Spool, _ finished: Set<JobID>, _ now: Timestamp
  ) -> Retention {
    var retention = Retention(keep: keep, finishedJobs: finished.count, due: 0, dueWithinWeek: 0)
    guard let keep else { return retention }
    let week = now.advanced(by: .seconds(7 * 86_400))
    for id in finished {
      guard let folder = try? spool.jobFolder(id), let record = try? folder.finished() else { continue }
      let due = record.at.advanced(by: keep)
      retention.due += due <= now ? 1 : 0
      retention.dueWithinWeek += due <= week ? 1 : 0
      retention.next = min(retention.next ?? due, due)
    }
    return retention
  }
}
