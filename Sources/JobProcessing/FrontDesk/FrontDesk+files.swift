import Containment
import JobModel
import Results
import Spool
import SystemPackage
import Workflows

/// A file of a job, as an address names it. Names are looked up in what the job knows of itself, and never joined to a
/// path as they come.
package enum WantedFile: Hashable, Sendable {
  /// One that a row made.
  case result(String)
  /// The file or picture that a row has in an input column.
  case input(row: Int, column: String)
  /// A small copy: of a result, or of what a row was made from. Made where it is missing.
  case thumbnail(String)
  /// Results so far or final.
  case workbook
  case archive
  /// The operator's table with its bad cells marked.
  case marked
}

extension FrontDesk {
  /// Finds a file of a job and opens it.
  ///
  /// - Returns: `nil` where the job has no such file, or not yet.
  package func file(_ wanted: WantedFile, of job: JobRecord) async throws -> FoundFile? {
    if case .thumbnail(let name) = wanted { return try await thumbnail(name, of: job) }
    return try await threads.run { [self] in try Self.ifThere { try find(wanted, of: job) } }
  }

  private func find(_ wanted: WantedFile, of job: JobRecord) throws -> FoundFile? {
    switch wanted {
    case .result(let name):
      guard try produced(name, of: job) != nil else { return nil }
      return try FoundFile(name, in: job.folder.folder.folder(JobFile.files))
    case .input(let row, let column):
      guard let path = try dropPath(row: row, column: column, of: job) else { return nil }
      return try open(path, of: job)
    case .thumbnail: return nil
    case .workbook, .archive, .marked:
      guard let name = try deliveredName(wanted, of: job) else { return nil }
      return try FoundFile(name, in: Delivery.folder(of: job.manifest.id, in: spool))
    }
  }

  /// The name of what was handed over last, which may have a number where somebody had the old one open.
  func deliveredName(_ wanted: WantedFile, of job: JobRecord) throws -> String? {
    let language = configuration.language(of: job.definition)
    if case .marked = wanted { return ResultsNames.marked(for: job.manifest.name, language) }
    let ending = wanted == .workbook ? ".xlsx" : ".zip"
    let names = try job.folder.finished()?.delivered ?? ResultsMaker.names(for: job.manifest)
    return names.first { $0.hasSuffix(ending) }
  }

  /// What a row made under a name. Names of such files begin with the row's number.
  func produced(_ name: String, of job: JobRecord) throws -> ProducedFile? {
    guard let row = ProducedFile.row(of: name), job.manifest.rows.contains(row),
      let history = try JobRows(lookingAt: job.manifest.id, in: spool).read(row)?.history,
      case .end(let ending)? = history.last?.event
    else { return nil }
    return ending.files.first { $0.name == name }
  }

  func dropPath(row: Int, column: String, of job: JobRecord) throws -> DropPath? {
    guard job.definition.column(named: column)?.type.isFile == true, job.manifest.rows.contains(row),
      let history = try JobRows(lookingAt: job.manifest.id, in: spool).read(row)?.history
    else { return nil }
    return history.values[column]?.string.flatMap(DropPath.init)
  }

  private func open(_ path: DropPath, of job: JobRecord) throws(SpoolError) -> FoundFile? {
    var folder = job.folder.folder
    for part in path.parts.dropLast() { folder = try folder.folder(part) }
    return try path.parts.last.flatMap { name throws(SpoolError) in try FoundFile(name, in: folder) }
  }

  // MARK: Small copies

  private func thumbnail(_ name: String, of job: JobRecord) async throws -> FoundFile? {
    if let found = try await existingThumbnail(name, of: job) { return found }
    guard let source = try await threads.run({ [self] in try Self.ifThere { try source(of: name, job) } }) else {
      return nil
    }
    let key = "\(job.manifest.id)/\(name)"
    guard await thumbnailGate.enter(key) else { return nil }
    // Another visitor may have waited for the same one.
    var found = try await existingThumbnail(name, of: job)
    if found == nil {
      let target = try await threads.run {
        try job.folder.folder.makeFolder(Thumbnails.folder).path.appending(name)
      }
      let request = PictureRequest(.thumbnail(output: target.string, box: source.box), input: source.path.string)
      _ = try? await children.pictures.call(request.json, deadline: .seconds(60))
      found = try await existingThumbnail(name, of: job)
    }
    await thumbnailGate.leave(key, failed: found == nil)
    return found
  }

  private func existingThumbnail(_ name: String, of job: JobRecord) async throws -> FoundFile? {
    guard Self.isPlainName(name) else { return nil }
    return try await threads.run {
      try Self.ifThere {
        let job = job.folder.folder
        let path = job.path.appending(Thumbnails.folder).appending(name)
        // What originals were made of is the drop's and stays as it is.
        let picture = job.path.appending(JobFile.files).appending(String(name.dropLast(4)))
        guard Thumbnails.isCurrent(path, of: picture) else { return nil }
        return try FoundFile(name, in: job.folder(Thumbnails.folder))
      }
    }
  }

  /// What a small copy is made of.
  private struct ThumbnailSource: Sendable {
    var path: FilePath
    /// Pixels of the square that it is fitted into.
    var box: Int
  }

  private func source(of name: String, _ job: JobRecord) throws -> ThumbnailSource? {
    guard name.hasSuffix(".jpg") else { return nil }
    let stem = String(name.dropLast(4))
    if stem.hasPrefix("original-"), let row = Int(stem.dropFirst(9)), let column = job.pictureColumn {
      guard let path = try dropPath(row: row, column: column, of: job) else { return nil }
      let file = path.parts.reduce(job.folder.folder.path) { $0.appending($1) }
      return ThumbnailSource(path: file, box: PagePictures.originalBox)
    }
    guard let file = try produced(stem, of: job), file.isPicture else { return nil }
    let path = job.folder.folder.path.appending(JobFile.files).appending(file.name)
    return ThumbnailSource(path: path, box: Thumbnails.box)
  }

  private static func isPlainName(_ name: String) -> Bool {
    !name.isEmpty && !name.hasPrefix(".") && !name.contains("/") && !name.contains("\0")
  }
}
