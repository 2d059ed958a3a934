import Glibc
import Intake
import JobModel
import Logging
import Spool
import SystemPackage

extension Server {
  /// Removes what an earlier process has left in `tmp/`, and its drafts on the shares.
  func sweep(_ names: [String]) async {
    for name in names {
      do {
        try await threads.run { [spool] in try spool.sweep(name) }
      } catch {
        log.warning("tmp/\(name) could not be removed: \(error)")
      }
      if Task.isCancelled { return }
    }
    let drops = await threads.run { [configuration, spool] in DropFolders.incoming(configuration, spool).map(\.path) }
    let orders = Order.Verb.allCases.map { configuration.control.appending($0.rawValue) }
    for folder in [configuration.outgoing] + orders + drops {
      await threads.run { Self.removeDrafts(in: folder) }
    }
  }

  /// Younger ones may be this process's own.
  private static let draftAge = 60

  /// Drafts of `Folder.replace`. A drop on its way from another file system has a name of another form.
  private static func removeDrafts(in path: FilePath) {
    // A share that is away keeps its drafts until the next start.
    guard let folder = try? Folder.open(path), let entries = try? folder.entries() else { return }
    for entry in entries where Folder.isDraft(entry.name) {
      guard let status = try? folder.status(of: entry.name), time(nil) - status.st_mtim.tv_sec > draftAge else {
        continue
      }
      try? folder.remove(entry.name)
    }
  }
}
