import JobModel
package import Workflows

extension FrontDesk {
  /// How the services do that rows have asked for, and those that are held since before the server's start.
  package func backEnds() async -> [BackEndStatus] {
    await dispatcher.backEndReport().backEnds
  }

  /// Lets the next row try a held service at once. Somebody may have put a new key into its file: it is read again.
  ///
  /// - Parameter endpoint: `nil`: all of the service's.
  /// - Returns: whether there is such a service.
  package func tryBackEnd(_ service: String, endpoint: String?) async -> Bool {
    await dispatcher.probe(service, endpoint: endpoint)
  }
}

extension Dispatcher {
  func probe(_ service: String, endpoint: String?) -> Bool {
    let found = options.backEnds.statuses().keys.filter {
      $0.service == service && (endpoint == nil || $0.endpoint == endpoint)
    }
    backEndWatch.nextLookup = .init(milliseconds: 0)
    options.backEnds.probeNow(found)
    changed.raise()
    return !found.isEmpty
  }
}
