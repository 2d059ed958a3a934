import FoundationEssentials
package import JobModel
import Spool

/// `jobs/<job>/rejection.json`: that a drop is given back, and why. Once it is written a crash changes nothing about it.
package struct RejectionRecord: Codable, Hashable, Sendable {
  /// The drop's name.
  package var name: String
  /// The drop folder below `incoming/`; `nil` for `incoming/` itself and for submissions.
  package var folder: String?
  /// The workflow, where it was found.
  package var workflow: String?
  package var language: Language
  package var reasons: [Message]
  package var problems: DropProblems
  /// Whether anything is marked in the marked-up workbook.
  package var hasMarks = false

  package init(name: String, language: Language, reasons: [Message], problems: DropProblems = DropProblems()) {
    self.name = name
    self.language = language
    self.reasons = reasons
    self.problems = problems
  }
}

extension Spool {
  /// Decides that a drop is given back.
  ///
  /// - Parameter isMarked: whether the marked-up workbook of its reading goes with it.
  func decide(_ record: RejectionRecord, for job: JobID, isMarked: Bool) throws {
    if !isMarked { try tmp.folder(job.text).remove(JobFile.marked) }
    try keepPapers(of: job)
    try jobFolder(job).write(record, as: JobFile.rejection)
  }

  /// What was decided about a drop; `nil` where it is not to be given back.
  func rejection(of job: JobID) throws -> RejectionRecord? {
    guard try jobs.has(job.text) else { return nil }
    return try jobFolder(job).document(JobFile.rejection)
  }
}
