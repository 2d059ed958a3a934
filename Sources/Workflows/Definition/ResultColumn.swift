/// One result column of a workflow: where its value comes from.
package struct ResultColumn: Hashable, Sendable {
  package var name: String
  package var titles: Titles
  package var type: ColumnType
  package var from: Reference

  package var displayName: String { titles.first ?? name }
}

// MARK: - Reading

extension ResultColumn {
  init?(_ yaml: YAMLValue, columns: [InputColumn], steps: [StepDefinition]) {
    guard let fields = yaml.fields(known: ["name", "titles", "type", "from"]) else { return nil }
    let name = fields.required("name")?.validName()
    let type = fields["type"]?.choice(of: ColumnType.self)
    let titles = Titles(fields["titles"])
    guard let name, let from = Self.source(fields["from"], name: name, place: yaml, columns: columns, steps: steps)
    else { return nil }
    self.init(name: name, titles: titles, type: type ?? Self.type(of: from, columns, steps) ?? .text, from: from)
  }

  /// `from`, else the column's own name: the last step's output of that name, or an input column.
  private static func source(
    _ yaml: YAMLValue?, name: String, place: YAMLValue, columns: [InputColumn], steps: [StepDefinition]
  ) -> Reference? {
    let given = yaml.map { $0.reference() } ?? .column(name)
    guard case .column(let wanted)? = given else { return given }
    if let step = steps.last(where: { step in step.outputs.contains { $0.name == wanted } }) {
      return .output(step: step.name, name: wanted)
    }
    if columns.contains(where: { $0.name == wanted }) { return given }
    let outputs = steps.flatMap { step in step.outputs.map { "\(step.name).\($0.name)" } }
    let hint = outputs.isEmpty ? "No step gives anything." : "There are \(outputs.joined(separator: ", "))."
    (yaml ?? place).report("result", "No step has the output '\(wanted)'. \(hint)")
    return nil
  }

  private static func type(
    of reference: Reference, _ columns: [InputColumn], _ steps: [StepDefinition]
  ) -> ColumnType? {
    switch reference {
    case .column(let name): columns.first { $0.name == name }?.type
    case .output(let step, let name): steps.first { $0.name == step }?.outputs.first { $0.name == name }?.type
    case .pipeline: .image
    case .local: nil
    }
  }

  /// Every output of every step; a name that two steps share gets its step's name in front.
  static func all(of steps: [StepDefinition]) -> [ResultColumn] {
    let names = steps.flatMap { $0.outputs.map(\.name) }
    return steps.flatMap { step in
      step.outputs.map { output in
        let isShared = names.count { $0 == output.name } > 1
        return ResultColumn(
          name: isShared ? "\(step.name)_\(output.name)" : output.name, titles: Titles(), type: output.type,
          from: .output(step: step.name, name: output.name))
      }
    }
  }
}
