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
  private let lines: RowLines

  init(_ claimed: RunningRow, folder: JobFolder, threads: FileThreads, lines: RowLines) {
    self.claimed = claimed
    self.folder = folder
    self.threads = threads
    self.lines = lines
  }

  package func sent(step: Int) async throws {
    try await lines.append(.sent(step: step), to: claimed)
  }

  package func remote(step: Int, id: String?) async throws {
    try await lines.append(.remote(step: step, id: id), to: claimed)
  }

  package func step(_ result: StepResult, files: [StepFile]) async throws -> StepResult {
    var kept = result
    if !files.isEmpty {
      kept.files += try await threads.run { [self] in
        try files.indices.map { index in
          try keep(files[index], index: files[..<index].count { $0.column == files[index].column })
        }
      }
    }
    try await lines.append(.step(kept), to: claimed)
    return kept
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
    for case .text(let text) in record.cells where !text.isEmpty {
      return String((WebInput.label(of: text) ?? text).prefix(60))
    }
    return "row"
  }
}
