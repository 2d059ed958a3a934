import JobModel
import Workflows

/// Finds what the steps of a workflow work with. Blocks for as long as reading a few small files takes.
struct BackEndUse {
  let services: any ServiceResolver

  struct Found {
    var backEnds: [BackEndID] = []
    /// A service that cannot be used now but may be later.
    var missing: Failure?
  }

  /// Steps with a `when:` count like the others: whether a row takes them is not known before it runs.
  func find(_ definition: WorkflowDefinition) -> Found {
    var found = Found()
    for service in definition.serviceNames {
      do {
        let backEnd = try services.service(service, of: definition).backEnd
        if !found.backEnds.contains(backEnd) { found.backEnds.append(backEnd) }
      } catch {
        switch error.class {
        case .auth, .quota, .throttled: found.missing = found.missing ?? error
        // The rows run, and say so themselves.
        case .invalid, .blocked, .transient, .unknown: break
        }
      }
    }
    return found
  }
}
