package import JobModel
import Spool
import SystemPackage
import Workflows

extension FrontDesk {
  /// A job that was handed in.
  package struct Submission: Hashable, Sendable {
    package var job: JobID
    /// The same key has made it before; what came now was left.
    package var isKnown = false
  }

  /// A place for files that are being sent. Ended by `submit` or `DropUpload.discard`.
  ///
  /// - Throws: `SubmissionRefusal`, `SpoolError`.
  package func beginUpload() async throws -> DropUpload {
    let draft = try await threads.run { [spool, configuration] in
      if let free = FreeSpace.bytes(at: spool.layout.root), free < configuration.minimumFree {
        throw SubmissionRefusal.noRoom(at: configuration.minimumFree)
      }
      return try DropDraft(in: spool)
    }
    return DropUpload(
      draft, in: spool,
      limits: DropUpload.Limits(bytes: configuration.uploadLimit, minimumFree: configuration.minimumFree),
      thread: await submissions.nextThread())
  }

  /// The job that was made for a key before, if any.
  package func submission(withKey key: String) async throws -> Submission? {
    try await submissions.job(for: key).map { Submission(job: $0, isKnown: true) }
  }

  /// Makes a job of what was sent: the state of a claimed drop. It is read at once.
  ///
  /// - Returns: as soon as it lies durably in the spool.
  /// - Throws: `SubmissionRefusal` where it cannot be taken; then nothing is left of it. `SpoolError`.
  package func submit(_ form: SubmissionForm, _ upload: DropUpload) async throws -> Submission {
    do {
      let submission = try await make(form, upload)
      if submission.isKnown { await upload.discard() }
      submissions.changed.raise()
      return submission
    } catch {
      await upload.discard()
      throw error
    }
  }

  private func make(_ form: SubmissionForm, _ upload: DropUpload) async throws -> Submission {
    try await upload.endFile()
    let workflow = try await workflow(of: form)
    if let values = Self.row(of: form) { try await addRow(values, form, workflow, to: upload) }
    let (name, origins) = try await upload.name()
    guard !origins.isEmpty else {
      throw SubmissionRefusal(.invalid, "nothing-sent", "Nothing was sent: choose a file, or fill in the form.")
    }
    var generator = SystemRandomNumberGenerator()
    let job = JobID(drop: name, time: .now, using: &generator)
    var claim = DropClaim(
      job: job, name: name, origins: origins, workflow: workflow?.id, preset: form.preset, submitter: form.submitter)
    if form.settings != JobSettings() { claim.settings = form.settings }
    (claim.key, claim.begunWith) = (form.key, form.begunWith)
    guard let key = form.key else {
      try await upload.submit(claim)
      return Submission(job: job)
    }
    if let known = try await submissions.reserve(key, for: job) { return Submission(job: known, isKnown: true) }
    do {
      try await upload.submit(claim)
    } catch {
      await submissions.release(key)
      throw error
    }
    return Submission(job: job)
  }

  /// The cells of the row that is asked for; `nil` where files are handed in. A picture to begin with is a row already.
  private static func row(of form: SubmissionForm) -> [SettingValue]? {
    if form.begunWith != nil { return form.values ?? [] }
    return form.isFilesOnly ? nil : form.values
  }

  /// The workflow that is asked for, with the preset merged in.
  private func workflow(of form: SubmissionForm) async throws -> WorkflowDefinition? {
    guard let name = form.workflow else {
      guard form.preset == nil else {
        throw SubmissionRefusal(field: "preset", "A preset is a workflow's: choose the workflow too.")
      }
      return nil
    }
    return try await threads.run { [configuration] in
      let library = WorkflowLibrary(searchPath: configuration.templates)
      do {
        return try Self.definition(name, preset: form.preset, library)
      } catch let error as WorkflowError {
        throw SubmissionRefusal(
          .invalid, "broken-workflow",
          "The workflow '\(name)' cannot be used; tell its administrator. \(error.description)")
      }
    }
  }

  private static func definition(
    _ name: String, preset: String?, _ library: WorkflowLibrary
  ) throws -> WorkflowDefinition {
    guard let definition = try library.load(name) else {
      throw SubmissionRefusal(
        .invalid, "no-such-workflow", "There is no workflow '\(name)'. There are: \(Message.list(library.names())).")
    }
    guard let preset else { return definition }
    guard let found = try library.preset(preset, of: definition) else {
      throw SubmissionRefusal(field: "preset", "The workflow '\(definition.id)' has no preset '\(preset)'.")
    }
    return try definition.merged(preset: found)
  }

  /// Writes the one row of a form as the drop's table.
  private func addRow(
    _ values: [SettingValue], _ form: SubmissionForm, _ workflow: WorkflowDefinition?, to upload: DropUpload
  ) async throws {
    guard let workflow else {
      throw SubmissionRefusal(field: "workflow", "Values are a workflow's: choose the workflow too.")
    }
    var values = values
    if let origin = form.begunWith {
      let column = form.pictureColumn ?? workflow.columns.first { $0.type == .image }?.name
      guard let column else {
        throw SubmissionRefusal(field: "workflow", "The workflow '\(workflow.id)' takes no picture.")
      }
      guard try await hasResult(origin) else { throw SubmissionRefusal.noResult(origin) }
      values.append(SettingValue(name: column, value: try await upload.take(origin).path))
    }
    let row = RowForm(workflow, values)
    let addresses = AddressRules(workflow, ServiceDirectory(searchPath: configuration.templates, environment: [:]))
    var problems = row.problems(workflow, addresses: addresses, files: await upload.paths)
    problems += row.unknown.map {
      SubmissionRefusal.Field(name: $0, message: "The workflow '\(workflow.id)' has no column '\($0)'.")
    }
    guard problems.isEmpty else {
      var refusal = SubmissionRefusal(
        .invalid, "bad-row", .sentences(problems.map { "\(Message(verbatim: $0.name)): \($0.message)" }))
      refusal.fields = problems
      throw refusal
    }
    let stem = PortableName.make(row.name ?? workflow.id, maximumBytes: 80, fallback: workflow.id)
    if let name = UploadName("\(stem).csv") { _ = try await upload.add(name, row.table) }
  }
}
