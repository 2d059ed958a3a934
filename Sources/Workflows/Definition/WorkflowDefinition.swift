package import JobModel
package import SystemPackage

/// What a row does, as `templates/<workflow>/workflow.yaml` says it.
package struct WorkflowDefinition: Hashable, Sendable {
  /// The folder's name.
  package var id: String
  package var titles: Titles
  package var description: Titles
  /// In which people are told about its jobs; `nil` for the configured one.
  package var language: Language?
  package var columns: [InputColumn]
  /// May be empty: then a row passes through.
  package var steps: [StepDefinition]
  /// What orders the steps that have an operation.
  package var pipeline: Pipeline?
  package var results: [ResultColumn]
  package var limits: WorkflowLimits
  package var retry: RetrySettings
  package var badRows: BadRows
  package var estimate: Estimate?
  /// Where it may call besides the shared services.
  package var services: WorkflowServices
  /// The preset that was merged in, if any.
  package var preset: String?
  /// The presets that a job's own copy carries for its rows to choose from.
  package var carriedPresets: [String] = []
  /// The folder the workflow came from: programs named `./…` lie in it.
  package var folder: FilePath?
  /// The text it was read from.
  package var source: String

  package func column(named name: String) -> InputColumn? {
    columns.first { $0.name == name }
  }

  /// The result column that shows an output, if one does.
  package func resultColumn(of output: String, step: String) -> ResultColumn? {
    results.first { $0.from == .output(step: step, name: output) }
  }
}

// MARK: - Reading

extension WorkflowDefinition {
  static let keys =
    [
      "titles", "description", "language", "columns", "pipeline", "steps", "results", "limits", "retry", "badRows",
      "estimate",
      "pinned",
    ] + WorkflowServices.keys

  /// Reads a workflow.
  ///
  /// - Parameters:
  ///   - yaml: the text of the file.
  ///   - id: the name of the workflow's folder. A job's own copy knows its workflow's and that one is taken.
  ///   - folder: where programs named `./…` lie.
  ///   - file: the file's name in messages.
  ///   - preset: one of the presets that a job's own copy carries, in place of the job's.
  /// - Throws: `WorkflowError` with everything that is wrong.
  package init(
    yaml: String, id: String, folder: FilePath? = nil, file: String = "workflow.yaml", preset: String? = nil
  ) throws(WorkflowError) {
    let problems = ProblemList(file: file)
    let read = YAMLDocument.read(yaml, problems: problems)?.mergingCarriedPreset(preset).fields(known: Self.keys)
      .map { WorkflowDefinition($0, id: id, folder: folder, source: yaml) }
    try problems.throwIfAny()
    guard let read else {
      throw WorkflowError(problems: [WorkflowProblem(file: file, code: "empty", message: "The file is empty.")])
    }
    self = read
  }

  private init(_ fields: YAMLFields, id: String, folder: FilePath?, source: String) {
    self.id = id
    self.folder = folder
    self.source = source
    titles = Titles(fields["titles"])
    description = Titles(fields["description"])
    language = fields["language"]?.language()
    let columns = fields["columns"]?.list()?.compactMap(InputColumn.init) ?? []
    self.columns = columns
    let steps =
      fields["steps"]?.list()?.enumerated()
      .compactMap { StepDefinition($0.element, number: $0.offset + 1) } ?? []
    self.steps = steps
    pipeline = fields["pipeline"].flatMap(Pipeline.init)
    results =
      fields["results"]?.list()?.compactMap { ResultColumn($0, columns: columns, steps: steps) }
      ?? ResultColumn.all(of: steps)
    limits = WorkflowLimits(fields["limits"])
    retry = RetrySettings(fields["retry"])
    badRows = fields["badRows"]?.choice(of: BadRows.self) ?? .run
    estimate = Estimate(fields["estimate"])
    services = WorkflowServices()
    takePinned(fields["pinned"])
    // After it: relative key files lie in the folder that a job's own copy names.
    services = WorkflowServices(fields, folder: self.folder)
    check(fields)
  }

  /// A job's own copy tells where it came from.
  private mutating func takePinned(_ yaml: YAMLValue?) {
    guard let fields = yaml?.fields(known: ["id", "preset", "folder", "presets"]) else { return }
    if let id = fields["id"]?.text() { self.id = id }
    preset = fields["preset"]?.text()
    if let path = fields["folder"]?.text() { folder = FilePath(path) }
    carriedPresets = fields["presets"]?.fields(known: nil)?.values.map(\.key) ?? []
  }
}
