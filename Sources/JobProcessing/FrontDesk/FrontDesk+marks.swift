package import JobModel
import Spool
import SystemPackage
import ZipArchive

/// A result that somebody has marked.
package struct MarkedFile: Sendable {
  package var row: Int
  package var file: ProducedFile
  package var mark: FileMark
}

extension FrontDesk {
  /// The results that are marked, in row order; marks of results that were made anew since are left out.
  package func markedFiles(of job: JobRecord) async throws -> [MarkedFile] {
    try await threads.run { [self] in
      try Self.ifThere {
        let marks = try job.folder.marks()
        let files = try marks.names.compactMap { try produced($0, of: job) }
        let marked = marks.of(files)
        return files.compactMap { file in
          guard let mark = marked[file.name], let row = ProducedFile.row(of: file.name) else { return nil }
          return MarkedFile(row: row, file: file, mark: mark)
        }.sorted { ($0.row, $0.file.name) < ($1.row, $1.file.name) }
      } ?? []
    }
  }

  /// Marks results, and takes marks back that are `nil`. They are durable when this returns.
  ///
  /// - Returns: names that are no results of the job; nothing was marked if there are any.
  package func mark(_ marks: [String: FileMark?], of job: JobRecord, by name: String) async throws -> [String] {
    try await threads.run { [self] in
      var known: [String: JobMarks.Mark?] = [:]
      var unknown: [String] = []
      for (file, mark) in marks {
        guard let mark else {
          known.updateValue(nil, forKey: file)
          continue
        }
        if let produced = try produced(file, of: job) {
          known[file] = JobMarks.Mark(mark, sha256: produced.sha256)
        } else {
          unknown.append(file)
        }
      }
      if unknown.isEmpty, !known.isEmpty { try shelf.write { [known] in try job.folder.mark(known, by: name) } }
      return unknown.sorted()
    }
  }

  /// A ZIP of the results with a mark, as a file that nobody else sees.
  ///
  /// - Returns: `nil` where no result has the mark.
  package func archive(of job: JobRecord, marked mark: FileMark) async throws -> FoundFile? {
    let files = try await markedFiles(of: job).filter { $0.mark == mark }
    guard !files.isEmpty else { return nil }
    return try await threads.run { [spool] in
      let draft = "marked-\(UInt64.random(in: 0 ... .max)).zip"
      defer {
        // It lives on while it is open; what a crash leaves is swept at the next start.
        try? spool.tmp.remove(draft)
      }
      var writer = try ZipWriter(spool.tmp.path.appending(draft))
      let folder = job.folder.folder.path.appending(JobFile.files)
      for marked in files { try writer.add(file: folder.appending(marked.file.name), as: marked.file.name) }
      try writer.finish()
      let name = "\(FilePath(job.manifest.name).stem ?? "job")-\(mark.rawValue).zip"
      return try FoundFile(draft, in: spool.tmp, as: name)
    }
  }
}
