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
  /// It never holds a key: relative key files of its own services become absolute paths.
  ///
  /// - Parameters:
  ///   - preset: the job's.
  ///   - choices: presets that rows choose in place of the job's. They are carried along, so that a change of their
  ///     files does not change the job. This definition has no preset merged in then.
  /// - Throws: `WorkflowError` where this definition's or a preset's text cannot be read any more, or is too long.
  package func pinnedYAML(preset: Preset? = nil, choices: [Preset] = []) throws(WorkflowError) -> String {
    let problems = ProblemList(file: "workflow.yaml")
    let root = YAMLDocument.read(source, problems: problems)?.node
    let overlay = preset.flatMap { YAMLDocument.read($0.source, problems: problems)?.node }
    let carried = choices.map { ($0.name, YAMLDocument.read($0.source, problems: problems)?.node ?? Self.nothing) }
    try problems.throwIfAny()
    guard var root else { throw Self.unreadable }
    var pin = pin(preset: preset?.name ?? self.preset, carried: root["pinned"]?["presets"])
    if choices.isEmpty {
      if let overlay { root.merge(preset: overlay) }
    } else {
      let own: [(String, Node)] = preset.map { [($0.name, overlay ?? Self.nothing)] } ?? []
      pin["presets"] = Node((own + carried.filter { $0.0 != preset?.name }).map { (Self.quoted($0.0), $0.1) })
    }
    root["pinned"] = pin
    if let folder { root.makeKeyFilesAbsolute(from: folder) }
    return try Self.text(of: root)
  }

  private static func text(of root: Node) throws(WorkflowError) -> String {
    let text: String
    do {
      text = try Yams.serialize(node: root, width: -1, allowUnicode: true)
    } catch {
      throw unreadable
    }
    guard text.utf8.count <= YAMLDocument.sizeLimit else {
      let message =
        "The workflow and the presets that the rows choose are larger than \(YAMLDocument.sizeLimit / 1024) KiB together."
      throw WorkflowError(problems: [WorkflowProblem(file: "workflow.yaml", code: "too-large", message: message)])
    }
    return text
  }

  private static var unreadable: WorkflowError {
    let message = "The workflow cannot be written as YAML again."
    return WorkflowError(problems: [WorkflowProblem(file: "workflow.yaml", code: "not-yaml", message: message)])
  }

  private func pin(preset: String?, carried: Node?) -> Node {
    var pairs = [(Node("id"), Self.quoted(id))]
    if let preset { pairs.append((Node("preset"), Self.quoted(preset))) }
    if let folder { pairs.append((Node("folder"), Self.quoted(folder.string))) }
    if let carried { pairs.append((Node("presets"), carried)) }
    return Node(pairs)
  }

  private static var nothing: Node { Node([(Node, Node)]()) }

  private static func quoted(_ text: String) -> Node { Node(text, Tag(.str), .doubleQuoted) }
}

extension YAMLValue {
  /// A job's own copy that carries presets: the tree with the wanted one, else the job's, merged in.
  func mergingCarriedPreset(_ wanted: String?) -> YAMLValue {
    guard let name = wanted ?? node["pinned"]?["preset"]?.string, let overlay = node["pinned"]?["presets"]?[name] else {
      return self
    }
    var root = node
    root.merge(preset: overlay)
    root["pinned"]?["preset"] = Node(name, Tag(.str), .doubleQuoted)
    return YAMLValue(node: root, name: self.name, problems: problems)
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

  fileprivate mutating func makeKeyFilesAbsolute(from folder: FilePath) {
    guard case .mapping(let services)? = self["services"] else { return }
    for (name, service) in services {
      guard let name = name.string, let file = service["key-file"]?.string, !FilePath(file).isAbsolute else { continue }
      let path = folder.pushing(FilePath(file)).lexicallyNormalized()
      self["services"]?[name]?["key-file"] = Node(path.string, Tag(.str), .doubleQuoted)
    }
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
