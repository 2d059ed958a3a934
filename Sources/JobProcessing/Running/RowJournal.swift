import ContentDigest
package import JobModel
import Results
import Spool
import SystemPackage
package import Workflows

/// Writes down what must not be forgotten of an attempt, and keeps its files.
package final class RowJournal: AttemptJournal {
  private let claimed: RunningRow
  private let folder: JobFolder
  private let threads: FileThreads

  init(_ claimed: RunningRow, folder: JobFolder, threads: FileThreads) {
    self.claimed = claimed
    self.folder = folder
    self.threads = threads
  }

  package func sent(step: Int) async throws {
    try await append(.sent(step: step))
  }

  package func remote(step: Int, id: String?) async throws {
    try await append(.remote(step: step, id: id))
  }

  package func step(_ result: StepResult, files: [StepFile]) async throws -> StepResult {
    try await threads.run { [self] in
      var result = result
      for (index, file) in files.enumerated() {
        result.files.append(try keep(file, index: files[..<index].count { $0.column == file.column }))
      }
      try claimed.append(.step(result), durably: true)
      return result
    }
  }

  private func append(_ event: TaskEvent) async throws {
    try await threads.run { [claimed] in try claimed.append(event, durably: true) }
  }

  /// - Parameter index: how many files of the same column came before.
  private func keep(_ file: StepFile, index: Int) throws -> ProducedFile {
    let ending = file.fileExtension ?? file.path.extension ?? "bin"
    let name = ResultsNames.file(
      row: claimed.row, label: label, column: file.column, index: index, extension: ending)
    let digest = try ContentDigest.ofFile(file.path)
    try folder.keep(file.path, as: name)
    return ProducedFile(
      column: file.column, name: name, mediaType: file.mediaType ?? MediaType.ofExtension(ending),
      bytes: digest.byteCount, sha256: digest.sha256, width: file.width, height: file.height, seconds: file.seconds)
  }

  /// What people know the row by: the name of its input file, else its first text cell.
  private var label: String {
    let record = claimed.history.record
    let paths = record.values.members.lazy.compactMap(\.value.string).filter {
      $0.hasPrefix(JobFile.source + "/") || $0.hasPrefix(JobFile.input + "/")
    }
    if let stem = paths.first.flatMap({ FilePath($0).stem }) { return stem }
    for case .text(let text) in record.cells where !text.isEmpty { return String(text.prefix(60)) }
    return "row"
  }
}
