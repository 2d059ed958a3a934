import JobModel
import SystemPackage

/// What `{{…}}` stands for while one row runs: its values, and the outputs of the steps done so far.
struct RowScope {
  private let definition: WorkflowDefinition
  private let jobFolder: FilePath
  /// The row's values; files are relative to the job's folder.
  private let given: JSONObject
  /// The row's values; files are absolute paths.
  private(set) var values: JSONObject
  private var outputs: [Reference: JSONValue] = [:]
  private(set) var files: [Reference: [ProducedFile]] = [:]
  /// The last picture of an operation.
  private var operated: Reference?

  init(_ definition: WorkflowDefinition, _ attempt: RowAttempt) {
    self.definition = definition
    jobFolder = attempt.jobFolder
    given = attempt.history.values
    values = given
    for column in definition.columns where column.type.isFile {
      guard let path = values[column.name]?.string, !WebInput.isAddress(path) else { continue }
      values[column.name] = .string(Self.absolute(path, in: attempt.jobFolder))
    }
  }

  /// A value never leads out of the job's folder.
  private static func absolute(_ path: String, in folder: FilePath) -> String {
    // Below a root, `..` leads nowhere.
    folder.appending(FilePath("/").appending(FilePath(path).components).lexicallyNormalized().components).string
  }

  func value(of reference: Reference) -> JSONValue {
    switch reference {
    case .column(let name): values[name] ?? .null
    case .output: outputs[reference] ?? .null
    case .local: .null
    case .pipeline: operated.map(value(of:)) ?? definition.pipeline.map { value(of: $0.from) } ?? .null
    }
  }

  /// Takes up what was fetched for the row's columns, in this attempt or an earlier one.
  mutating func add(inputs: StepResult) {
    for column in definition.columns where column.type.isFile {
      let stored = inputs.files.filter { $0.column == WebInput.storedColumn(of: column.name) }
      guard let file = stored.last else { continue }
      values[column.name] = .string(jobFolder.appending("files").appending(file.name).string)
      files[.column(column.name)] = [file]
    }
  }

  /// Takes up what a step gave, in this attempt or an earlier one.
  mutating func add(_ result: StepResult, of step: StepDefinition) {
    for (name, value) in result.outputs.members { outputs[.output(step: step.name, name: name)] = value }
    for output in step.outputs {
      let reference = Reference.output(step: step.name, name: output.name)
      let column = definition.fileColumn(of: output.name, step: step.name)
      let stored = result.files.filter { $0.column == column }
      guard !stored.isEmpty else { continue }
      files[reference] = stored
      let paths = stored.map { JSONValue.string(jobFolder.appending("files").appending($0.name).string) }
      outputs[reference] = paths.count == 1 ? paths[0] : .array(paths)
      if step.operation != nil, output.type == .image { operated = reference }
    }
  }

  /// The row's values, every output so far as `step.output`, and the picture of the operations so far as `pipeline`.
  var everything: JSONObject {
    var all = values
    if definition.pipeline != nil { all[Reference.pipeline.description] = value(of: .pipeline) }
    for step in definition.steps {
      for output in step.outputs {
        let reference = Reference.output(step: step.name, name: output.name)
        if let value = outputs[reference] { all[reference.description] = value }
      }
    }
    return all
  }

  /// The result columns, and their files.
  func results() -> (values: JSONObject, files: [ProducedFile]) {
    var values = JSONObject()
    var produced: [ProducedFile] = []
    for result in definition.results {
      let source = result.from == .pipeline ? operated : result.from
      guard let source else { continue }
      if let stored = files[source] {
        produced += stored.map { file in
          var file = file
          file.column = result.name
          return file
        }
      } else if let value = outputs[source] ?? self.values(of: source), value != .null {
        values[result.name] = value
      }
    }
    return (values, produced)
  }

  private func values(of reference: Reference) -> JSONValue? {
    if case .column(let name) = reference { given[name] } else { nil }
  }
}

extension WorkflowDefinition {
  /// The column that a step's files are stored under.
  func fileColumn(of output: String, step: String) -> String {
    // A name has no dash: this is never a result column.
    resultColumn(of: output, step: step)?.name ?? "\(step)-\(output)"
  }
}
