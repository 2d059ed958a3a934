import JobModel

/// What a workflow's steps need from outside.
extension WorkflowDefinition {
  /// A step that calls a service, or hosts of the workflow's own.
  package struct RemoteStep: Hashable, Sendable {
    package var step: String
    /// `nil`: it calls the workflow's own hosts.
    package var service: String?
  }

  package var remoteSteps: [RemoteStep] {
    steps.filter(\.isRemote)
      .map { RemoteStep(step: $0.name, service: $0.settings.member("service")?.literalText) }
  }

  /// The programs that `command` steps run, by step.
  package var programs: [(step: String, program: String)] {
    steps.filter { $0.kind == CommandStep.key }.compactMap { step in
      guard case .array(let words)? = step.settings.member("run"), let program = words.first?.literalText else {
        return nil
      }
      return (step.name, program)
    }
  }
}

extension Template {
  fileprivate func member(_ name: String) -> Template? {
    switch self {
    case .object(let members): members.first { $0.name == name }?.value
    case .literal(.object(let object)): object[name].map(Template.literal)
    default: nil
    }
  }

  fileprivate var literalText: String? {
    if case .literal(let value) = self { value.string } else { nil }
  }
}
