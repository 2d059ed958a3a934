import Glibc
import JobModel
import Results
import Spool
import SystemPackage
import Workflows

/// Writes a job's results workbook and ZIP into a folder of `tmp/`, from its row files. Blocks.
struct ResultsMaker {
  let spool: Spool
  let language: @Sendable (WorkflowDefinition) -> Language
  /// Rows that show thumbnails.
  static let thumbnailRows = 2000

  /// What was written.
  struct Product {
    var workbook: FilePath
    var archive: FilePath
    /// Rows by outcome; rows that have not ended count as `pending`.
    var counts: [String: Int]
    /// Every file that rows made, and texts too long for a cell.
    var files: [ResultFile]
    /// What was fetched for rows.
    var fetched: [ResultFile] = []
  }

  struct ResultFile: Hashable {
    var row: Int
    var name: String
    var path: FilePath
  }

  /// - Parameter folder: exists and is empty.
  func make(_ task: ResultsTask, in folder: FilePath) throws -> Product {
    let job = try spool.jobFolder(task.manifest.id)
    let language = language(task.definition)
    let names = Self.names(for: task.manifest).map { folder.appending($0) }
    let draft = names[0]
    var product = Product(workbook: draft, archive: names[1], counts: [:], files: [])
    var sideFiles: [ResultFile] = []
    var writer = try ResultsWorkbookWriter(
      draft, try table(for: task, in: job, language), ResultsOptions(temporary: folder, language: language)
    ) { name, text in
      let path = folder.appending(name)
      try Self.write(text, to: path)
      sideFiles.append(ResultFile(row: 0, name: name, path: path))
    }
    let marks = try job.marks()
    let rows = try JobRows(task.manifest.id, in: spool)
    let files = job.folder.path.appending(JobFile.files)
    for row in task.manifest.rows {
      let known = try rows.read(row, in: [.done, .failed, .pending, .running])
      var result = resultRow(row, known, in: job)
      result.mark = FileMark.ofRow(marks.of(result.files).values)
      product.counts[result.state.rawValue, default: 0] += 1
      for file in result.files {
        product.files.append(ResultFile(row: row, name: file.name, path: files.appending(file.name)))
      }
      for file in known?.history.inputs ?? [] {
        product.fetched.append(ResultFile(row: row, name: file.name, path: files.appending(file.name)))
      }
      try writer.append(result)
    }
    try writer.finish()
    product.files += sideFiles
    try archive(product, of: job)
    return product
  }

  /// The names of a job's workbook and ZIP.
  static func names(for manifest: JobManifest) -> [String] {
    let name = FilePath(manifest.name).stem ?? manifest.name
    return [ResultsNames.workbook(for: name), ResultsNames.archive(for: name)].map {
      PortableName.make($0, maximumBytes: 200)
    }
  }

  // MARK: Workbook

  private func table(for task: ResultsTask, in job: JobFolder, _ language: Language) throws -> ResultsTable {
    let manifest = task.manifest
    let events = try job.events()
    func time(of event: String) -> Timestamp? {
      events.last { $0["event"]?.string == event }?["at"]?.string.flatMap { Timestamp($0) }
    }
    let columns = task.definition.results.map { column in
      Results.ResultColumn(
        name: column.name, title: column.titles.text(language) ?? column.name, kind: Self.kind(of: column.type))
    }
    let facts = ResultsFacts(
      jobID: manifest.id.text, submitter: manifest.submitter.name, submitted: manifest.committedAt,
      started: time(of: "started"), finished: task.kind == .soFar ? nil : time(of: "finished") ?? .now,
      notes: manifest.notes, expectedRows: manifest.rows.count)
    var table = ResultsTable(
      jobName: FilePath(manifest.name).stem ?? manifest.name,
      workflowTitle: task.definition.titles.text(language) ?? task.definition.id, sheetName: manifest.sheet,
      headers: manifest.columns, resultColumns: columns, facts: facts)
    table.showsCosts = task.hasCosts
    table.showsMarks = try !job.marks().isEmpty
    table.showsCarried = (manifest.carriedRows ?? 0) > 0
    table.layout.workflow = manifest.workflow
    table.layout.preset = manifest.preset
    table.layout.values = (manifest.sameForAll ?? []).map { ResultsLayout.Value(name: $0.name, value: $0.value) }
    table.currency = task.definition.estimate?.currency
    return table
  }

  static func kind(of type: ColumnType) -> Results.ResultColumn.Kind {
    switch type {
    case .image: .picture
    case .file: .file
    case .integer, .number: .number
    default: .text
    }
  }

  private func resultRow(
    _ row: Int, _ known: (history: TaskHistory, folder: RowFolder)?, in job: JobFolder
  ) -> ResultRow {
    guard let (history, folder) = known else {
      return ResultRow(number: row, cells: [], state: ResultState(folder: .failed, outcome: nil))
    }
    var ending: Ending?
    if case .end(let last)? = history.last?.event { ending = last }
    let thumbnails = Thumbnails.existing(for: ending?.files ?? [], in: job)
    var result = ResultRow(
      number: row, cells: history.record.cells, state: ResultState(folder: folder, outcome: ending?.outcome),
      outputs: ending?.outputs ?? [:], files: ending?.files ?? [], attempts: history.attempt,
      seconds: history.attempt > 0 ? Double(history.runningMilliseconds) / 1000 : nil, failure: ending?.failure,
      thumbnails: thumbnails, key: RowKey(of: history.record).text)
    result.cost = history.cost
    result.carried = ending?.carried
    return result
  }

  private static func write(_ text: String, to path: FilePath) throws {
    let file = try FileDescriptor.open(
      path, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
      permissions: FilePermissions(rawValue: 0o664))
    _ = try file.closeAfter { try file.writeAll(text.utf8) }
  }

  // MARK: ZIP

  private func archive(_ product: Product, of job: JobFolder) throws {
    var writer = try ResultsArchiveWriter(product.archive)
    try writer.add(workbook: product.workbook, as: product.workbook.lastComponent?.string ?? "results.xlsx")
    for file in product.files { try writer.add(result: file.path, named: file.name) }
    for (path, place) in try originals(of: job) { try writer.add(original: path, at: place) }
    for file in product.fetched { try writer.add(original: file.path, at: "from-web/\(file.name)") }
    try writer.finish()
  }

  /// The files of the drop with their places below `source/`, links left out.
  private func originals(of job: JobFolder) throws -> [(path: FilePath, place: String)] {
    var found: [(path: FilePath, place: String)] = []
    func walk(_ folder: Folder, _ prefix: String) throws {
      for entry in try folder.entries().sorted(by: { $0.name < $1.name }) {
        let place = prefix.isEmpty ? entry.name : "\(prefix)/\(entry.name)"
        if entry.isFolder {
          try walk(folder.folder(entry.name), place)
        } else if let status = try folder.status(of: entry.name), status.st_mode & 0o170000 == 0o100000 {
          found.append((folder.path.appending(entry.name), place))
        }
      }
    }
    guard try job.folder.has(JobFile.source) else { return [] }
    try walk(job.folder.folder(JobFile.source), "")
    return found
  }
}
