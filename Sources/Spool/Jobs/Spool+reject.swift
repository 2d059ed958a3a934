import Glibc
package import JobModel
import SystemPackage

extension Spool {
  /// Gives a drop back: it moves to `rejected/`, with a text beside it that says why, and the marked-up workbook where
  /// `jobs/<job>` has one. Then its job is gone.
  ///
  /// Cut off on the way and called again, it ends as if it had not been: the drop moves last, and the job knows its own
  /// papers by its name, which ends the text.
  ///
  /// - Parameters:
  ///   - markedEnding: follows the stem in the name of the marked-up workbook.
  ///   - text: what to write, for the one who dropped it.
  /// - Returns: the name it has in `rejected/`.
  @discardableResult
  package func reject(
    _ job: JobID, markedEnding: String = "-marked.xlsx", text: (RejectedNames) -> String
  ) throws -> String {
    guard isPresent(share: layout.rejected) else {
      throw SpoolError(
        .shareMissing, "reject", job.text,
        reason: "The folder \(layout.rejected) is not there, so the drop of job \(job) waits to be given back.")
    }
    let folder = try jobFolder(job).folder
    let source = try folder.makeFolder(JobFile.source)
    let rejected = try Folder.open(layout.rejected, called: "rejected", access: layout.access)
    let parts = try source.entries().map(\.name)
    guard let first = parts.first else {
      // Given back already, before the job's folder could go.
      try abandon(job)
      return ""
    }
    // Several loose pictures are given back in a folder, as nobody wants them strewn.
    let isMarked = try folder.has(JobFile.marked)
    let names = try freeNames(
      parts.count == 1 ? first : job.text, of: job, markedEnding: isMarked ? markedEnding : nil, in: rejected)
    try rejected.replace(names.text, with: Array((text(names) + Self.mark(of: job)).utf8), by: rejected)
    if let marked = names.marked { try folder.copy(JobFile.marked, to: rejected, as: marked) }
    try moveAway(
      parts.count == 1 ? source.path.appending(first) : source.path, to: rejected.path.appending(names.drop))
    try rejected.sync()
    try abandon(job)
    return names.drop
  }

  /// How a rejection's text ends: by it the job's own papers are known.
  private static func mark(of job: JobID) -> String { "\n\n(\(job))\n" }

  private static let longestText = 1 << 20

  private func freeNames(
    _ name: String, of job: JobID, markedEnding: String?, in folder: Folder
  ) throws(SpoolError) -> RejectedNames {
    var number = 1
    while true {
      let names = RejectedNames(name, number: number, markedEnding: markedEnding)
      if try isFree(names, for: job, in: folder) { return names }
      number += 1
    }
  }

  private func isFree(_ names: RejectedNames, for job: JobID, in folder: Folder) throws(SpoolError) -> Bool {
    if try folder.has(names.drop) { return false }
    guard let status = try folder.status(of: names.text) else {
      return try names.marked.map { name throws(SpoolError) in try !folder.has(name) } ?? true
    }
    guard status.st_mode & 0o170000 == 0o100000, status.st_size <= Self.longestText,
      let bytes = try folder.contents(of: names.text)
    else { return false }
    return bytes.suffix(Self.mark(of: job).utf8.count).elementsEqual(Self.mark(of: job).utf8)
  }

  private func moveAway(_ source: FilePath, to target: FilePath) throws(SpoolError) {
    do {
      try DropMover.rename(source, to: target)
    } catch  where error.errno == EXDEV {
      let draft = target.removingLastComponent().appending(Folder.draftName())
      try DropMover.copy(source, to: draft)
      try DropMover.rename(draft, to: target)
      // The original goes with the job's folder.
    }
  }
}
