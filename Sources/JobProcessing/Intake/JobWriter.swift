import ContentDigest
import FoundationEssentials
import Glibc
import JobModel
import Results
import RowReading
import Spool
import SystemPackage
import Workflows

/// Writes the row files, `job.json` and `workflow.yaml` of a drop into its workshop.
final class JobWriter {
  private let request: ReadingRequest
  private let chosen: ChosenWorkflow
  private var workflow: WorkflowDefinition { chosen.definition }
  /// Where web addresses in the rows may lead.
  private let addresses: AddressRules?
  /// Presets that rows choose for themselves.
  private var rowPresets: [Preset] = []
  private let files: DropFiles
  /// `nil` unless the table is a results workbook.
  private var back: DroppedBack?
  private let settings: JobSettings
  private let settingValues: JSONObject
  private let sheetName: String?
  private var manifest: JobManifest
  private let writer: RowFileWriter
  private var reply = ReadingReply()
  private let now = Timestamp.now
  private let findings: DropFindings
  /// Of the sheet's columns.
  private var titles: [String] = []

  /// - Parameter findings: is told what is wrong with the drop.
  /// - Throws: `DropReader.Rejection` where the settings cannot be used.
  init(
    request: ReadingRequest, workflow chosen: ChosenWorkflow, settings: DropSettings, files: DropFiles,
    findings: DropFindings
  ) throws {
    let workflow = chosen.definition
    let addresses = AddressRules(
      workflow, ServiceDirectory(searchPath: request.rules.templates.map { FilePath($0) }, environment: [:]))
    let check = SettingsCheck(settings, workflow, addresses: addresses, files: files.find)
    findings.settingFaults = check.faults
    guard check.faults.isEmpty else { throw DropReader.Rejection(check.faults.map(\.message)) }
    var checked = check.settings
    if checked.badRows == nil, workflow.badRows == .reject || request.rules.rejectsBadRows { checked.badRows = .reject }
    self.request = request
    self.chosen = chosen
    self.addresses = addresses
    self.files = files
    self.settings = checked
    settingValues = check.values
    self.findings = findings
    sheetName = settings.sheet
    var submitter = request.claim.submitter
    submitter.name = settings.submitter ?? submitter.name
    manifest = JobManifest(
      id: request.claim.job, name: request.claim.name, workflow: workflow.id, submitter: submitter, committedAt: .now,
      rows: RowRanges(), settings: checked)
    manifest.preset = workflow.preset
    manifest.begunWith = request.claim.begunWith
    manifest.sameForAll =
      settings.values.isEmpty ? nil : settings.values.map { SettingValue(name: $0.name, value: $0.value) }
    manifest.notes = files.contents.notes.map(\.message)
    writer = try RowFileWriter(into: FilePath(request.workshop).appending(RowFolder.pending.rawValue))
  }

  /// Adds a sentence to the receipt.
  func note(_ message: Message) {
    manifest.notes.append(message)
  }

  // MARK: Tables

  func writeRows(of table: DropTable) throws {
    if workflow.columns.contains(where: { $0.type.isFile }) { try files.unpackAll() }
    let sheet = try dataSheet(of: table)
    findings.sheet = sheet
    manifest.sheet = sheet.source.sheetName
    manifest.headerRow = sheet.header.row
    manifest.encoding = table.encoding
    let back = try DroppedBack(
      table, titles: sheet.header.titles, workflow: workflow, workshop: FilePath(request.workshop))
    self.back = back
    let titles = back?.titles ?? sheet.header.titles
    manifest.columns = back?.inputs(of: sheet.header.titles) ?? titles
    if !sheet.others.isEmpty {
      manifest.notes.append("Sheets that were not read: \(Message.list(sheet.others)).")
    }
    self.titles = titles
    let validators = validators(for: titles)
    let rows = try TableRows(sheet, titles: titles, workflow: workflow, files: files)
    manifest.notes += rows.notes
    findings.tableRows = rows
    findings.validate = { validators.validate($0.cells, row: $0.number, pictures: $0.pictures).problems }
    var last = sheet.header.row
    var widest = manifest.columns.count
    var covered: [CellPlace] = []
    try rows.read { row in
      let all = row.cells
      let cells = TableRows.trimmed(back?.inputs(of: all) ?? all)
      guard !cells.isEmpty || !row.pictures.isEmpty else { return }
      if DropTable.isExample(cells) {
        manifest.notes.append("Row \(row.number) is the template's example row and was left out.")
        return
      }
      widest = max(widest, cells.count)
      last = row.number
      covered += row.covered
      files.mayBeEarlier = back?.hasKey(all) ?? false
      try write(row.number, cells, validators.validate(all, row: row.number, pictures: row.pictures))
      try back?.note(all, row: row.number)
    }
    files.mayBeEarlier = false
    rowPresets = validators.chosen
    if !covered.isEmpty {
      note("These cells name a file and have a picture as well, and the file is used: \(SheetPictures.list(covered)).")
    }
    manifest.columns += [String](repeating: "", count: widest - manifest.columns.count)
    try appendUnnamedPictures(after: last, titles, validators)
  }

  /// - Throws: as `DropTable.dataSheet`; a sheet that Settings name is a fault of theirs.
  private func dataSheet(of table: DropTable) throws -> DropTable.DataSheet {
    let finder = HeaderFinder(workflow)
    do {
      return try table.dataSheet(named: sheetName, finder: finder)
    } catch let error as ReadingError where error.code == "no-such-sheet" {
      findings.settingFaults.append(SettingFault(key: SettingKey.sheet.rawValue, message: error.message))
      throw error
    }
  }

  /// A row may choose its own preset.
  private func validators(for titles: [String]) -> RowValidators {
    RowValidators(
      chosen.plain, job: workflow, library: chosen.library, headers: titles, sheet: manifest.sheet
    ) { [settingValues, manifest, addresses, files] definition in
      RowValidator(
        definition, mapping: HeaderMapping(headers: titles, of: definition), settings: settingValues,
        sheet: manifest.sheet, addresses: addresses, files: files.find)
    }
  }

  /// Pictures that lie beside the table and that no row names become rows below it.
  private func appendUnnamedPictures(after last: Int, _ titles: [String], _ validators: RowValidators) throws {
    guard let column = workflow.columns.first(where: { $0.type == .image }) else { return }
    let unnamed = files.contents.pictures.map(\.entry).filter { !files.used.contains($0) }
    guard !unnamed.isEmpty, files.contents.form != .file else { return }
    let position = HeaderMapping(headers: titles, of: workflow).positions[
      workflow.columns.firstIndex { $0.name == column.name } ?? 0]
    guard let position else { return }
    for (offset, entry) in unnamed.enumerated() {
      var cells = [CellValue](repeating: .empty, count: position)
      cells.append(.text(entry.path.description))
      let inputs = back?.inputs(of: cells) ?? cells
      try write(last + 1 + offset, inputs, validators.validate(cells, row: last + 1 + offset))
    }
    let names = Message.list(unnamed.prefix(10).map { "“\($0.name)”" })
    manifest.notes.append(
      unnamed.count > 10
        ? "Pictures that no row names were added below the table: \(names) and \(unnamed.count - 10) more."
        : "Pictures that no row names were added below the table: \(names).")
  }

  // MARK: Pictures

  func writePictures(_ pictures: [DropPicture]) throws {
    guard let column = workflow.columns.first(where: { $0.type == .image }) else {
      throw DropReader.Rejection(
        """
        The workflow '\(workflow.id)' takes no pictures. Drop an Excel workbook or a CSV file with the \
        columns: \(Message.list(workflow.columns.map(\.title))).
        """)
    }
    guard !pictures.isEmpty else {
      throw DropReader.Rejection(
        "There is no workbook, CSV file or picture in “\(request.claim.name)”. Drop an .xlsx or .csv file, or pictures."
      )
    }
    try files.unpackAll()
    manifest.columns = [column.title.text(in: findings.language ?? request.rules.language)]
    let validator = RowValidator(
      workflow, mapping: HeaderMapping(headers: [column.name], of: workflow), settings: settingValues,
      addresses: addresses, files: { [files] text in files.find(text) })
    for (index, picture) in pictures.enumerated() {
      let cells: [CellValue] = [.text(picture.entry.path.description)]
      try write(index + 1, cells, validator.validate(cells, row: index + 1))
    }
  }

  // MARK: Rows

  private func write(_ row: Int, _ cells: [CellValue], _ verdict: RowValidator.Verdict) throws {
    if let most = workflow.limits.maxRows, reply.rows >= most {
      reply.rows += 1
      return
    }
    var record = TaskRecord(job: request.claim.job, row: row, sheet: manifest.sheet, cells: cells)
    var ending: Ending?
    switch verdict {
    case .values(let values): record.values = values
    case .problems(let problems):
      let failure = Failure(
        .invalid, code: problems.first?.code ?? "invalid", message: .lines(problems.map(\.sentence)))
      ending = Ending(.failed, failure: failure)
      reply.badRows += 1
      for problem in problems {
        findings.problems.add(
          DropProblem(problem, row: row, sheet: manifest.sheet, headers: titles),
          most: request.rules.mostProblems)
      }
    }
    try writer.write(record, ending: ending, at: now)
    manifest.rows.append(row)
    reply.rows += 1
  }

  // MARK: The end

  /// Makes everything durable.
  ///
  /// - Throws: `DropReader.Rejection` where the drop as a whole cannot be taken.
  func finish() throws -> ReadingReply {
    findings.rows = reply.rows
    try refuseAsAWhole()
    if !findings.problems.isEmpty { try writePapers() }
    manifest.badRows = reply.badRows
    if settings.pausesForBadRows == true, reply.badRows > 0 { manifest.settings.startsPaused = true }
    manifest.notes += files.notes
    try writer.finish()
    if let back {
      try back.close()
      reply.isDroppedBack = true
    }
    manifest.digest = try DropDigest.of(DropPlace(request).path, settings: settings)
    let workshop = FilePath(request.workshop)
    try Self.write(Array(try pinnedYAML().utf8), to: workshop.appending(JobFile.workflow))
    try Self.write(Array(try JSONEncoder().encode(manifest)), to: workshop.appending(JobFile.manifest))
    reply.workflow = workflow.id
    reply.notes = manifest.notes
    return reply
  }

  /// What is wrong with the rows, as data and marked in the table. The rows that are good do not wait for a workbook
  /// that cannot be written.
  private func writePapers() throws {
    let workshop = FilePath(request.workshop)
    try Self.write(Array(try JSONEncoder().encode(findings.problems)), to: workshop.appending(JobFile.problems))
    let language = findings.language ?? request.rules.language
    guard let marker = DropMarker(findings, name: manifest.name, language: language) else { return }
    let path = workshop.appending(JobFile.marked)
    do {
      try marker.write(to: path, reasons: [])
      let name = ResultsNames.marked(for: manifest.name, language)
      manifest.notes.append("The rows that cannot be used are in “\(name)”: correct them there, and drop that.")
    } catch {
      _ = path.withPlatformString { unlink($0) }
    }
  }

  private func pinnedYAML() throws -> String {
    if rowPresets.isEmpty { return try workflow.pinnedYAML() }
    return try chosen.plain.pinnedYAML(preset: chosen.preset, choices: rowPresets)
  }

  private func refuseAsAWhole() throws {
    if let most = workflow.limits.maxRows, reply.rows > most {
      throw DropReader.Rejection(
        """
        The drop has \(reply.rows) rows, and the workflow '\(workflow.id)' takes at most \(most) at once: \
        \(reply.rows - most) too many. Split it into several drops.
        """)
    }
    guard reply.rows > 0 else {
      throw DropReader.Rejection("There are no rows below the header in “\(request.claim.name)”. Fill in at least one.")
    }
    // Rows with keys may have good outcomes already; the server decides when it has looked.
    if let back, back.keyedRows > 0 { return }
    if let reason = Self.refusal(bad: reply.badRows, of: reply.rows, settings) { throw DropReader.Rejection(reason) }
  }

  /// Why so many bad rows are not taken; `nil` where they are.
  static func refusal(bad: Int, of rows: Int, _ settings: JobSettings) -> Message? {
    if bad == rows {
      return rows == 1 ? "Its only row cannot be used." : "Not one of the \(rows) rows can be used."
    }
    guard settings.badRows == .reject, bad > 0 else { return nil }
    return "\(bad) of the \(rows) rows cannot be used, and this job takes only drops without bad rows."
  }

  private static func write(_ bytes: [UInt8], to path: FilePath) throws {
    let file = try FileDescriptor.open(
      path, .writeOnly, options: [.create, .truncate, .closeOnExec], permissions: FilePermissions(rawValue: 0o664))
    _ = try file.closeAfter { try file.writeAll(bytes) }
  }
}
