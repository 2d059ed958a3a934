import Glibc
import JobModel
import Spool
import SystemPackage

/// Puts a job's folder that somebody moved into `control/` back into `outgoing/`, with everything in it.
///
/// Its files are people's: nothing is removed or replaced. While the folder was away rowspool may have made a new one
/// with what it keeps there itself; that one makes room.
struct ReturnedFolder {
  let job: JobID
  let path: FilePath
  let spool: Spool

  /// Moves it, by one rename.
  ///
  /// - Returns: what is to be said of it, and whether it has gone back.
  func putBack() -> (hasGone: Bool, sentence: Message) {
    do {
      let control = try Folder.open(path.removingLastComponent())
      guard let name = path.lastComponent?.string, spool.isPresent(share: spool.layout.outgoing) else {
        return (false, "The job's folder stays here, because the folder 'outgoing' is not reachable now.")
      }
      let outgoing = try Folder.open(spool.layout.outgoing, called: "outgoing")
      try makeRoom(in: outgoing)
      guard try !outgoing.has(job.text) else {
        return (
          false,
          """
          This folder stays here with everything in it, because 'outgoing' has a folder of this job too. \
          You can move it away or delete it; it gives no further order.
          """
        )
      }
      try control.rename(name, to: outgoing, as: job.text)
      try outgoing.sync()
      return (true, "The job's folder was put back into 'outgoing'.")
    } catch {
      return (
        false,
        """
        The job's folder stays here with everything in it: it could not be moved back to 'outgoing' \
        (\(Self.reason(for: error))). You can move it yourself; it gives no further order.
        """
      )
    }
  }

  /// What the system says, without what was being done.
  private static func reason(for error: any Error) -> String {
    (error as? SpoolError)?.errno.map { String(cString: strerror($0)) } ?? "\(error)"
  }

  /// Takes away a folder in which lies nothing but what rowspool writes again by itself.
  private func makeRoom(in outgoing: Folder) throws {
    guard try outgoing.has(job.text) else { return }
    let folder = try outgoing.folder(job.text)
    let own: Set = ["STATUS.html", "thumbnails", JobTicket.name(of: job)]
    let entries = try folder.entries()
    guard entries.allSatisfy({ own.contains($0.name) }) else { return }
    for entry in entries { try folder.removeTree(entry.name) }
    // If something came into it meanwhile, it stays.
    try? outgoing.removeFolder(job.text)
  }
}
