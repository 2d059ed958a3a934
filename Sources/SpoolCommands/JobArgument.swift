import ArgumentParser
import Glibc
import JobModel
import Spool

/// A job as people name it: its whole name, its beginning, or the four letters at its end.
enum JobArgument {
  /// - Throws: `CommandFailure` where no job or more than one is meant.
  static func find(_ text: String, in spool: Spool) throws -> JobID {
    let jobs = try spool.listJobs().jobs
    if let job = jobs.first(where: { $0.text == text }) { return job }
    let meant = jobs.filter { !text.isEmpty && ($0.text.hasPrefix(text) || $0.text.hasSuffix("-\(text)")) }
    if let job = meant.first, meant.count == 1 { return job }
    if meant.count > 1 {
      let names = meant.suffix(5).map(\.text).joined(separator: ", ")
      throw CommandFailure(EX_USAGE, "'\(text)' can mean \(meant.count) jobs: \(names). Write more of the name.")
    }
    throw CommandFailure(
      EX_NOINPUT, "There is no job '\(text)' in the spool \(spool.layout.root). 'rowspool status' lists the jobs.")
  }
}
