import SystemPackage
import Yams

extension WorkflowDefinition {
  /// This workflow with a preset's values as its columns' defaults, and the preset's settings in its steps.
  ///
  /// - Throws: `WorkflowError` where the steps cannot take the preset's settings.
  package func merged(preset: Preset) throws(WorkflowError) -> WorkflowDefinition {
    try WorkflowDefinition(
      yaml: pinnedYAML(preset: preset), id: id, folder: folder, file: "workflow.yaml with presets/\(preset.name).yaml")
  }

  /// The text of a job's own copy: it loads back to this definition, with the preset merged in, wherever it lies.
  ///
  /// - Throws: `WorkflowError` where this definition's or the preset's text cannot be read any more.
  package func pinnedYAML(preset: Preset? = nil) throws(WorkflowError) -> String {
    let problems = ProblemList(file: "workflow.yaml")
    let root = YAMLDocument.read(source, problems: problems)?.node
    let overlay = preset.flatMap { YAMLDocument.read($0.source, problems: problems)?.node }
    try problems.throwIfAny()
    guard var root else { throw Self.unreadable }
    if let overlay { root.merge(preset: overlay) }
    root["pinned"] = pin(preset: preset?.name ?? self.preset)
    do {
      return try Yams.serialize(node: root, width: -1, allowUnicode: true)
    } catch {
      throw Self.unreadable
    }
  }

  private static var unreadable: WorkflowError {
    let message = "The workflow cannot be written as YAML again."
    return WorkflowError(problems: [WorkflowProblem(file: "workflow.yaml", code: "not-yaml", message: message)])
  }

  private func pin(preset: String?) -> Node {
    func quoted(_ text: String) -> Node { Node(text, Tag(.str), .doubleQuoted) }
    var pairs = [(Node("id"), quoted(id))]
    if let preset { pairs.append((Node("preset"), quoted(preset))) }
    if let folder { pairs.append((Node("folder"), quoted(folder.string))) }
    return Node(pairs)
  }
}

extension Node {
  fileprivate mutating func merge(preset: Node) {
    for (column, value) in preset["values"]?.mapping ?? [:] {
      changeElement(of: "columns", named: column.string) { $0["default"] = value }
    }
    for (step, settings) in preset["with"]?.mapping ?? [:] {
      changeElement(of: "steps", named: step.string) { element in
        for kind in StepKinds.all {
          if let old = element[kind.key] { element[kind.key] = old.overlaid(by: settings) }
        }
      }
    }
  }

  private mutating func changeElement(of key: String, named name: String?, _ change: (inout Node) -> Void) {
    guard case .sequence(var elements)? = self[key],
      let index = elements.firstIndex(where: { $0["name"]?.string == name })
    else { return }
    change(&elements[index])
    self[key] = .sequence(elements)
  }

  /// Mappings are merged key by key; anything else is replaced.
  private func overlaid(by other: Node) -> Node {
    guard case .mapping = self, case .mapping(let changes) = other else { return other }
    var result = self
    for (key, value) in changes {
      guard let key = key.string else { continue }
      result[key] = result[key].map { $0.overlaid(by: value) } ?? value
    }
    return result
  }
}
