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

  /// A ZIP of the results with a mark, made while it is sent.
  ///
  /// - Returns: `nil` where no result has the mark.
  package func archive(of job: JobRecord, marked mark: FileMark) async throws -> MarkedArchive? {
    let files = try await markedFiles(of: job).filter { $0.mark == mark }.map(\.file)
    guard !files.isEmpty else { return nil }
    let folder = job.folder.folder.path.appending(JobFile.files)
    let name = "\(FilePath(job.manifest.name).stem ?? "job")-\(mark.rawValue).zip"
    let stream = try ZipStream(files.map { .init(path: folder.appending($0.name), name: $0.name) }, named: name)
    return MarkedArchive(name: name, threads: threads, stream: stream)
  }
}

/// A ZIP that is made while it is sent: it takes no room on the disk, and whoever goes away ends it.
package struct MarkedArchive: Sendable {
  package let name: String
  fileprivate let threads: FileThreads
  fileprivate let stream: ZipStream

  /// The next piece; `nil` at the end.
  package func next() async throws -> [UInt8]? {
    try await threads.run { [stream] in try stream.next() }
  }
}
