import JobModel

extension WorkflowDefinition {
  /// The services that its steps name, each once; `nil` stands for the workflow's own hosts.
  package var serviceNames: [String?] {
    var names: [String?] = []
    for step in steps where step.isRemote {
      let name = step.settings.filled { _ in .null }.object?["service"]?.string
      if !names.contains(name) { names.append(name) }
    }
    return names
  }

  /// Whether any of its steps calls a service.
  package var isRemote: Bool { steps.contains(where: \.isRemote) }
}

extension StepDefinition {
  /// Steps of these kinds call services even where they name none.
  var isRemote: Bool { ["dify", "http"].contains(kind) }
}
