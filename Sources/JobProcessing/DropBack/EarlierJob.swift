import JobModel
import Spool
import Workflows

/// A job whose rows a dropped back workbook names.
struct EarlierJob: Sendable {
  let id: JobID
  let folder: JobFolder
  let rows: JobRows
  /// For each compared column where the job's table had it.
  let positions: [Int?]
  /// Whether it ran by the very definition by which the new job runs: then its steps are the same.
  let hasSameWorkflow: Bool

  /// Opens a job that is committed and not cleared.
  ///
  /// - Returns: `nil` where there is none of that name, or it is of another workflow.
  init?(_ id: JobID, in spool: Spool, for columns: ComparedColumns, workflow: String, yaml: String) throws {
    guard try spool.jobs.has(id.text), try spool.isCommitted(id) else { return nil }
    let folder = try spool.jobFolder(id)
    guard try !folder.folder.has(JobFile.clearing), let manifest = try folder.manifest(),
      manifest.workflow == workflow
    else { return nil }
    self.id = id
    self.folder = folder
    rows = try JobRows(id, in: spool)
    positions = columns.positions(in: manifest.columns)
    let pinned = try folder.folder.contents(of: JobFile.workflow)
    hasSameWorkflow = pinned.map { $0.elementsEqual(yaml.utf8) } ?? false
  }

  /// Whether the job has such a row, wherever its file is.
  func has(_ row: Int) throws -> Bool {
    try folder.manifest()?.rows.contains(row) ?? false
  }
}

/// The columns by which a row is known to be unchanged: the workflow's input columns, and the one where a row chooses its
/// preset. What people note in other columns changes nothing.
struct ComparedColumns: Sendable {
  let definition: WorkflowDefinition

  /// For each column its place in a table; `nil` where the table does not have it.
  func positions(in titles: [String]) -> [Int?] {
    let mapping = HeaderMapping(headers: titles, of: definition)
    let hasOwn = definition.columns.contains { $0.name == RowValidators.key }
    let preset = mapping.unknown.first { !hasOwn && RowValidators.isPresetHeader(titles[$0]) }
    return mapping.positions + [preset]
  }

  func name(at index: Int) -> String {
    index < definition.columns.count ? definition.columns[index].name : RowValidators.key
  }
}

extension TaskRecord {
  func cell(at position: Int?) -> CellValue {
    guard let position, position < cells.count else { return .empty }
    return cells[position]
  }
}
