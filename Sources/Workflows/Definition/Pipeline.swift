import JobModel

/// Steps that run in the order in which a row names them.
///
/// `pipeline: {column: operations, from: image}`: the steps with an `operation:` stand one after the other; those run
/// whose operation is in the row's list, in the list's order. `{{pipeline}}` is the picture of the last of them that
/// gave one, and `from` before that. An operation may have several steps, which run in the file's order.
package struct Pipeline: Hashable, Sendable {
  /// The column with the list of operations.
  package var column: String
  /// The first picture: a column, or an output of a step before the operations (`prepare.picture`).
  package var from: Reference

  init?(_ yaml: YAMLValue) {
    guard let fields = yaml.fields(known: ["column", "from"]) else { return nil }
    let column = fields.required("column")?.text()
    let from = fields.required("from")?.reference()
    guard let column, let from else { return nil }
    (self.column, self.from) = (column, from)
  }
}

extension WorkflowDefinition {
  /// The steps in the order in which they run for a row; its operations decide which of the pipeline's are among them.
  func steps(for value: (Reference) -> JSONValue) -> [StepDefinition] {
    guard let pipeline, let first = steps.firstIndex(where: { $0.operation != nil }) else { return steps }
    let list = value(.column(pipeline.column))
    var wanted: [String] = []
    for operation in (list.array ?? [list]).map({ FoldedText.fold($0.plainText) }) where !wanted.contains(operation) {
      wanted.append(operation)
    }
    let chosen = wanted.flatMap { operation in
      steps.filter { $0.operation.map(FoldedText.fold) == operation }
    }
    let others = steps.filter { $0.operation == nil }
    return others.filter { $0.number <= first } + chosen + others.filter { $0.number > first }
  }

  /// Operations without a column that names them, and the other way round.
  func checkPipeline(_ fields: YAMLFields) {
    for column in columns where column.name == Reference.pipeline.description {
      fields["columns"]?.report("repeated-name", "A column cannot be called 'pipeline': '{{pipeline}}' means another.")
    }
    let operations = steps.filter { $0.operation != nil }
    guard let pipeline, let yaml = fields["pipeline"] else {
      if fields["pipeline"] == nil, let step = operations.first {
        fields["steps"]?.report(
          "pipeline", "The step '\(step.name)' has an 'operation', but the workflow has no 'pipeline'.")
      }
      return
    }
    let column = self.column(named: pipeline.column)
    if column?.type != .list {
      yaml.report("pipeline", "'pipeline' needs a column of type list; '\(pipeline.column)' is none.")
    }
    if !isFile(pipeline.from, before: operations.first?.number ?? 0) {
      yaml.report(
        "pipeline",
        """
        'pipeline' starts from a column of type image or file, or from such an output of a step before the \
        operations; '\(pipeline.from)' is none.
        """)
    }
    let known = Set(operations.compactMap(\.operation).map(FoldedText.fold))
    for choice in column?.choices ?? [] where !known.contains(FoldedText.fold(choice.value)) {
      yaml.report("pipeline", "No step has the operation '\(choice.value)', which '\(pipeline.column)' offers.")
    }
    if let first = operations.first, let last = operations.last, last.number - first.number >= operations.count {
      fields["steps"]?.report("pipeline", "Steps with an 'operation' must stand one after the other.")
    }
  }
  private func isFile(_ reference: Reference, before number: Int) -> Bool {
    switch reference {
    case .column(let name): column(named: name)?.type.isFile == true
    case .output(let step, let name):
      steps.prefix { $0.number < number }.first { $0.name == step }?.outputs.first { $0.name == name }?.type.isFile
        == true
    default: false
    }
  }
}
