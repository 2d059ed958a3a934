import Glibc
package import JobModel
package import Spool

/// Why a drop was given back: the text beside it in `rejected/`.
package struct Rejection: Hashable, Sendable {
  /// The drop's name in `rejected/`.
  package var name: String
  /// Sentences for the person who dropped it.
  package var reasons: String

  /// Looks for the rejection of a submission.
  ///
  /// A text that names the job is preferred; else it is the newest one for a drop of that name written since.
  ///
  /// - Parameters:
  ///   - names: the names of the submitted files.
  ///   - since: when the job was submitted.
  package static func find(
    of job: JobID, names: [String], since: Timestamp, in spool: Spool
  ) throws(SpoolError) -> Rejection? {
    guard spool.isPresent(share: spool.layout.rejected) else { return nil }
    let folder = try Folder.open(spool.layout.rejected, called: "rejected")
    var newest: (rejection: Rejection, at: Int)?
    for entry in try folder.entries() where entry.name.hasSuffix(".txt") {
      let name = String(entry.name.dropLast(4))
      guard name == job.text || names.contains(where: { Self.is(name, aCopyOf: $0) }),
        let status = try folder.status(of: entry.name), let bytes = try folder.contents(of: entry.name)
      else { continue }
      let rejection = Rejection(name: name, reasons: String(decoding: bytes, as: UTF8.self))
      if name == job.text || rejection.reasons.contains(job.text) { return rejection }
      // File systems keep coarser times than the clock.
      guard status.st_mtim.tv_sec + 1 >= Int(since.milliseconds / 1000) else { continue }
      if status.st_mtim.tv_sec >= newest?.at ?? 0 { newest = (rejection, status.st_mtim.tv_sec) }
    }
    return newest?.rejection
  }

  /// Whether `name` is `original` or `original (2)` and so on, before its extension.
  private static func `is`(_ name: String, aCopyOf original: String) -> Bool {
    if name == original { return true }
    let dot = original.lastIndex(of: ".") ?? original.endIndex
    return name.hasPrefix("\(original[..<dot]) (") && name.hasSuffix(original[dot...])
  }
}
