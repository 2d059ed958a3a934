import JobModel
import Workflows

extension FrontDesk {
  /// The limits in force.
  package func limits() async -> ServerLimits {
    let names = await threads.run { [configuration] in WorkflowLibrary(searchPath: configuration.templates).names() }
    return await dispatcher.serverLimits(workflows: names)
  }

  /// Changes limits by orders, which the spool keeps: they hold after a restart too.
  ///
  /// - Parameters:
  ///   - change: names workflows that there are.
  ///   - person: who wants it.
  /// - Throws: the spool's error where an order could not be recorded. Orders before it are in effect.
  package func change(_ change: LimitsChange, by person: String) async throws -> ServerLimits {
    for order in change.orders(by: person) { _ = try await dispatcher.apply(order) }
    return await limits()
  }
}

extension LimitsChange {
  func orders(by person: String) -> [Order] {
    var orders: [Order] = []
    if let concurrency { orders.append(Self.set(concurrency, nil, person)) }
    for (name, rows) in workflows.sorted(by: { $0.key < $1.key }) { orders.append(Self.set(rows, name, person)) }
    if let isPaused {
      var order = Order(isPaused ? .pause : .resume, job: nil, by: person)
      order.leavesJobs = true
      orders.append(order)
    }
    return orders
  }

  private static func set(_ rows: Rows, _ workflow: String?, _ person: String) -> Order {
    var order = Order(.set, job: nil, by: person)
    order.workflow = workflow
    order.concurrency =
      switch rows {
      case .atMost(let rows): rows
      case .asConfigured: 0
      }
    return order
  }
}

extension Dispatcher {
  func serverLimits(workflows names: [String]) -> ServerLimits {
    let (now, configured) = (scheduler.limits, options.limits)
    var workflows: [String: ServerLimits.Workflow] = [:]
    for name in Set(names).union(now.workflows.keys) {
      workflows[name] = .init(concurrency: now.workflows[name], configured: configured.workflows[name])
    }
    return ServerLimits(
      concurrency: now.all ?? now.rows, configured: configured.rows, workflows: workflows, isPaused: isPausedAltogether)
  }
}
