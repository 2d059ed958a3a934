package import JobModel
package import Workflows

/// What the steps of a workflow work with.
package struct BackEndUse: Hashable, Sendable {
  package var backEnds: [BackEndID] = []
  /// A service that cannot be used now but may be later: its key is not there, say.
  package var missing: Failure?

  /// No back end: all work is done on this machine.
  package init() {}

  package var isLocal: Bool { backEnds.isEmpty && missing == nil }

  /// Steps with a `when:` count like the others: whether a row takes them is not known before it runs. Blocks for as
  /// long as reading a few small files takes.
  package init(of definition: WorkflowDefinition, _ services: any ServiceResolver) {
    for service in definition.serviceNames {
      do {
        let backEnd = try services.service(service, of: definition).backEnd
        if !backEnds.contains(backEnd) { backEnds.append(backEnd) }
      } catch {
        switch error.class {
        case .auth, .quota, .throttled: missing = missing ?? error
        // The rows run, and say so themselves.
        case .invalid, .blocked, .transient, .unknown: break
        }
      }
    }
  }
}
