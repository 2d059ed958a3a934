import JobModel
package import SystemPackage

/// A drop that arrives piece by piece: written into `tmp/`, then submitted whole. Until then it is nobody's, and a crash
/// leaves it to the sweep.
///
/// Its calls block on the disk.
package final class DropDraft: Sendable {
  private let spool: Spool
  private let name: String
  private let folder: Folder
  private let source: Folder

  package init(in spool: Spool) throws(SpoolError) {
    self.spool = spool
    name = "upload-\(UInt64.random(in: 0 ... .max))"
    folder = try spool.tmp.makeFolder(name)
    source = try folder.makeFolder(JobFile.source)
  }

  /// A new file of the drop.
  ///
  /// - Parameter path: names of folders, which are made, and the file's own.
  /// - Throws: errno EEXIST where the name is taken.
  package func create(_ path: [String]) throws(SpoolError) -> OpenFile {
    var place = source
    for name in path.dropLast() { place = try place.makeFolder(name) }
    return try place.open(path.last ?? "", for: .creating)
  }

  /// Takes a file of a job into the drop: by a second name for the same file where the file system can, else by a copy.
  ///
  /// - Returns: `false` where the job does not have it.
  package func take(_ name: String, in subfolder: String, of job: JobFolder, as newName: String) throws(SpoolError)
    -> Bool
  {
    guard try job.folder.has(subfolder) else { return false }
    return try job.folder.folder(subfolder).share(name, with: source, as: newName)
  }

  /// The names at the top of the drop, and where they lie.
  package func parts() throws(SpoolError) -> [FilePath] {
    try source.entries().map { source.path.appending($0.name) }
  }

  /// Makes the job: the very state of a claimed drop. All files were synced when they were closed.
  package func submit(_ claim: DropClaim) throws {
    try Self.syncFolders(source)
    try JobFolder(claim.job, folder: folder, spool: spool).write(claim, as: JobFile.claim)
    try folder.sync()
    try spool.tmp.rename(name, to: spool.jobs, as: claim.job.text)
    try spool.jobs.sync()
  }

  private static func syncFolders(_ folder: Folder) throws(SpoolError) {
    for entry in try folder.entries() where entry.isFolder { try syncFolders(folder.folder(entry.name)) }
    try folder.sync()
  }

  /// Removes what has arrived; nothing is left of it.
  package func discard() throws(SpoolError) {
    try spool.tmp.removeTree(name)
  }
}
