package import JobModel
import Spool
import Workflows

extension FrontDesk {
  /// What came of the reading of a job's drop. It can be asked for as long as the job is there; of one that was given
  /// back, as long as the text beside it in `rejected/` is.
  ///
  /// - Returns: `nil` where there is no such job.
  package func check(of job: JobID) async throws -> CheckResult? {
    if let found = try await threads.run({ [spool] in try Self.look(job, in: spool) }) { return found }
    if let (record, submitter) = await intakeDesk.rejection(of: job) { return CheckResult(job, record, submitter) }
    return try await threads.run { [spool] in
      guard let text = try Rejection.find(of: job, in: spool) else { return nil }
      var result = CheckResult(job, .rejected)
      result.name = text.name
      result.reasons = text.reasons.split(separator: "\n").map { Message(verbatim: String($0)) }
      return result
    }
  }

  private static func look(_ job: JobID, in spool: Spool) throws -> CheckResult? {
    guard try spool.jobs.has(job.text) else { return nil }
    let folder = try spool.jobFolder(job)
    if try spool.isCommitted(job) || folder.finished() != nil, let manifest = try folder.manifest() {
      return try accepted(manifest, folder)
    }
    guard let claim = try folder.claim() else { return nil }
    if let record = try spool.rejection(of: job) { return CheckResult(job, record, claim.submitter.name) }
    var result = CheckResult(job, .checking)
    (result.name, result.workflow, result.submitter) = (claim.name, claim.workflow, claim.submitter.name)
    return result
  }

  private static func accepted(_ manifest: JobManifest, _ folder: JobFolder) throws -> CheckResult {
    var result = CheckResult(manifest.id, .accepted)
    (result.name, result.workflow, result.submitter) = (manifest.name, manifest.workflow, manifest.submitter.name)
    (result.rows, result.badRows) = (manifest.rows.count, manifest.badRows)
    (result.sheet, result.headerRow, result.encoding) = (manifest.sheet, manifest.headerRow, manifest.encoding)
    result.columns = manifest.columns
    result.startsPaused = manifest.settings.startsPaused ?? false
    result.notes = manifest.notes
    result.problems = try folder.problems() ?? DropProblems()
    let yaml = try folder.folder.contents(of: JobFile.workflow).map { String(decoding: $0, as: UTF8.self) }
    if let definition = try yaml.map({ try WorkflowDefinition(yaml: $0, id: manifest.workflow) }) {
      result.estimate = JobEstimate(
        definition, rows: manifest.rows.count - manifest.badRows, atOnce: manifest.settings.concurrency)
    }
    return result
  }
}

extension CheckResult {
  init(_ job: JobID, _ record: RejectionRecord, _ submitter: String) {
    self.init(job, .rejected)
    (name, workflow, self.submitter) = (record.name, record.workflow, submitter)
    (reasons, problems) = (record.reasons, record.problems)
  }
}

extension JobEstimate {
  /// - Returns: `nil` where the workflow names no figures.
  init?(_ definition: WorkflowDefinition, rows: Int, atOnce: Int?) {
    guard let estimate = definition.estimate, rows > 0 else { return nil }
    let lanes = Double(min(rows, max(1, atOnce ?? definition.limits.concurrency ?? 1)))
    time = estimate.secondsPerRow.map { .seconds($0 * Double(rows) / lanes) }
    cost = estimate.costPerRow.map { $0 * Double(rows) }
    currency = estimate.currency
  }
}
