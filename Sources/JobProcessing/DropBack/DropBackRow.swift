import ContentDigest
import JobModel
import Spool
import SystemPackage
import Workflows

/// One row of a dropped back workbook on its way: what its file is going to hold.
struct DropBackRow {
  private(set) var record: TaskRecord
  /// Below the task's own line.
  private(set) var lines: [TaskLine]
  /// Whether anything is other than what the reading child wrote.
  private(set) var isNew = false

  init(_ draft: TaskHistory) {
    record = draft.record
    lines = draft.last.map { [$0] } ?? []
  }

  /// Whether it failed validation.
  var isBad: Bool {
    if case .end(let ending)? = lines.last?.event { return ending.carried == nil && !ending.outcome.isGood }
    return false
  }

  // MARK: Comparing

  /// Whether its input cells hold what the earlier row's held. A text that the results workbook had to cut is whole
  /// again after this.
  mutating func isAlike(_ earlier: EarlierRow, for back: DropBack) throws -> Bool {
    var isAlike = true
    for index in back.positions.indices {
      let (new, old) = (back.positions[index], earlier.job.positions[index])
      let (cell, known) = (record.cell(at: new), earlier.record.cell(at: old))
      if CellLikeness.alike(cell, known) { continue }
      if let new, CellLikeness.isCut(cell, of: known) {
        record.cells[new] = known
        let name = back.columns.name(at: index)
        record.values[name] = earlier.record.values[name]
        isNew = true
      } else {
        isAlike = false
      }
    }
    return try isAlike && hasSameFiles(earlier, for: back)
  }

  /// A file dropped with the workbook may have the earlier one's name and other contents.
  private func hasSameFiles(_ earlier: EarlierRow, for back: DropBack) throws -> Bool {
    for column in back.columns.definition.columns where column.type.isFile {
      guard let new = record.values[column.name]?.string, let old = earlier.record.values[column.name]?.string,
        let newPath = Self.place(of: new, job: back.folder, input: back.spool.tmp.path.appending(record.job.text)),
        let oldPath = Self.place(of: old, job: earlier.job.folder, input: earlier.job.folder.folder.path)
      else { continue }
      guard let known = try? ContentDigest.ofFile(oldPath) else { continue }
      if try ContentDigest.ofFile(newPath).sha256 != known.sha256 { return false }
    }
    return true
  }

  private static func place(of value: String, job: JobFolder, input: FilePath) -> FilePath? {
    if value.hasPrefix("\(JobFile.source)/") { return job.folder.path.appending(value) }
    return value.hasPrefix("\(JobFile.input)/") ? input.appending(value) : nil
  }

  // MARK: Taking over

  /// Takes files that its cells name, and that the drop does not hold, from the earlier row; where there are none, the
  /// row fails.
  mutating func findFiles(of earlier: EarlierRow?, for back: DropBack) throws {
    for (name, value) in record.values.members {
      guard let text = EarlierFile.text(of: value) else { continue }
      isNew = true
      if let earlier, let path = earlier.record.values[name]?.string, try isSameCell(name, earlier, back),
        let found = try back.folder.takeOverInput(path, of: earlier.job.folder)
      {
        record.values[name] = .string(found)
      } else if WebInput.isAddress(text) {
        record.values[name] = .string(text)
      } else {
        record.values = [:]
        let failure = Failure(
          .invalid, code: "missing-file",
          message: """
            Row \(record.row) (\(name)): There is no file “\(text)” in the drop. Put the file and the table into one \
            folder or ZIP, and drop that.
            """)
        lines = [TaskLine(.end(Ending(.failed, failure: failure)))]
        return
      }
    }
  }

  private func isSameCell(_ column: String, _ earlier: EarlierRow, _ back: DropBack) throws -> Bool {
    guard let index = back.columns.definition.columns.firstIndex(where: { $0.name == column }) else { return false }
    return CellLikeness.alike(
      record.cell(at: back.positions[index]), earlier.record.cell(at: earlier.job.positions[index]))
  }

  /// Takes the earlier row's outcome over, with its files.
  ///
  /// - Returns: `false` where one of the files is gone.
  mutating func takeOutcome(of earlier: EarlierRow, for back: DropBack) throws -> Bool {
    let ending = earlier.ending
    guard let files = try takeFiles(ending.files, of: earlier, for: back) else { return false }
    let shared = Set(ending.files.map(\.name))
    let inputs = try takeFiles(earlier.history.inputs, of: earlier, for: back, butFor: shared) ?? []
    let origin = ending.carried ?? CarriedFrom(job: earlier.job.id, row: earlier.record.row)
    let taken = Ending(
      ending.outcome, failure: ending.failure, outputs: ending.outputs, files: files, carried: origin)
    let time = earlier.history.last?.at ?? .now
    lines = [TaskLine(at: time, .end(taken))]
    if !inputs.isEmpty {
      lines.insert(TaskLine(at: time, .step(StepResult(number: StepResult.inputs, files: inputs))), at: 0)
    }
    isNew = true
    return true
  }

  /// Takes over the steps that ended well and the work that a service still has, so that neither is paid again. Only
  /// where the new job's steps are the same.
  mutating func takeSteps(of earlier: EarlierRow, for back: DropBack) throws {
    let history = earlier.history
    guard earlier.job.hasSameWorkflow, !isBad, !history.steps.isEmpty || !history.remoteIDs.isEmpty else { return }
    var taken: [TaskLine] = []
    for step in history.steps.sorted(by: { $0.number < $1.number }) {
      guard let files = try takeFiles(step.files, of: earlier, for: back) else { return }
      taken.append(
        TaskLine(.step(StepResult(number: step.number, outputs: step.outputs, files: files))))
    }
    for (step, id) in history.remoteIDs.sorted(by: { $0.key < $1.key }) {
      taken.append(TaskLine(.remote(step: step, id: id)))
    }
    taken.append(
      TaskLine(
        .requeue(Requeue(order: "drop-back", by: back.manifest.submitter.name))))
    lines = taken
    isNew = true
  }

  /// - Parameter taken: names that were taken over already.
  /// - Returns: the files under this row's names; `nil` where one is gone.
  private func takeFiles(
    _ files: [ProducedFile], of earlier: EarlierRow, for back: DropBack, butFor taken: Set<String> = []
  ) throws -> [ProducedFile]? {
    let job = earlier.job.folder
    for file in files where try !job.has(file.name, in: JobFile.files, bytes: file.bytes) { return nil }
    return try files.map { file in
      var own = file
      own.name = name(for: file.name, ofRow: earlier.record.row)
      if taken.contains(file.name) { return own }
      try back.folder.takeOver(file.name, in: JobFile.files, of: job, as: own.name)
      if file.isPicture {
        try back.folder.takeOver("\(file.name).jpg", in: Thumbnails.folder, of: job, as: "\(own.name).jpg")
      }
      return own
    }
  }

  /// Names begin with their row's number, so that those of one job differ.
  private func name(for name: String, ofRow row: Int) -> String {
    let stem = name.hasPrefix("\(row)-") ? String(name.dropFirst("\(row)-".count)) : name
    let path = FilePath(stem)
    return "\(record.row)-"
      + PortableName.make(
        path.stem ?? stem, ending: path.extension.map { ".\($0)" } ?? "",
        maximumBytes: 119 - String(record.row).utf8.count)
  }
}
