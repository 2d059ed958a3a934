import Glibc
package import JobModel
import SystemPackage

extension Spool {
  /// Gives a drop back: it moves to `rejected/`, with the reasons in words in a text beside it, and its job is gone.
  ///
  /// - Parameter reasons: sentences for the person who dropped it.
  /// - Returns: the name it has in `rejected/`.
  @discardableResult
  package func reject(_ job: JobID, reasons: [Message], in language: Language = .english) throws -> String {
    guard isPresent(share: layout.rejected) else {
      throw SpoolError(
        .shareMissing, "reject", job.text,
        reason: "The folder \(layout.rejected) is not there, so the drop of job \(job) waits to be given back.")
    }
    let source = try jobFolder(job).folder.makeFolder(JobFile.source)
    let rejected = try Folder.open(layout.rejected, called: "rejected", access: layout.access)
    let names = try source.entries().map(\.name)
    guard let first = names.first else {
      try abandon(job)
      return ""
    }
    // Several loose pictures are given back in a folder, as nobody wants them strewn.
    let name = names.count == 1 ? first : job.text
    let target = try freeName(name, in: rejected)
    let reasons = reasons.isEmpty ? ["The drop could not be taken."] : reasons
    let sentences = reasons.map { $0.text(in: language) }
    let text = (sentences + ["", "(\(job))", ""]).joined(separator: "\n")
    try rejected.replace(Self.cut(target, adding: ".txt"), with: Array(text.utf8), by: rejected)
    let from = names.count == 1 ? source.path.appending(first) : source.path
    try moveAway(from, to: rejected.path.appending(target))
    try rejected.sync()
    try abandon(job)
    return target
  }

  /// `stem` and `ending` in at most 255 bytes, which is all that a file name may have.
  private static func cut(_ stem: String, adding ending: String) -> String {
    var stem = stem
    while stem.utf8.count + ending.utf8.count > 255, !stem.isEmpty { stem.removeLast() }
    return stem + ending
  }

  /// `name`, or `name (2)` and so on before its extension, where the name or its text are taken.
  private func freeName(_ name: String, in folder: Folder) throws(SpoolError) -> String {
    let path = FilePath(name)
    let stem = path.stem ?? name
    let ending = path.extension.map { ".\($0)" } ?? ""
    var candidate = name
    var count = 1
    while try folder.has(candidate) {
      count += 1
      candidate = Self.cut(stem, adding: " (\(count))\(ending)")
    }
    return candidate
  }

  private func moveAway(_ source: FilePath, to target: FilePath) throws(SpoolError) {
    do {
      try DropMover.rename(source, to: target)
    } catch  where error.errno == EXDEV {
      let draft = target.removingLastComponent().appending(".rowspool-\(UInt64.random(in: 0 ... .max))")
      try DropMover.copy(source, to: draft)
      try DropMover.rename(draft, to: target)
      // The original goes with the job's folder.
    }
  }
}
