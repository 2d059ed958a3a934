extension WorkflowDefinition {
  /// Names that clash, and references to what is not there.
  func check(_ fields: YAMLFields) {
    checkHeaders(fields["columns"])
    checkPipeline(fields)
    checkRepeated(steps.map(\.name), "step", fields["steps"])
    checkRepeated(results.map(\.name), "result column", fields["results"])
    for step in steps {
      guard let yaml = fields["steps"]?.list()?[step.number - 1] else { continue }
      for reference in step.settings.references + (step.when?.references ?? []) {
        check(reference, earlier: steps.prefix { $0.number < step.number }, yaml)
      }
      checkLocalNames(of: step, yaml)
      if let kind = StepKinds.all.first(where: { $0.key == step.kind }),
        let settings = yaml.fields(known: nil)?[step.kind]
      {
        kind.check(step, of: self, settings)
      }
    }
    for result in results {
      guard let yaml = fields["results"]?.list()?.first(where: { $0.name.hasSuffix(", \(result.name)") }) else {
        continue
      }
      check(result.from, earlier: steps[...], yaml)
    }
  }

  /// Two columns must not answer to one header.
  private func checkHeaders(_ yaml: YAMLValue?) {
    checkRepeated(columns.map(\.name), "column", yaml)
    var owners: [String: String] = [:]
    for column in columns {
      for header in column.headers {
        let owner = owners.updateValue(column.name, forKey: FoldedText.foldHeader(header))
        if let owner, owner != column.name {
          yaml?.report("repeated-name", "The header '\(header)' means both '\(owner)' and '\(column.name)'.")
        }
      }
    }
  }

  private func checkRepeated(_ names: [String], _ what: String, _ yaml: YAMLValue?) {
    var seen: Set<String> = []
    for name in names where !seen.insert(FoldedText.fold(name)).inserted {
      yaml?.report("repeated-name", "There are two of the \(what) '\(name)'.")
    }
  }

  /// `{{$…}}` is known to steps that have a recipe, and to them alone.
  private func checkLocalNames(of step: StepDefinition, _ yaml: YAMLValue) {
    let references = (step.recipe == nil ? step.settings.references : []) + (step.when?.references ?? [])
    for case .local(let reference) in references {
      yaml.report("unknown-name", "'\(yaml.name)' uses '{{\(reference)}}', which is not known here.")
    }
  }

  private func check(_ reference: Reference, earlier steps: ArraySlice<StepDefinition>, _ yaml: YAMLValue) {
    if case .local = reference { return }
    var known = columns.map(\.name) + (pipeline == nil ? [] : [Reference.pipeline.description])
    known += steps.flatMap { step in step.outputs.map { "\(step.name).\($0.name)" } }
    let name = reference.description
    guard !known.contains(name) else { return }
    if self.steps.contains(where: { step in step.outputs.contains { "\(step.name).\($0.name)" == name } }) {
      yaml.report("unknown-name", "'\(yaml.name)' uses '{{\(name)}}', but that step does not come before it.")
    } else {
      let hint =
        Spelling.nearest(to: name, in: known).map { "Did you mean '{{\($0)}}'?" }
        ?? "Known are \(known.isEmpty ? "none" : known.joined(separator: ", "))."
      yaml.report(
        "unknown-name", "'\(yaml.name)' uses '{{\(name)}}', which is no column and no earlier step's output. \(hint)")
    }
  }
}
