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
  init?(_ yaml: YAMLValue, steps: [StepDefinition]) {
    guard let fields = yaml.fields(known: ["name", "titles", "type", "from"]) else { return nil }
    let name = fields.required("name")?.validName()
    let type = fields["type"]?.choice(of: ColumnType.self)
    let titles = Titles(fields["titles"])
    guard let name else { return nil }
    guard let found = Self.source(fields["from"], name: name, place: yaml, steps: steps) else { return nil }
    self.init(name: name, titles: titles, type: type ?? found.type ?? .text, from: found.reference)
  }

  /// `from`, else the last step's output of the column's own name.
  private static func source(
    _ yaml: YAMLValue?, name: String, place: YAMLValue, steps: [StepDefinition]
  ) -> (reference: Reference, type: ColumnType?)? {
    let wanted: String
    if let yaml {
      guard let reference = yaml.reference() else { return nil }
      guard case .column(let output) = reference else { return (reference, type(of: reference, steps)) }
      wanted = output
    } else {
      wanted = name
    }
    for step in steps.reversed() {
      if let output = step.outputs.first(where: { $0.name == wanted }) {
        return (.output(step: step.name, name: wanted), output.type)
      }
    }
    let outputs = steps.flatMap { step in step.outputs.map { "\(step.name).\($0.name)" } }
    let hint = outputs.isEmpty ? "No step gives anything." : "There are \(outputs.joined(separator: ", "))."
    (yaml ?? place).report("result", "No step has the output '\(wanted)'. \(hint)")
    return nil
  }

  private static func type(of reference: Reference, _ steps: [StepDefinition]) -> ColumnType? {
    guard case .output(let step, let name) = reference else { return nil }
    return steps.first { $0.name == step }?.outputs.first { $0.name == name }?.type
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
