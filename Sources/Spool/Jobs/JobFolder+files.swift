import Glibc
import JobModel
package import SystemPackage

extension JobFolder {
  /// The private folder of one attempt, `tmp/<job>/<row>.<attempt>`, empty.
  package func makeAttemptFolder(row: Int, attempt: Int) throws(SpoolError) -> FilePath {
    let parent = try spool.tmp.makeFolder(job.text)
    let name = "\(row).\(attempt)"
    try parent.removeTree(name)
    return try parent.makeFolder(name).path
  }

  package func removeAttemptFolder(row: Int, attempt: Int) throws(SpoolError) {
    guard try spool.tmp.has(job.text) else { return }
    try spool.tmp.folder(job.text).removeTree("\(row).\(attempt)")
  }

  /// Keeps a file that a step made: synced, then moved to `files/`, which is synced.
  ///
  /// - Parameters:
  ///   - path: a file in the attempt's folder.
  ///   - name: its name in `files/`; what an earlier attempt left under it is replaced.
  package func keep(_ path: FilePath, as name: String) throws(SpoolError) {
    guard let draft = path.lastComponent?.string else { return }
    let attempt = try Folder.open(path.removingLastComponent())
    try attempt.open(draft, for: .reading).sync()
    let files = try folder.makeFolder(JobFile.files)
    try attempt.rename(draft, to: files, as: name)
    try files.sync()
  }
}
