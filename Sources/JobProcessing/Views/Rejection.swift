import Foundation
package import JobModel
package import Spool

/// Why a drop was given back: the text beside it in `rejected/`.
package struct Rejection: Hashable, Sendable {
  /// The drop's name in `rejected/`.
  package var name: String
  /// Sentences for the person who dropped it.
  package var reasons: String

  /// Looks for the rejection of a job: its text ends with the job's name in brackets (`Spool.reject`).
  ///
  /// - Returns: `nil` where the job was not rejected, or its drop was taken back since.
  package static func find(of job: JobID, in spool: Spool) throws(SpoolError) -> Rejection? {
    guard spool.isPresent(share: spool.layout.rejected) else { return nil }
    let folder = try Folder.open(spool.layout.rejected, called: "rejected")
    for entry in try folder.entries() where entry.name.hasSuffix(".txt") {
      guard let bytes = try folder.contents(of: entry.name) else { continue }
      let text = String(decoding: bytes, as: UTF8.self)
      guard let mark = text.range(of: "\n\n(\(job))") else { continue }
      return Rejection(name: String(entry.name.dropLast(4)), reasons: String(text[..<mark.lowerBound]) + "\n")
    }
    return nil
  }
}
